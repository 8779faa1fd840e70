#pragma once

#include <dynaco/core/attribute_type.hpp>
#include <dynaco/model/schema.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table_description.hpp>

#include <span>

namespace dynaco {

/// A key attribute: its name and type (S, N or B).
struct key_definition {
    std::string_view name{};  ///< Empty: no such key.
    attribute_type type = attribute_type::S;
};

/// An index to create with a table.
struct index_definition {
    std::string_view name;
    index_scope scope = index_scope::global;
    key_definition hash_key{};
    key_definition range_key{};
    dynaco::projection projection = projection::all;
    std::span<const std::string_view> non_key_attributes{};  ///< For projection::include.
    dynaco::throughput throughput{};
    std::span<const key_definition> more_hash_keys{};   ///< The second to fourth, of a global index.
    std::span<const key_definition> more_range_keys{};  ///< The same.
};

/// CreateTable: starts to make a table, which is of use once it is active.
struct create_table {
    static constexpr operation_info info{.name = "CreateTable", .writes = true};
    using response = table_description;

    std::string_view table_name;
    key_definition hash_key;
    key_definition range_key{};
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    dynaco::throughput throughput{};  ///< For billing_mode::provisioned.
    std::span<const index_definition> indexes{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
