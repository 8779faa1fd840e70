#pragma once

#include "load/check/table_keys.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/load/record.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// The properties of a valid item that the engine needs.
struct checked_item {
    std::size_t size = 0;  ///< The size in bytes that DynamoDB counts.
    /// The canonical bytes of the table's key: equal keys have equal bytes, also if they are written
    /// differently ("1.0" and "1").
    std::string key{};
    std::size_t hash_key_size = 0;  ///< The first bytes of `key` are those of the hash key.
    /// A bit for each index, in the order of `table_keys`: the item has all keys of the index, so that a
    /// write of the item also writes the index.
    std::uint64_t indexes = 0;
};

/// Why an item was refused.
struct item_fault {
    std::string attribute{};  ///< Its path; empty if the text is not an item.
    std::string reason{};     ///< The text of the error, with what to do.
};

/// Checks an item before it is sent, so that a bad item does not make DynamoDB refuse the good items of its
/// batch. One pass over the item's DynamoDB JSON, without a tree.
///
/// Checks that the text is UTF-8 and DynamoDB JSON, the table's keys and the keys of indexes (they exist,
/// have their type, are not empty and not too long), numbers, base64, sets, duplicates, depth and the size.
class item_check {
 public:
    explicit item_check(table_keys keys);

    /// Checks `json`, the item of a put or the key of a removal.
    /// @returns nothing if the item is valid; `item` then describes it
    [[nodiscard]] std::optional<item_fault> run(std::string_view json, record_kind kind, checked_item& item);

    [[nodiscard]] const table_keys& keys() const noexcept { return keys_; }

 private:
    struct found_key {
        bool exists = false;
        std::string bytes{};
    };

    bool top_level(record_kind kind, std::size_t& size);
    bool map(std::size_t& size);
    bool member(bool& first, std::size_t level, std::size_t& size, std::string_view& name, std::string& copy);
    bool no_name_twice(std::size_t level);
    bool list(std::size_t& size);
    bool attribute(std::size_t& size, std::string_view& scalar, attribute_type& type);
    bool content(attribute_type type, std::size_t& size, std::string_view& scalar);
    bool set(attribute_type element, std::size_t& size);
    bool text(std::size_t& size, std::string_view& scalar);
    bool digits(std::size_t& size, std::string_view& scalar);
    bool bytes(std::size_t& size, std::string_view& scalar);
    bool key(std::size_t position, attribute_type type, std::string_view scalar);
    bool keys_exist(record_kind kind);
    void describe(checked_item& item) const;
    bool refuse(std::string reason);
    [[nodiscard]] item_fault fault() const;

    table_keys keys_;
    std::vector<found_key> found_{};
    std::vector<std::uint64_t> names_{};   // hashes of the names of all levels that are open
    std::vector<std::string> elements_{};  // the elements of the set that is read
    std::vector<std::byte> decoded_{};     // the bytes of the base64 that is read
    std::string canonical_{};              // the canonical text of the number that is read
    detail::json::reader in_{""};
    std::string_view json_{};
    int depth_ = 0;
};

}  // namespace dynaco::loading
