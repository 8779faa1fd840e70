#pragma once

#include "wire/response.hpp"

#include <dynaco/errors.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::transport {

/// Decompresses gzip data (RFC 1952) of one member, with its CRC32 and length compared.
///
/// @param max_size  bytes of the result at most; memory is bounded by about twice that, whatever the data
///                  claims.
/// Fails with errc::malformed_reply, which says what is wrong, or errc::reply_too_large.
[[nodiscard]] result<std::string> gunzip(std::string_view data, std::size_t max_size);

/// Undoes the Content-Encoding of a reply's body; without one nothing is changed.
///
/// @param asked  whether the request said that gzip is accepted: what was not asked for is not taken.
/// Fails as `gunzip`, and with errc::malformed_reply for any other encoding.
[[nodiscard]] result<void> decode_content(wire::response& reply, bool asked, std::size_t max_size);

}  // namespace dynaco::transport
