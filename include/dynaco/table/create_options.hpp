#pragma once

#include <dynaco/model/schema.hpp>
#include <dynaco/operations/create_table.hpp>
#include <dynaco/table/wait_options.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <type_traits>

namespace dynaco {

/// What a table is created with otherwise than the model's schema says, and how it is waited for. What is
/// left empty is the schema's.
struct create_options {
    std::optional<dynaco::billing_mode> billing_mode{};
    std::optional<dynaco::throughput> throughput{};
    std::optional<dynaco::on_demand_limits> on_demand{};
    dynaco::warm_throughput warm_throughput{};
    std::optional<stream_view> stream{};
    std::optional<dynaco::table_class> table_class{};
    std::optional<bool> deletion_protection{};
    std::optional<std::string_view> kms_key{};
    std::string_view resource_policy{};  ///< A policy document as JSON text.
    /// For local servers without time to live (errc::unknown_operation): create the table all the same.
    bool ignore_missing_ttl_support = false;
    std::chrono::milliseconds timeout{300'000};  ///< For the table to become active.
    table_progress progress{};                   ///< Called with each description that comes while waiting.

    /// `table` with these settings.
    [[nodiscard]] constexpr create_table applied_to(create_table table) const {
        table.billing_mode = billing_mode.value_or(table.billing_mode);
        table.throughput = throughput.value_or(table.throughput);
        table.on_demand = on_demand.value_or(table.on_demand);
        table.warm_throughput = warm_throughput;
        table.stream = stream.value_or(table.stream);
        table.table_class = table_class.value_or(table.table_class);
        table.deletion_protection = deletion_protection.value_or(table.deletion_protection);
        table.kms_key = kms_key.value_or(table.kms_key);
        table.resource_policy = resource_policy;
        return table;
    }
    [[nodiscard]] constexpr table_wait_options wait() const {
        return {.timeout = timeout, .progress = progress};
    }
};
static_assert(std::is_trivially_copyable_v<create_options>);

}  // namespace dynaco
