#pragma once

#include "program/definition/document_builder.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/operations/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// A global index to add to a table, with the texts that its definition refers to.
class index_to_add {
 public:
    /// The index with the types of its keys: written, or those of the same attributes in the table's keys,
    /// otherwise S.
    /// @throws usage_error  an attribute has two types
    index_to_add(const written_index& index, const table_description& table);
    index_to_add(const index_to_add&) = delete;
    index_to_add& operator=(const index_to_add&) = delete;

    /// The definition; it refers to this object.
    [[nodiscard]] index_definition definition() const;
    /// The index with its keys, as the table will have it.
    [[nodiscard]] index_description description() const {
        return {.name = index_.name, .hash_keys = hash_, .range_keys = range_};
    }

 private:
    [[nodiscard]] key_description key_of(const written_key& key, const table_description& table) const;

    written_index index_;
    std::vector<key_description> hash_{};
    std::vector<key_description> range_{};
    std::vector<std::string_view> attributes_{};
    throughput capacity_{};
};

/// The changes of the indexes of a table, as they were written.
struct index_changes {
    const std::vector<std::string>& capacities;  ///< "by-status=10,5".
    const std::vector<std::string>& removed;     ///< Names.
    const std::vector<std::string>& added;       ///< "by-status=status,total:N/keys".
};
/// Checks the changes before the first of them is made: capacities are those of indexes that exist; an index
/// that is added has a new name, or that of one that is removed before.
/// @throws usage_error  an attribute would have two types. std::runtime_error: the table does not allow it
void check_index_changes(const table_description& table, const index_changes& changes);

/// The changes of billing and capacity, as they were written; empty texts: none.
struct capacity_changes {
    bool on_demand = false;                   ///< Whether the table becomes an on-demand table.
    const std::string& capacity;              ///< "10,5".
    const std::string& max_units;             ///< "10,5" or "off".
    const std::vector<std::string>& indexes;  ///< "by-status=10,5".
};
/// Checks that the changes fit the billing of the table, before the first of them is made.
/// @throws usage_error
void check_capacity_changes(const table_description& table, const capacity_changes& changes);

/// The view of a stream for the name that a person writes; "off" is stream_view::none.
[[nodiscard]] stream_view stream_view_of(std::string_view written) noexcept;

/// Units as a capacity.
[[nodiscard]] constexpr throughput capacity_of(const written_units& units) noexcept {
    return {.read_capacity_units = units.read, .write_capacity_units = units.write};
}

}  // namespace dynaco::program
