#pragma once

#include "load/bulk/item_digest.hpp"

#include <dynaco/load/tables.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Finds the differences between the items of some partitions: first all items of the left table are added,
/// then those of the right table. Pure.
class difference_finder {
 public:
    /// Items outside `partitions`, the partitions of `table_digest`, are ignored. Items of the left table are
    /// kept while they have at most `memory` bytes. More items mean that the table has grown since the first
    /// pass; they are not compared.
    difference_finder(std::vector<bool> partitions, std::size_t memory);

    void add_left(const digested_item& digested, std::string_view item);
    /// `digester` finds the attributes that differ. @returns errc::malformed_reply
    [[nodiscard]] result<void> add_right(const digested_item& digested, std::string_view item,
                                         item_digester& digester);
    /// All differences, by key, at most `most`.
    [[nodiscard]] std::vector<item_difference> end(const item_digester& digester, std::size_t most);

 private:
    struct kept_item {
        digest whole{};
        std::string text{};
    };
    [[nodiscard]] bool is_wanted(const digest& key) const noexcept;

    std::vector<bool> partitions_;
    std::size_t memory_;
    std::size_t used_ = 0;
    std::vector<bool> left_out_;  // partitions with items that were not kept
    std::map<digest, kept_item> left_{};
    std::vector<item_difference> found_{};
};

}  // namespace dynaco::loading
