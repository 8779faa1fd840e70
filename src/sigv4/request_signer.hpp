#pragma once

#include "sigv4/amz_date.hpp"
#include "sigv4/request.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// What differs between two DynamoDB calls, seen from the signature.
struct dynamodb_call {
    std::string_view host{};    ///< As sent: lower case, without the scheme's default port.
    std::string_view target{};  ///< Value of `x-amz-target`, such as `DynamoDB_20120810.GetItem`.
    std::string_view body{};    ///< The exact bytes sent.
    std::string_view content_type = "application/x-amz-json-1.0";
};

/// Signs the one shape of request that DynamoDB knows: `POST`, no query, signed headers
/// `content-type;host;x-amz-date[;x-amz-security-token];x-amz-target`, payload hash over the body.
///
/// Made once per credential snapshot and scope, used for every attempt: all that does not change is prepared,
/// the HMAC key is kept as hashed states and derived once per UTC day, and what the calls of one second to
/// one host have in common is hashed once. Gives the same bytes as `sign`. Keeps no plain copy of the secret;
/// what it keeps is overwritten when it dies; a moved-from signer may only be assigned to or destroyed.
/// `sign` may be called from any number of threads at once.
class request_signer {
 public:
    /// @param path  of the endpoint; `/` unless a custom endpoint has a base path.
    /// @throws std::invalid_argument  control character in key id, token, region or service.
    request_signer(const key_pair_view& keys, const scope& where, std::string_view path = "/");

    request_signer(request_signer&&) noexcept;
    request_signer& operator=(request_signer&&) noexcept;
    ~request_signer();

    /// Appends the value of `Authorization` to `out` and returns the value of `x-amz-date` that goes with it.
    ///
    /// Allocates only if `out` has to grow, for header values with white space in them, and where the second,
    /// the host or the content type is another than at the last call. The views in `call` may point into
    /// `out`: they are read before it changes.
    ///
    /// @param time  UTC, years 0 to 9999, clock skew correction included. Call this last, when the connection
    ///              is ready.
    /// @throws std::invalid_argument  for any other year; `out` is unchanged then.
    amz_date sign(const dynamodb_call& call, std::chrono::sys_seconds time, std::string& out) const;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace dynaco::sigv4
