#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dynaco::detail::model {

/// Finds a name among `N` names in nearly constant time, with a hash table made at compile time.
template <std::size_t N>
class name_index {
 public:
    /// If names are equal, the first one is found.
    constexpr explicit name_index(const std::array<std::string_view, N>& names) noexcept {
        slots_.fill(static_cast<std::uint16_t>(N));
        for (std::size_t i = 0; i < N; ++i) {
            std::size_t slot = slot_of(names[i]);
            while (slots_[slot] != N) slot = (slot + 1) % size;
            slots_[slot] = static_cast<std::uint16_t>(i);
        }
    }

    /// The index of `name` in `names`, which must be those of the constructor; `N` if it is not among them.
    [[nodiscard]] constexpr std::size_t find(const std::array<std::string_view, N>& names,
                                             std::string_view name) const noexcept {
        for (std::size_t slot = slot_of(name); slots_[slot] != N; slot = (slot + 1) % size)
            if (names[slots_[slot]] == name) return slots_[slot];
        return N;
    }

 private:
    static_assert(N < 0xffff);
    static constexpr std::size_t size = std::bit_ceil(2 * N + 1);  // there is always a free slot

    // Uses both ends of the name: attributes are often numbered, or begin with the same text.
    static constexpr std::size_t slot_of(std::string_view name) noexcept {
        const std::size_t taken = name.size() < 8 ? name.size() : 8;
        const std::uint64_t ends = word(name.substr(0, taken)) * 0x9e3779b97f4a7c15 ^
                                   word(name.substr(name.size() - taken)) * 0xc2b2ae3d27d4eb4f;
        const std::uint64_t mixed = (ends ^ name.size()) * 0x9e3779b97f4a7c15;
        return static_cast<std::uint32_t>(mixed >> 32) % size;
    }
    static constexpr std::uint64_t word(std::string_view text) noexcept {
        std::uint64_t value = 0;
        for (const char c : text) value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }

    std::array<std::uint16_t, size> slots_{};
};

}  // namespace dynaco::detail::model
