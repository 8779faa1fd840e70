#pragma once

#include <dynaco/types.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dynaco::program {

/// Finds the columns that a CSV file needs so that it loses nothing: all attributes of all items. An
/// attribute of several types gets a column of DynamoDB JSON ("name:typed").
class column_finder {
 public:
    /// Takes the attributes of an item that is DynamoDB JSON.
    void add(std::string_view item);

    /// The columns for `sink_options::columns`: those of `keys` first, then the others in the order in which
    /// they were found, or in the order of their names.
    [[nodiscard]] std::string columns(const std::vector<std::string>& keys, bool sorted) const;

 private:
    struct found_column {
        std::string name{};
        attribute_type type = attribute_type::any;
        bool mixed = false;  // several types
    };
    struct name_hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::vector<found_column> columns_{};
    std::unordered_map<std::string, std::size_t, name_hash, std::equal_to<>> places_{};
};

}  // namespace dynaco::program
