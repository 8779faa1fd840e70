#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail::json {

/// Appends `bytes` in standard base64 with padding (RFC 4648 §4).
void append_base64(std::string& out, std::span<const std::byte> bytes);

/// Decodes standard base64 with padding (RFC 4648 §4) into `out`. @returns false if `text` is not in this
/// form; `out` is then unspecified.
[[nodiscard]] bool decode_base64(std::string_view text, std::vector<std::byte>& out);

}  // namespace dynaco::detail::json
