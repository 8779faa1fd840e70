#include "wire/request_head.hpp"

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

}  // namespace

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
    out += "amz-sdk-request: attempt=";
    append_number(out, static_cast<std::uint64_t>(head.attempt));
    out += "; max=";
    append_number(out, static_cast<std::uint64_t>(head.max_attempts));
    out += "\r\nAuthorization: ";
}

void end_head(std::string& out, std::string_view amz_date) {
    out += "\r\nX-Amz-Date: ";
    out += amz_date;
    out += "\r\n\r\n";
}

}  // namespace dynaco::wire
