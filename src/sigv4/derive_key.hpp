#pragma once

#include "digest.hpp"

#include <dynaco/sigv4/request.hpp>
#include <dynaco/sigv4/signing_key.hpp>

#include <string_view>

namespace dynaco::sigv4 {

/// HMAC under "AWS4" + secret: all that is needed of the secret to derive the key of any day.
[[nodiscard]] hmac_key secret_hmac(std::string_view secret_access_key);

[[nodiscard]] signing_key derive_signing_key(const hmac_key& secret, std::string_view day,
                                             const scope& where);

}  // namespace dynaco::sigv4
