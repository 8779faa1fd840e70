#pragma once

#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// SHA-256 of `bytes` as 64 lower-case hex digits: the payload hash of a request.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace dynaco::sigv4
