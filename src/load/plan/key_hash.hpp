#pragma once

#include <cstdint>
#include <string_view>

namespace dynaco::loading {

/// A 64-bit hash of a table's number and bytes. `seed` should be random, so that an attacker cannot prepare
/// keys that collide. The hash is for memory only: it differs between machines with another byte order.
[[nodiscard]] std::uint64_t hash_of(std::uint32_t table, std::string_view bytes, std::uint64_t seed) noexcept;

}  // namespace dynaco::loading
