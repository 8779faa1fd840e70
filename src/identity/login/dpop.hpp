#pragma once

#include "transport/effects.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <string_view>

namespace dynaco::identity {

/// A proof that the sender of a POST to `url` has the private key that the token belongs to (RFC 9449,
/// "Demonstrating Proof of Possession"). It is a JWT with the time and a random ID, signed with ES256. Each
/// proof is for one request.
///
/// `key` is a private key of the curve P-256 in PEM ("EC PRIVATE KEY" or "PRIVATE KEY").
///
/// Fails with errc::credentials_failed: `key` is not valid; the detail does not repeat it.
[[nodiscard]] result<secret> dpop_proof(const secret& key, std::string_view url, detail::effects& world);

}  // namespace dynaco::identity
