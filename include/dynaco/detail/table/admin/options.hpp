#pragma once

#include <dynaco/detail/table/admin/progress.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <type_traits>

/// The options of functions that create, change and restore tables.
namespace dynaco {

/// How long a call waits for a table, and which function it calls while it waits.
struct table_wait_options {
    /// The longest time for all steps of the call together. Default: 5 minutes. After it the call throws
    /// errc::table_not_active.
    std::chrono::milliseconds timeout{300'000};
    /// Called with each description that the call reads while it waits. An exception of the function ends the
    /// call.
    table_progress progress{};
};

/// Settings for `table<T>::create`: how the new table differs from the model's schema, and how to wait for
/// it. Unset members have the schema's value.
struct create_options {
    /// How the table is billed (BillingMode). Unset: the schema's value.
    std::optional<dynaco::billing_mode> billing_mode{};
    /// The capacity of a provisioned table (ProvisionedThroughput). Unset: the schema's value.
    std::optional<dynaco::throughput> throughput{};
    /// The highest throughput of an on-demand table (OnDemandThroughput). Unset: the schema's value.
    std::optional<dynaco::on_demand_limits> on_demand{};
    /// The throughput that the table supports from the start (WarmThroughput; billed). 0: DynamoDB's default.
    dynaco::warm_throughput warm_throughput{};
    /// What the stream records (StreamSpecification). Unset: the schema's value.
    std::optional<stream_view> stream{};
    /// The table class (TableClass). Unset: the schema's value.
    std::optional<dynaco::table_class> table_class{};
    /// Whether DynamoDB refuses to delete the table (DeletionProtectionEnabled). Unset: the schema's value.
    std::optional<bool> deletion_protection{};
    /// The key that encrypts the table, as in `create_table::kms_key`. Unset: the schema's value. The text
    /// must live until `create` returns.
    std::optional<std::string_view> kms_key{};
    /// A resource policy as JSON text (ResourcePolicy). Empty: no policy. The text must live until `create`
    /// returns.
    std::string_view resource_policy{};
    /// Whether to ignore the errc::unknown_operation of UpdateTimeToLive and DescribeTimeToLive, so that a
    /// local server without time to live can create the table.
    bool ignore_missing_ttl_support = false;
    /// The longest time to wait until the table is active. Default: 5 minutes. After it the call throws
    /// errc::table_not_active.
    std::chrono::milliseconds timeout{300'000};
    /// Called with each description that the call reads while it waits. An exception of the function ends the
    /// call.
    table_progress progress{};

    /// Returns `table` with the settings of these options.
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
    /// Returns `timeout` and `progress` as `table_wait_options`.
    [[nodiscard]] constexpr table_wait_options wait() const {
        return {.timeout = timeout, .progress = progress};
    }
};
static_assert(std::is_trivially_copyable_v<create_options>);

/// Options of `table_admin::restore_backup` and `table_admin::restore_from`.
struct restore_options {
    /// The time whose data `restore_from` restores (RestoreDateTime). Unset: the latest possible time, about
    /// five minutes ago. `restore_backup` ignores it.
    std::optional<std::chrono::system_clock::time_point> time{};
    /// Settings that the restored table does not take over from its source.
    restore_overrides overrides{};
    /// How to wait for the restored table. Default: up to 6 hours, because restoring takes minutes to hours.
    table_wait_options wait{.timeout = std::chrono::hours(6), .progress = {}};
};
static_assert(std::is_trivially_copyable_v<restore_options>);

/// Options of `table_admin<Model>::apply`.
struct apply_options {
    /// Whether to also apply differences that can only be removed by removing something from the table: see
    /// `table_difference::takes_away`. Default: these are not applied.
    bool allow_removals = false;
    /// How to wait for all steps together. Default: up to 5 minutes. Filling a new index of a large table can
    /// take hours: set a longer `timeout` then.
    table_wait_options wait{};
};

}  // namespace dynaco
