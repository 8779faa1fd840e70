#pragma once

#include "transport/effects.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <string_view>

namespace dynaco::identity {

/// A proof that whoever POSTs to `url` now has the private key that a token was given to (RFC 9449,
/// "Demonstrating Proof of Possession"): a JWT, signed with ES256, of the time and of an id that is random.
/// Each holds for one request.
///
/// `key` is a private key of the curve P-256, as PEM ("EC PRIVATE KEY" or "PRIVATE KEY"). Fails with
/// errc::credentials_failed if it is anything else, without repeating it.
[[nodiscard]] result<secret> dpop_proof(const secret& key, std::string_view url, detail::effects& world);

}  // namespace dynaco::identity
