#pragma once

#include "load/plan/sequence_range.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace dynaco::loading {

/// The sequence numbers that were acknowledged, in any order. Pure.
///
/// All numbers below `low()` are acknowledged. Numbers above are kept in blocks of 4096 bits; full blocks are
/// kept as ranges. So the memory depends on the numbers that are missing, not on those that are acknowledged:
/// at most 600 bytes per block with a missing number. `add` needs constant time if the numbers are near each
/// other.
class acknowledged_ranges {
 public:
    /// Starts with all numbers below `low` acknowledged.
    explicit acknowledged_ranges(std::uint64_t low = 0) noexcept : low_(low) {}

    /// Adds a number. @returns false if it was acknowledged before
    bool add(std::uint64_t sequence);
    /// Adds all numbers of a range. @returns false if one of them was acknowledged before
    bool add(const sequence_range& range);

    /// The low-water mark: the smallest number that is not acknowledged.
    [[nodiscard]] std::uint64_t low() const noexcept { return low_; }
    [[nodiscard]] bool contains(std::uint64_t sequence) const noexcept;
    /// The acknowledged numbers above the low-water mark, as ascending ranges that do not touch.
    [[nodiscard]] std::vector<sequence_range> beyond() const;
    /// How many numbers are acknowledged above the low-water mark.
    [[nodiscard]] std::uint64_t count_beyond() const noexcept { return beyond_; }
    /// The number of blocks and ranges that are kept. For tests of the memory.
    [[nodiscard]] std::size_t parts() const noexcept { return blocks_.size() + full_.size(); }

 private:
    static constexpr std::uint64_t block_size = 4096;
    static constexpr std::size_t words = block_size / 64;
    struct block {
        std::array<std::uint64_t, words> bits{};
        std::uint32_t count = 0;
    };
    using block_map = std::map<std::uint64_t, block>;

    bool set(std::uint64_t sequence);
    block& block_at(std::uint64_t number);
    void add_full(std::uint64_t number);
    [[nodiscard]] bool is_full(std::uint64_t number) const noexcept;
    void advance();

    std::uint64_t low_;
    std::uint64_t beyond_ = 0;
    block_map blocks_;                             // blocks with a missing number above low_
    std::map<std::uint64_t, std::uint64_t> full_;  // first and last of consecutive full blocks
    block* recent_ = nullptr;                      // the block that was used last
    std::uint64_t recent_number_ = 0;
};

}  // namespace dynaco::loading
