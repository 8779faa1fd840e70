#include "wire/plain_request.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace dynaco::wire {
namespace {

failure refused(std::string why) { return {errc::invalid_argument, {.detail = std::move(why)}}; }

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// Headers that determine where a message ends, and headers that `plain_head` writes.
bool is_set_by_plain_head(std::string_view name) {
    static constexpr auto own = std::to_array<std::string_view>(
        {"host", "user-agent", "content-length", "connection", "transfer-encoding", "keep-alive", "expect",
         "upgrade", "te", "trailer"});
    return std::ranges::find(own, lower(name)) != own.end();
}

bool is_visible_ascii(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

std::optional<failure> fault_of(const header_field& field) {
    if (!is_token(field.name))
        return refused("the name of a header is empty or contains forbidden characters");
    const std::string name(field.name);
    if (is_set_by_plain_head(name)) return refused("the header " + name + " is set by dynaco");
    if (!is_field_value(field.value))
        return refused("the value of the header " + name +
                       " contains a line break or another control character; often a token or a file ends "
                       "with a newline");
    return std::nullopt;
}

std::optional<failure> fault_of(const plain_request& r) {
    if (!is_token(r.method) || r.method == "HEAD" || r.method == "CONNECT")
        return refused("the request method is not allowed");
    if (!is_visible_ascii(r.host)) return refused("the request's host contains forbidden characters");
    if (!is_visible_ascii(r.target) || r.target.front() != '/' || r.target.find('#') != r.target.npos)
        return refused(
            "the request's path must begin with \"/\" and must not contain spaces, control characters, \"#\" "
            "or non-ASCII letters; percent-encode them");
    if (!is_field_value(r.user_agent)) return refused("the header User-Agent contains a control character");
    for (const header_field& each : r.headers)
        if (auto fault = fault_of(each)) return fault;
    return std::nullopt;
}

// A server may require the length for methods that usually have a body (RFC 9110, 8.6).
bool says_length(const plain_request& r) {
    return r.body_size > 0 || r.method == "POST" || r.method == "PUT" || r.method == "PATCH";
}

std::size_t size_at_most(const plain_request& r) {
    constexpr std::size_t room_for_rest =
        128;  // for header names, numbers and line ends that plain_head adds
    std::size_t size =
        room_for_rest + r.method.size() + r.target.size() + r.host.size() + r.user_agent.size();
    for (const header_field& each : r.headers) size += each.name.size() + each.value.size() + 4;
    return size;
}

}  // namespace

result<secret> plain_head(const plain_request& request) {
    if (auto fault = fault_of(request)) return *std::move(fault);
    std::string out;
    out.reserve(size_at_most(request));  // growing would leave copies of tokens in freed memory
    ((out += request.method) += ' ') += request.target;
    (out += " HTTP/1.1\r\nHost: ") += request.host;
    if (!request.user_agent.empty()) (out += "\r\nUser-Agent: ") += request.user_agent;
    if (says_length(request)) (out += "\r\nContent-Length: ") += std::to_string(request.body_size);
    out += "\r\nConnection: close\r\n";
    for (const header_field& each : request.headers) (((out += each.name) += ": ") += each.value) += "\r\n";
    out += "\r\n";
    return secret(std::move(out));
}

}  // namespace dynaco::wire
