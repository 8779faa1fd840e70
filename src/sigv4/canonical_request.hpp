#pragma once

#include "sigv4/amz_date.hpp"
#include "sigv4/request.hpp"

#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// The first stage of signing: the canonical form of a request, which client and service both hash.
struct canonical_form {
    std::string text;
    std::string signed_headers;  ///< Lower-case names, sorted, separated by `;`.
    std::string payload_hash;    ///< The last line of `text`.
};

/// Writes `what`, with `x-amz-date` and the session token added, in canonical form.
///
/// Rules (botocore auth.py; aws-c-auth source/aws_signing.c):
/// - method in upper case; path normalised, then percent-encoded once more; query decoded, encoded, sorted
///   by encoded name, then by encoded value, with `=` always present;
/// - headers sorted by lower-case name, repeated headers joined with `,` in the order sent; values trimmed,
/// every
///   run of white space (folded lines included) replaced by one space, also inside quotes;
/// - headers that intermediaries may change are left out, see `is_never_signed`.
[[nodiscard]] canonical_form canonical_request(const request& what, const key_pair_view& keys,
                                               const amz_date& date, const signing_options& options = {});

/// Whether a header is left out of every signature because proxies or the HTTP library may change it:
/// `authorization`, `connection`, `expect`, `keep-alive`, `proxy-authenticate`, `proxy-authorization`, `te`,
/// `trailer`, `transfer-encoding`, `upgrade`, `user-agent`, `x-amzn-trace-id` and all of `sec-websocket-*`.
[[nodiscard]] bool is_never_signed(std::string_view header_name) noexcept;

/// The path line of the canonical request.
[[nodiscard]] std::string canonical_path(std::string_view path, const signing_options& options);

/// The query line of the canonical request. A `%` without two hex digits is kept as it is; `+` means a plus.
[[nodiscard]] std::string canonical_query(std::string_view query);

}  // namespace dynaco::sigv4
