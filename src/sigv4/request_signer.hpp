#pragma once

#include "sigv4/amz_date.hpp"
#include "sigv4/request.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// The signed parts of a DynamoDB request that differ between calls.
struct dynamodb_call {
    std::string_view host{};    ///< As sent: lower case, without the scheme's default port.
    std::string_view target{};  ///< Value of `x-amz-target`, such as `DynamoDB_20120810.GetItem`.
    std::string_view body{};    ///< The exact bytes sent.
    std::string_view content_type = "application/x-amz-json-1.0";
};

/// Signs the only form of request that DynamoDB uses: `POST`, no query, signed headers
/// `content-type;host;x-amz-date[;x-amz-security-token];x-amz-target`, payload hash over the body.
///
/// Make one for each credential snapshot and scope, and use it for every attempt. The constant parts are
/// prepared. The signing key is derived once per UTC day and kept as hash states. The common part of all
/// calls of one second to one host is hashed once. The signature is equal to that of the free function
/// `sign`. The signer keeps no plain copy of the secret; its destructor overwrites what it keeps. A
/// moved-from signer may only be assigned to or destroyed. The member function `sign` may be called from
/// several threads at the same time.
class request_signer {
 public:
    /// @param path  the path of the endpoint; `/` unless a custom endpoint has a base path.
    /// @throws std::invalid_argument  if the key id, token, region or service contains a control character.
    request_signer(const key_pair_view& keys, const scope& where, std::string_view path = "/");

    request_signer(request_signer&&) noexcept;
    request_signer& operator=(request_signer&&) noexcept;
    ~request_signer();

    /// Appends the value of `Authorization` to `out` and returns the value of `x-amz-date` that was signed.
    ///
    /// Allocates only if `out` has to grow, if a header value contains white space, or if the second, the
    /// host or the content type differs from the last call. The views in `call` may point into `out`: they
    /// are read before `out` changes.
    ///
    /// @param time  UTC, years 0 to 9999, with the clock skew correction. Call `sign` last, when the
    /// connection is
    ///              ready.
    /// @throws std::invalid_argument  for any other year; `out` is then unchanged.
    amz_date sign(const dynamodb_call& call, std::chrono::sys_seconds time, std::string& out) const;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace dynaco::sigv4
