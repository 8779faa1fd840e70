#pragma once

#include <dynaco/sigv4/amz_date.hpp>
#include <dynaco/sigv4/request.hpp>
#include <dynaco/sigv4/signing_key.hpp>

#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// `<yyyymmdd>/<region>/<service>/aws4_request`.
[[nodiscard]] std::string credential_scope(const amz_date& date, const scope& where);

/// The second stage: algorithm, time, scope and the hash of `canonical_text`, a line each.
[[nodiscard]] std::string string_to_sign(const amz_date& date, const scope& where,
                                         std::string_view canonical_text);

/// The third stage: HMAC-SHA256 of the text, as 64 lower-case hex digits.
[[nodiscard]] std::string signature(const signing_key& key, std::string_view text_to_sign);

/// The value of the `Authorization` header.
/// @throws std::invalid_argument  if the key id or the scope holds a control character, which would end the
///                                header line (typically a newline read from a file). Names no value.
[[nodiscard]] std::string authorization(std::string_view access_key_id, const amz_date& date,
                                        const scope& where, std::string_view signed_headers,
                                        std::string_view signature);

}  // namespace dynaco::sigv4
