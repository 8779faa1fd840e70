#pragma once

#include "wire/response.hpp"

#include <dynaco/errors.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::transport {

/// Decompresses gzip data (RFC 1952) of one member. Checks its CRC32 and length.
///
/// @param max_size  largest size of the result in bytes; memory is limited to about twice this size
/// Fails with errc::malformed_reply, whose detail says what is wrong, or errc::reply_too_large.
[[nodiscard]] result<std::string> gunzip(std::string_view data, std::size_t max_size);

/// Decodes the Content-Encoding of a response body. A body without one is not changed.
///
/// @param asked  whether the request accepted gzip; otherwise gzip is an error
/// Fails with the errors of `gunzip`, and with errc::malformed_reply for any other encoding.
[[nodiscard]] result<void> decode_content(wire::response& reply, bool asked, std::size_t max_size);

}  // namespace dynaco::transport
