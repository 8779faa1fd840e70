#pragma once

#include "identity/endpoint.hpp"
#include "identity/http_client.hpp"

#include <dynaco/identity/credentials.hpp>
#include <dynaco/sigv4/signing_key_cache.hpp>

#include <chrono>

namespace dynaco::identity {

/// A form for STS as a request without a signature.
[[nodiscard]] http_request sts_request(const endpoint& where, const secret& form);

/// The same, signed with `keys` at `time`. Fails with errc::credentials_failed for keys that cannot be
/// signed with: nobody's, or with control characters.
[[nodiscard]] result<http_request> signed_sts_request(const endpoint& where, const secret& form,
                                                      const credentials& keys, std::chrono::sys_seconds time,
                                                      sigv4::signing_key_cache& cache);

}  // namespace dynaco::identity
