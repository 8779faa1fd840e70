#include "identity/source/request.hpp"

#include "core/ascii.hpp"
#include "identity/text/secret_document.hpp"
#include "wire/service_error.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::identity {
namespace {

bool looks_like_code(std::string_view text) {
    constexpr std::size_t most = 64;
    return text.size() <= most && !std::ranges::all_of(text, detail::is_digit) &&
           std::ranges::all_of(text,
                               [](char c) { return detail::is_letter_or_digit(c) || c == '_' || c == '-'; });
}

}  // namespace

http_request get_request(const endpoint& at, std::string_view path) {
    std::string target = at.path;
    while (target.ends_with('/')) target.pop_back();
    return {.origin = at.origin, .target = target.append(path)};
}

http_request json_request(const endpoint& at, std::string_view path, secret json) {
    http_request request = get_request(at, path);
    request.method = "POST";
    request.headers.push_back({.name = "Content-Type", .value = "application/json"});
    request.body = std::move(json);
    return request;
}

std::string url_of(const http_request& request) {
    return url(request.origin) + request.target.substr(0, request.target.find('?'));
}

std::string query_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (detail::is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += "0123456789ABCDEF"[byte >> 4];
        encoded += "0123456789ABCDEF"[byte & 15];
    }
    return encoded;
}

std::string error_code_of(const wire::response& reply) {
    const secret_document body(reply.body);
    std::string code(text_of(body.tree(), "error"));
    if (code.empty()) code = wire::parse_service_error(reply).code;
    return looks_like_code(code) ? code : std::string();
}

std::string in_words(const std::string& url, const wire::response& reply) {
    std::string words = url + " responded with status " + std::to_string(reply.status);
    const std::string code = error_code_of(reply);
    if (!code.empty()) words.append(", ").append(code);
    return words;
}

}  // namespace dynaco::identity
