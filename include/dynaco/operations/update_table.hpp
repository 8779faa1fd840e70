#pragma once

#include <dynaco/model/schema.hpp>
#include <dynaco/operations/index_definition.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table_description.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace dynaco {

/// New capacity for a global index that is there.
struct index_update {
    std::string_view name{};
    std::optional<dynaco::throughput> throughput{};       ///< Of a provisioned table.
    std::optional<dynaco::on_demand_limits> on_demand{};  ///< Of an on-demand table; 0 lifts a limit.
    dynaco::warm_throughput warm_throughput{};
};

/// UpdateTable: starts to change a table, which is of use meanwhile. What is left empty stays as it is.
///
/// DynamoDB does one of these at a time: capacity, one new index, one index removed.
struct update_table {
    static constexpr operation_info info{.name = "UpdateTable", .writes = true};
    using response = table_description;

    std::string_view table_name{};
    std::optional<dynaco::billing_mode> billing_mode{};
    std::optional<dynaco::throughput> throughput{};       ///< For billing_mode::provisioned.
    std::optional<dynaco::on_demand_limits> on_demand{};  ///< For an on-demand table; 0 lifts a limit.
    dynaco::warm_throughput warm_throughput{};
    std::optional<stream_view> stream{};  ///< stream_view::none switches it off.
    std::optional<dynaco::table_class> table_class{};
    std::optional<bool> deletion_protection{};
    std::optional<std::string_view> kms_key{};  ///< As in create_table; empty goes back to DynamoDB's own.
    std::span<const index_update> indexes{};
    /// A global index to add.
    std::optional<index_definition> create_index{};
    /// How the table is paid for, which decides what capacity a new index may be given.
    dynaco::billing_mode paid_by = billing_mode::pay_per_request;
    std::string_view delete_index{};  ///< A global index to remove; empty: none.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
