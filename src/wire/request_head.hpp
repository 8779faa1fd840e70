#pragma once

#include <dynaco/errors.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace dynaco::wire {

/// A header field as it is sent.
struct header_field {
    std::string_view name{};
    std::string_view value{};
};

/// Whether `name` is a valid header name (RFC 9110, 5.6.2: a token).
[[nodiscard]] bool is_token(std::string_view name) noexcept;

/// Whether `value` is a valid header value: without line breaks and other control characters, except tabs.
[[nodiscard]] bool is_field_value(std::string_view value) noexcept;

/// The parts of a request's head that differ between attempts.
struct request_head {
    std::string_view service{};         ///< X-Amz-Target before the dot: "DynamoDB_20120810".
    std::string_view operation{};       ///< X-Amz-Target after the dot: "GetItem".
    std::string_view security_token{};  ///< Empty: the header is left out.
    std::string_view invocation_id{};   ///< Identical for all attempts of a call.
    /// The time until which this attempt waits for its response, in the format of x-amz-date. Empty: left
    /// out.
    std::string_view ttl{};
    int attempt = 1;
    int max_attempts = 1;
    std::size_t content_length = 0;
};

/// The parts of a request's head that are identical for all requests of a client.
struct client_head {
    std::string_view path{};
    std::string_view host{};
    std::string_view user_agent{};
    std::string_view extra_lines{};  ///< Made by `extra_header_lines`.
};

inline constexpr std::string_view content_type = "application/x-amz-json-1.0";

/// The header lines for a user's own headers. @returns errc::invalid_argument if a name or value is not
/// valid, or if dynaco or HTTP sets the header.
[[nodiscard]] result<std::string> extra_header_lines(const std::map<std::string, std::string>& headers);

/// The prepared head of all requests of a client; only the parts that differ are missing. Immutable, so it
/// can be used from many threads.
class head_template {
 public:
    explicit head_template(const client_head& always);

    /// Sets `out` to the head up to "Authorization: ". The caller appends the value, then calls `end_head`.
    /// Allocates at most once for the whole head, and not if `out` contained a head before.
    /// @returns the value of X-Amz-Target; a view into `out`, valid until `out` changes.
    std::string_view begin(std::string& out, const request_head& head) const;

 private:
    std::string before_target_;
    std::string before_invocation_id_;
    std::string before_authorization_;
};

/// Appends X-Amz-Date with the signed date, and the end of the head.
void end_head(std::string& out, std::string_view amz_date);
/// Ends the head of an unsigned request: removes "Authorization: " and appends the end of the head.
void end_unsigned_head(std::string& out);

}  // namespace dynaco::wire
