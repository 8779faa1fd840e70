#pragma once

#include <dynaco/sigv4/amz_date.hpp>
#include <dynaco/sigv4/request.hpp>
#include <dynaco/sigv4/signing_key_cache.hpp>

#include <chrono>
#include <string>

namespace dynaco::sigv4 {

/// The headers that make a request a signed one. `x-amz-security-token` has to be sent too, if there is one.
struct signed_request {
    amz_date date;              ///< For `x-amz-date`.
    std::string authorization;  ///< For `Authorization`.
    std::string payload_hash;   ///< For `x-amz-content-sha256`, if the options asked for it.
};

/// Signs a request of any shape: all three stages. For DynamoDB's own calls `request_signer` is faster.
///
/// @param keys   both key parts must be given; unsigned requests are not this function's business.
/// @param where  region and service of the scope.
/// @param time   the time of signing (UTC), clock skew correction included; sign as late as possible.
/// @param cache  shared by all calls of a client.
/// @throws std::invalid_argument  control character in key id, token, region or service.
[[nodiscard]] signed_request sign(const request& what, const key_pair_view& keys, const scope& where,
                                  std::chrono::sys_seconds time, signing_key_cache& cache,
                                  const signing_options& options = {});

}  // namespace dynaco::sigv4
