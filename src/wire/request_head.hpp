#pragma once

#include <dynaco/errors.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace dynaco::wire {

/// A header field as it goes on the wire.
struct header_field {
    std::string_view name{};
    std::string_view value{};
};

/// Whether this can be a header's name (RFC 9110, 5.6.2: a token).
[[nodiscard]] bool is_token(std::string_view name) noexcept;

/// Whether this can be a header's value: no line break and no other control character but tabs.
[[nodiscard]] bool is_field_value(std::string_view value) noexcept;

/// What the head of an HTTP request says that differs from attempt to attempt.
struct request_head {
    std::string_view service{};         ///< Of the target, its part before the dot: "DynamoDB_20120810".
    std::string_view operation{};       ///< The part after it: "GetItem".
    std::string_view security_token{};  ///< Empty: none.
    std::string_view invocation_id{};   ///< The same for all attempts of a call.
    /// Until when this attempt waits for its answer, as x-amz-date writes times; empty: not said.
    std::string_view ttl{};
    int attempt = 1;
    int max_attempts = 1;
    std::size_t content_length = 0;
};

/// What it says every time.
struct client_head {
    std::string_view path{};
    std::string_view host{};
    std::string_view user_agent{};
    std::string_view extra_lines{};  ///< Made by `extra_header_lines`.
};

inline constexpr std::string_view content_type = "application/x-amz-json-1.0";

/// The lines of a user's own headers; errc::invalid_argument if a name or value cannot be one, or if a header
/// is dynaco's or HTTP's business.
[[nodiscard]] result<std::string> extra_header_lines(const std::map<std::string, std::string>& headers);

/// The heads of all requests of a client, prepared but for what differs. Immutable, hence usable from many
/// threads.
class head_template {
 public:
    explicit head_template(const client_head& always);

    /// Makes `out` the head up to the value of Authorization, which is to follow. No more than one allocation
    /// for the whole head, none if `out` held a head before.
    /// @returns the value of X-Amz-Target, in `out`: valid until that changes.
    std::string_view begin(std::string& out, const request_head& head) const;

 private:
    std::string before_target_;
    std::string before_invocation_id_;
    std::string before_authorization_;
};

/// Appends the rest, with the date that was signed.
void end_head(std::string& out, std::string_view amz_date);
/// The same for a request that is not signed: takes the beginning of Authorization back.
void end_unsigned_head(std::string& out);

}  // namespace dynaco::wire
