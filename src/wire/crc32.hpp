#pragma once

#include <cstdint>
#include <string_view>

namespace dynaco::wire {

/// The CRC-32 (IEEE 802.3) of `bytes`, as in the header x-amz-crc32.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes) noexcept;

/// The CRC-32 (IEEE 802.3) of `bytes`, computed without the carry-less multiplication of newer x86
/// processors. Public for tests.
[[nodiscard]] std::uint32_t crc32_by_table(std::string_view bytes) noexcept;

}  // namespace dynaco::wire
