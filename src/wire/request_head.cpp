#include "wire/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace dynaco::wire {

bool is_token(std::string_view name) noexcept {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    const auto fits = [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != others.npos;
    };
    return !name.empty() && std::ranges::all_of(name, fits);
}

bool is_field_value(std::string_view value) noexcept {
    return std::ranges::all_of(value,
                               [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x20; }) &&
           value.find('\x7f') == value.npos;
}

namespace {

// Room for the parts that are not counted: the target, numbers, ids, Authorization (about 270) and the date.
constexpr std::size_t room_for_rest = 768;

constexpr std::string_view authorization = "Authorization: ";

// The digits of a number as text.
class digits {
 public:
    explicit digits(std::uint64_t n)
        : size_(static_cast<std::size_t>(std::to_chars(text_, text_ + sizeof text_, n).ptr - text_)) {}
    explicit digits(int n) : digits(static_cast<std::uint64_t>(n)) {}
    [[nodiscard]] std::string_view view() const noexcept { return {text_, size_}; }

 private:
    char text_[20];
    std::size_t size_;
};

bool is_set_by_dynaco(std::string name) {
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
            return failure(
                errc::invalid_argument,
                {.detail = "extra_headers: the name or the value of this header is not valid: " + name});
        if (is_set_by_dynaco(name))
            return failure(errc::invalid_argument,
                           {.detail = "extra_headers: dynaco sets this header itself: " + name});
        ((lines += name) += ": ") += value;
        lines += "\r\n";
    }
    return lines;
}

head_template::head_template(const client_head& always)
    : before_target_("POST "), before_invocation_id_("\r\nUser-Agent: "), before_authorization_("\r\n") {
    (before_target_ += always.path) += " HTTP/1.1\r\nHost: ";
    ((before_target_ += always.host) += "\r\nContent-Type: ") += content_type;
    before_target_ += "\r\nX-Amz-Target: ";
    // The amz-sdk headers are not signed, as in botocore, because they differ between attempts.
    (before_invocation_id_ += always.user_agent) += "\r\namz-sdk-invocation-id: ";
    (before_authorization_ += always.extra_lines) += authorization;
}

std::string_view head_template::begin(std::string& out, const request_head& head) const {
    out.clear();
    out.reserve(before_target_.size() + before_invocation_id_.size() + before_authorization_.size() +
                head.security_token.size() + room_for_rest);
    out += before_target_;
    const std::size_t target_at = out.size();
    ((out += head.service) += '.') += head.operation;
    const std::size_t target_size = out.size() - target_at;
    if (!head.security_token.empty()) (out += "\r\nX-Amz-Security-Token: ") += head.security_token;
    (out += "\r\nContent-Length: ") += digits(head.content_length).view();
    (out += before_invocation_id_) += head.invocation_id;
    out += "\r\namz-sdk-request: ";
    if (!head.ttl.empty()) ((out += "ttl=") += head.ttl) += "; ";
    (out += "attempt=") += digits(head.attempt).view();
    (out += "; max=") += digits(head.max_attempts).view();
    out += before_authorization_;
    return std::string_view(out).substr(target_at, target_size);
}

void end_head(std::string& out, std::string_view amz_date) {
    ((out += "\r\nX-Amz-Date: ") += amz_date) += "\r\n\r\n";
}

void end_unsigned_head(std::string& out) {
    out.resize(out.size() - authorization.size());
    out += "\r\n";
}

}  // namespace dynaco::wire
