#pragma once

#include <cstdint>
#include <string_view>

namespace dynaco::wire {

/// CRC-32 (IEEE 802.3), as x-amz-crc32 has it.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes) noexcept;

/// The same without the carry-less multiplication of newer x86 processors; public for tests.
[[nodiscard]] std::uint32_t crc32_by_table(std::string_view bytes) noexcept;

}  // namespace dynaco::wire
