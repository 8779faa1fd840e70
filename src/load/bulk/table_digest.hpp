#pragma once

#include "load/bulk/item_digest.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dynaco::loading {

/// The digests of a table's items, summed in partitions by their keys. Pure. Needs 2 MiB.
class table_digest {
 public:
    static constexpr std::size_t partitions = 65'536;

    [[nodiscard]] static std::size_t partition_of(const digest& key) noexcept {
        return static_cast<std::size_t>(key.high % partitions);
    }

    void add(const digested_item& item, std::size_t bytes) noexcept {
        part& of = parts_[partition_of(item.key)];
        of.sum += item.whole;
        of.bytes += bytes;
        ++of.items;
    }
    [[nodiscard]] std::uint64_t items() const noexcept;
    /// The sum of all partitions.
    [[nodiscard]] digest whole() const noexcept;

    /// The partitions that differ and whose items have to be compared to find `differences` differences, as
    /// many as fit into `memory` bytes, but at least one. Empty: the tables are equal.
    [[nodiscard]] static std::vector<bool> to_compare(const table_digest& left, const table_digest& right,
                                                      std::size_t differences, std::size_t memory);

 private:
    struct part {
        digest sum{};
        std::uint64_t bytes = 0;
        std::uint64_t items = 0;
        friend bool operator==(const part& a, const part& b) noexcept {
            return a.sum == b.sum && a.items == b.items;
        }
    };
    std::vector<part> parts_ = std::vector<part>(partitions);
};

}  // namespace dynaco::loading
