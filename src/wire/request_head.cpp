#include "wire/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace dynaco::wire {
namespace {

void append_number(std::string& out, std::uint64_t n) {
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, n).ptr);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += value;
    out += "\r\n";
}

// RFC 9110, 5.6.2: a token.
bool is_token(std::string_view name) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    const auto fits = [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != others.npos;
    };
    return !name.empty() && std::ranges::all_of(name, fits);
}
bool is_field_value(std::string_view value) {
    return std::ranges::all_of(value,
                               [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x20; }) &&
           value.find('\x7f') == value.npos;
}
bool is_our_own(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    static constexpr auto own = std::to_array<std::string_view>(
        {"host", "content-type", "content-length", "transfer-encoding", "connection", "user-agent",
         "authorization", "accept-encoding", "expect", "upgrade", "te", "trailer"});
    return name.starts_with("x-amz-") || name.starts_with("amz-sdk-") ||
           std::ranges::find(own, name) != own.end();
}

}  // namespace

result<std::string> extra_header_lines(const std::map<std::string, std::string>& headers) {
    std::string lines;
    for (const auto& [name, value] : headers) {
        if (!is_token(name) || !is_field_value(value))
            return failure(errc::invalid_argument, {.detail = "extra_headers: this is no header: " + name});
        if (is_our_own(name))
            return failure(errc::invalid_argument,
                           {.detail = "extra_headers: the header is set by dynaco: " + name});
        append_header(lines, name + ": ", value);
    }
    return lines;
}

void begin_head(std::string& out, const request_head& head) {
    out += "POST ";
    out += head.path;
    out += " HTTP/1.1\r\n";
    append_header(out, "Host: ", head.host);
    append_header(out, "Content-Type: ", content_type);
    append_header(out, "X-Amz-Target: ", head.target);
    if (!head.security_token.empty()) append_header(out, "X-Amz-Security-Token: ", head.security_token);
    out += "Content-Length: ";
    append_number(out, head.content_length);
    out += "\r\n";
    append_header(out, "User-Agent: ", head.user_agent);
    // Unsigned, as in botocore: they differ from attempt to attempt.
    append_header(out, "amz-sdk-invocation-id: ", head.invocation_id);
    out += "amz-sdk-request: ";
    if (!head.ttl.empty()) ((out += "ttl=") += head.ttl) += "; ";
    out += "attempt=";
    append_number(out, static_cast<std::uint64_t>(head.attempt));
    out += "; max=";
    append_number(out, static_cast<std::uint64_t>(head.max_attempts));
    out += "\r\n";
    out += head.extra_lines;
    out += "Authorization: ";
}

void end_head(std::string& out, std::string_view amz_date) {
    out += "\r\nX-Amz-Date: ";
    out += amz_date;
    out += "\r\n\r\n";
}

}  // namespace dynaco::wire
