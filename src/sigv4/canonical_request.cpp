#include "sigv4/canonical_request.hpp"

#include "sigv4/digest.hpp"
#include "sigv4/header_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::sigv4 {
namespace {

constexpr bool is_unreserved(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
}

void append_encoded(std::string& out, std::string_view text, bool keep_slash) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_unreserved(c) || (keep_slash && c == '/')) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

constexpr int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && text.size() - i > 2) {
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high >= 0 && low >= 0) {
                out += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

// Calls `visit` with every piece of `text` between separators, empty ones included.
template <class Visit>
void split(std::string_view text, char separator, Visit visit) {
    for (std::size_t end = 0; (end = text.find(separator)) != std::string_view::npos;
         text.remove_prefix(end + 1)) {
        visit(text.substr(0, end));
    }
    visit(text);
}

std::string normalised(std::string_view path) {
    std::vector<std::string_view> segments;
    split(path, '/', [&](std::string_view segment) {
        if (segment.empty() || segment == ".") return;
        if (segment != "..") {
            segments.push_back(segment);
        } else if (!segments.empty()) {
            segments.pop_back();
        }
    });
    std::string out;
    for (const std::string_view segment : segments) (out += '/') += segment;
    if (out.empty() || path.back() == '/') out += '/';
    return out;
}

}  // namespace

std::string canonical_path(std::string_view path, const signing_options& options) {
    if (path.empty()) path = "/";
    std::string plain = options.normalise_path ? normalised(path) : std::string{path};
    if (!options.encode_path) return plain;
    std::string out;
    append_encoded(out, plain, true);
    return out;
}

std::string canonical_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    split(query, '&', [&](std::string_view parameter) {
        if (parameter.empty()) return;
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
        auto& encoded = parameters.emplace_back();
        append_encoded(encoded.first, decoded(parameter.substr(0, equals)), false);
        append_encoded(encoded.second, decoded(value), false);
    });
    std::sort(parameters.begin(), parameters.end());
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!out.empty()) out += '&';
        ((out += name) += '=') += value;
    }
    return out;
}

namespace {

struct named_value {
    std::string name;  // lower case
    std::string_view value;
};

std::string lowered(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), to_lower);
    return out;
}

// The payload hash: the value of an x-amz-content-sha256 header, else `request::payload_hash`, else the hash
// of the payload.
std::string payload_hash(const request& what) {
    for (const header& each : what.headers) {
        if (lowered(each.name) == "x-amz-content-sha256") return std::string{each.value};
    }
    return what.payload_hash.empty() ? sha256_hex(what.payload) : std::string{what.payload_hash};
}

std::vector<named_value> headers_to_sign(const request& what, const key_pair_view& keys, const amz_date& date,
                                         const signing_options& options, std::string_view hash) {
    std::vector<named_value> headers;
    bool has_hash = false;
    for (const header& each : what.headers) {
        std::string name = lowered(each.name);
        if (name == "x-amz-date" || name == "x-amz-security-token" || is_never_signed(name)) continue;
        has_hash = has_hash || name == "x-amz-content-sha256";
        headers.push_back({std::move(name), each.value});
    }
    headers.push_back({"x-amz-date", date.text()});
    if (!keys.session_token.empty() && !options.omit_session_token) {
        headers.push_back({"x-amz-security-token", keys.session_token});
    }
    if (options.add_content_sha256 && !has_hash) headers.push_back({"x-amz-content-sha256", hash});
    // Stable, because repeated headers are joined in the order in which they are sent.
    std::stable_sort(headers.begin(), headers.end(),
                     [](const named_value& a, const named_value& b) { return a.name < b.name; });
    return headers;
}

void append_headers(canonical_form& out, const std::vector<named_value>& headers) {
    std::string_view previous;
    for (const named_value& each : headers) {
        if (each.name == previous) {
            out.text += ',';
        } else {
            if (!previous.empty()) {
                out.text += '\n';
                out.signed_headers += ';';
            }
            (out.text += each.name) += ':';
            out.signed_headers += each.name;
        }
        append_header_value(out.text, each.value);
        previous = each.name;
    }
    out.text += '\n';
}

}  // namespace

bool is_never_signed(std::string_view header_name) noexcept {
    static constexpr std::array<std::string_view, 12> names = {"authorization",
                                                               "connection",
                                                               "expect",
                                                               "keep-alive",
                                                               "proxy-authenticate",
                                                               "proxy-authorization",
                                                               "te",
                                                               "trailer",
                                                               "transfer-encoding",
                                                               "upgrade",
                                                               "user-agent",
                                                               "x-amzn-trace-id"};
    static constexpr std::string_view web_socket = "sec-websocket-";
    const auto same = [](char a, char b) { return to_lower(a) == b; };
    const auto is = [&](std::string_view text, std::string_view name) {
        return std::equal(text.begin(), text.end(), name.begin(), name.end(), same);
    };
    return is(header_name.substr(0, web_socket.size()), web_socket) ||
           std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return is(header_name, name); });
}

canonical_form canonical_request(const request& what, const key_pair_view& keys, const amz_date& date,
                                 const signing_options& options) {
    canonical_form out;
    out.payload_hash = payload_hash(what);
    for (const char c : what.method) out.text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    (out.text += '\n') += canonical_path(what.path, options);
    (out.text += '\n') += canonical_query(what.query);
    out.text += '\n';
    append_headers(out, headers_to_sign(what, keys, date, options, out.payload_hash));
    (out.text += '\n') += out.signed_headers;
    (out.text += '\n') += out.payload_hash;
    return out;
}

}  // namespace dynaco::sigv4
