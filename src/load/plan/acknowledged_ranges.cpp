#include "load/plan/acknowledged_ranges.hpp"

#include <algorithm>
#include <bit>

namespace dynaco::loading {

acknowledged_ranges::block& acknowledged_ranges::block_at(std::uint64_t number) {
    if (!recent_ || recent_number_ != number) {
        recent_ = &blocks_[number];
        recent_number_ = number;
    }
    return *recent_;
}

bool acknowledged_ranges::is_full(std::uint64_t number) const noexcept {
    const auto after = full_.upper_bound(number);
    return after != full_.begin() && std::prev(after)->second >= number;
}

void acknowledged_ranges::add_full(std::uint64_t number) {
    blocks_.erase(number);
    recent_ = nullptr;
    std::uint64_t first = number;
    std::uint64_t last = number;
    auto after = full_.upper_bound(number);
    if (after != full_.end() && after->first == number + 1) last = after->second, after = full_.erase(after);
    if (after != full_.begin() && std::prev(after)->second + 1 == number) first = std::prev(after)->first;
    full_[first] = last;
}

bool acknowledged_ranges::set(std::uint64_t sequence) {
    const std::uint64_t number = sequence / block_size;
    if (!full_.empty() && is_full(number)) return false;
    block& in = block_at(number);
    const std::uint64_t bit = std::uint64_t{1} << (sequence % 64);
    std::uint64_t& word = in.bits[sequence % block_size / 64];
    if ((word & bit) != 0) return false;
    word |= bit;
    ++beyond_;
    if (++in.count == block_size) add_full(number);
    return true;
}

// Moves the low-water mark over the numbers that follow it. A block whose numbers are all below the mark is
// removed. The bits of the mark's block below the mark are not used: they may be zero if the mark was there
// from the beginning.
void acknowledged_ranges::advance() {
    for (;;) {
        const std::uint64_t number = low_ / block_size;
        if (const auto full = full_.find(number); full != full_.end()) {
            const std::uint64_t end = (full->second + 1) * block_size;
            beyond_ -= end - low_;
            low_ = end;
            full_.erase(full);
            continue;
        }
        const auto found = blocks_.find(number);
        if (found == blocks_.end()) return;
        const std::uint64_t word = found->second.bits[low_ % block_size / 64] >> (low_ % 64);
        const auto ones = static_cast<std::uint64_t>(std::countr_one(word));
        const std::uint64_t steps = std::min(ones, 64 - low_ % 64);
        if (steps == 0) return;
        low_ += steps;
        beyond_ -= steps;
        if (low_ / block_size == number) continue;
        blocks_.erase(found);
        recent_ = nullptr;
    }
}

bool acknowledged_ranges::add(std::uint64_t sequence) {
    if (sequence < low_ || !set(sequence)) return false;
    if (sequence == low_) advance();
    return true;
}

bool acknowledged_ranges::add(const sequence_range& range) {
    bool all = true;
    for (std::uint64_t at = range.first; at <= range.last; ++at) all = add(at) && all;
    return all;
}

bool acknowledged_ranges::contains(std::uint64_t sequence) const noexcept {
    if (sequence < low_) return true;
    const std::uint64_t number = sequence / block_size;
    if (is_full(number)) return true;
    const auto found = blocks_.find(number);
    if (found == blocks_.end()) return false;
    return (found->second.bits[sequence % block_size / 64] >> (sequence % 64) & 1) != 0;
}

namespace {

void append_range(std::vector<sequence_range>& out, std::uint64_t first, std::uint64_t last) {
    if (!out.empty() && out.back().last + 1 == first)
        out.back().last = last;
    else
        out.push_back({first, last});
}

}  // namespace

std::vector<sequence_range> acknowledged_ranges::beyond() const {
    std::vector<sequence_range> out;
    auto full = full_.begin();
    const auto add_full_before = [&](std::uint64_t number) {
        for (; full != full_.end() && full->first < number; ++full)
            append_range(out, std::max(low_, full->first * block_size), (full->second + 1) * block_size - 1);
    };
    for (const auto& [number, in] : blocks_) {
        add_full_before(number);
        for (std::size_t i = 0; i < words; ++i) {
            const std::uint64_t start = number * block_size + i * 64;
            std::uint64_t word = in.bits[i];
            if (low_ >= start + 64) continue;
            if (low_ > start) word &= ~std::uint64_t{0} << (low_ - start);
            while (word != 0) {
                const auto skip = static_cast<std::uint64_t>(std::countr_zero(word));
                const auto ones = static_cast<std::uint64_t>(std::countr_one(word >> skip));
                append_range(out, start + skip, start + skip + ones - 1);
                if (skip + ones == 64) break;
                word &= ~std::uint64_t{0} << (skip + ones);
            }
        }
    }
    add_full_before(~std::uint64_t{0});
    return out;
}

}  // namespace dynaco::loading
