#pragma once

#include "sigv4/amz_date.hpp"
#include "sigv4/request.hpp"
#include "sigv4/signing_key.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// The headers of a signed request. If there is a session token, `x-amz-security-token` must be sent too.
struct signed_request {
    amz_date date;              ///< The value of `x-amz-date`.
    std::string authorization;  ///< The value of `Authorization`.
    std::string payload_hash;   ///< The value of `x-amz-content-sha256`, if the options request it.
};

/// Signs a request of any form, in all three stages. For DynamoDB's own calls `request_signer` is faster.
///
/// @param keys   both parts of the key must be set.
/// @param where  region and service of the scope.
/// @param time   the signing time (UTC), with the clock skew correction; sign as late as possible.
/// @param cache  shared by all calls of a client.
/// @throws std::invalid_argument  if the key id, token, region or service contains a control character.
[[nodiscard]] signed_request sign(const request& what, const key_pair_view& keys, const scope& where,
                                  std::chrono::sys_seconds time, signing_key_cache& cache,
                                  const signing_options& options = {});

/// The credential scope: `<yyyymmdd>/<region>/<service>/aws4_request`.
[[nodiscard]] std::string credential_scope(const amz_date& date, const scope& where);

/// The second stage of signing: algorithm, time, scope and the hash of `canonical_text`, each on its own
/// line.
[[nodiscard]] std::string string_to_sign(const amz_date& date, const scope& where,
                                         std::string_view canonical_text);

/// The third stage of signing: the HMAC-SHA256 of the text, as 64 lower-case hex digits.
[[nodiscard]] std::string signature(const signing_key& key, std::string_view text_to_sign);

/// The value of the `Authorization` header.
/// @throws std::invalid_argument  if the key id or the scope contains a control character, which would end
/// the header
///                                line (often a newline that was read from a file). The message shows no
///                                value.
[[nodiscard]] std::string authorization(std::string_view access_key_id, const amz_date& date,
                                        const scope& where, std::string_view signed_headers,
                                        std::string_view signature);

}  // namespace dynaco::sigv4
