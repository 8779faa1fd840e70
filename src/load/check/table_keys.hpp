#pragma once

#include <dynaco/operations/table.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// An attribute that is a key of the table or of indexes.
struct key_attribute {
    std::string name{};
    attribute_type type = attribute_type::S;  ///< S, N or B.
    bool is_hash = false;                     ///< False: it is a range key.
    std::string index{};                      ///< The first index that it is a key of; empty: the table.
};

/// The keys of a table and of its indexes: what an item is checked against.
struct table_keys {
    std::string table{};
    /// The hash key of the table, then its range key if it has one, then the keys of the indexes. Each name
    /// appears once for the table, and once for each role that it has in an index.
    std::vector<key_attribute> attributes{};
    std::size_t own = 1;  ///< The number of keys of the table itself: 1 or 2. Without a table: 0.
};

/// The keys in a table's description.
[[nodiscard]] table_keys keys_of(const table_description& description);

/// The value of the table's hash key in an item, as DynamoDB JSON: {"S":"a"}. Empty if the item lacks it.
[[nodiscard]] std::string hash_key_text(std::string_view item, const table_keys& keys);

/// The item with the table's key attributes only. Returns the text unchanged if it is not DynamoDB JSON: a
/// check then says what is wrong.
[[nodiscard]] std::string key_text(std::string_view item, const table_keys& keys);

}  // namespace dynaco::loading
