#include "canonical_uri.hpp"

#include <algorithm>
#include <cstddef>
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

}  // namespace dynaco::sigv4
