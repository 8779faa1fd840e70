#include "load/bulk/table_digest.hpp"

#include <algorithm>

namespace dynaco::loading {

std::uint64_t table_digest::items() const noexcept {
    std::uint64_t sum = 0;
    for (const part& each : parts_) sum += each.items;
    return sum;
}

digest table_digest::whole() const noexcept {
    digest sum;
    for (const part& each : parts_) sum += each.sum;
    return sum;
}

std::vector<bool> table_digest::to_compare(const table_digest& left, const table_digest& right,
                                           std::size_t differences, std::size_t memory) {
    std::vector<std::size_t> differing;
    for (std::size_t i = 0; i < partitions; ++i)
        if (left.parts_[i] != right.parts_[i]) differing.push_back(i);
    if (differing.empty()) return {};
    // The items of the left table are kept. Partitions with few bytes first.
    std::ranges::stable_sort(differing, {}, [&left](std::size_t i) { return left.parts_[i].bytes; });
    std::vector<bool> chosen(partitions);
    std::uint64_t bytes = 0;
    std::uint64_t expected = 0;  // each partition that differs has at least this number of differences
    for (const std::size_t i : differing) {
        const std::uint64_t a = left.parts_[i].items;
        const std::uint64_t b = right.parts_[i].items;
        bytes += left.parts_[i].bytes;
        if (expected > 0 && (bytes > memory || expected >= differences)) break;
        chosen[i] = true;
        expected += std::max<std::uint64_t>(1, std::max(a, b) - std::min(a, b));
    }
    return chosen;
}

}  // namespace dynaco::loading
