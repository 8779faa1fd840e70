#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/admin/options.hpp>
#include <dynaco/detail/table/admin/plan.hpp>
#include <dynaco/detail/table/models/definition.hpp>
#include <dynaco/detail/table/read/index.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>
#include <dynaco/schema.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// Returns the names of all tables of the account in the client's region, in DynamoDB's order. Reads all
/// pages (ListTables).
/// @throws error  any failure of the calls; names of earlier pages are lost
[[nodiscard]] awaitable<std::vector<std::string>> table_names(client db);

/// Administers a table as a whole: settings, indexes, time to live, tags, backups.
///
/// `table<Model>::admin()` returns one that knows the model; `table_admin<>` works for any table. It is a
/// small handle that may be copied. It is safe to use from several threads, as the client is.
///
/// Functions encode their arguments before they return; failures are thrown when the result is awaited.
/// Functions with a `table_wait_options` parameter wait until the table is active before and after the
/// change. They send no change if the table already has the wanted setting. After a cancellation or a timeout
/// DynamoDB completes a change that was sent.
template <class Model = void>
class table_admin;

/// Administers any table, without a model; the base of `table_admin<Model>`.
template <>
class table_admin<void> {
 public:
    /// Administers the table `table_name` through `db`. Sends nothing.
    table_admin(client db, std::string table_name) : db_(std::move(db)), table_name_(std::move(table_name)) {}

    /// The table's name.
    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }

    /// Returns the table's description (DescribeTable).
    /// @throws error  errc::resource_not_found: the table does not exist. Any other failure.
    [[nodiscard]] awaitable<table_description> describe() const;
    /// Waits until the table and all its indexes are active and filled, and returns the last description
    /// (DescribeTable). It also waits for a table that does not exist yet.
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`
    [[nodiscard]] awaitable<table_description> wait_until_active(table_wait_options wait = {}) const;
    /// Waits until the table does not exist (DescribeTable).
    /// @throws error  errc::table_not_active: the table or index still exists after `wait.timeout`
    [[nodiscard]] awaitable<void> wait_until_deleted(table_wait_options wait = {}) const;

    // --- settings

    /// Changes the billing mode (UpdateTable, BillingMode). For `billing_mode::provisioned`, the table and
    /// each global index get `capacity`.
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_billing(dynaco::billing_mode mode, throughput capacity = {},
                                              table_wait_options wait = {}) const;
    /// Changes the capacity of a provisioned table (UpdateTable, ProvisionedThroughput).
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_throughput(throughput capacity, table_wait_options wait = {}) const;
    /// Changes the capacity of a global index of a provisioned table (UpdateTable,
    /// GlobalSecondaryIndexUpdates).
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_index_throughput(std::string_view index, throughput capacity,
                                                       table_wait_options wait = {}) const;
    /// Sets the highest throughput of an on-demand table, in request units per second (UpdateTable,
    /// OnDemandThroughput). 0 removes a limit.
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_on_demand_limits(on_demand_limits limits,
                                                       table_wait_options wait = {}) const;
    /// Raises the warm throughput, the throughput that the table supports at once (UpdateTable,
    /// WarmThroughput). It is billed and cannot be lowered. Sends nothing if the table has it already.
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_warm_throughput(warm_throughput warm,
                                                      table_wait_options wait = {}) const;
    /// Sets what the table's stream records (UpdateTable, StreamSpecification). `stream_view::none` switches
    /// the stream off. To change the view, it switches the stream off and a new stream on, with another ARN.
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_stream(stream_view view, table_wait_options wait = {}) const;
    /// Changes the table class (UpdateTable, TableClass).
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_table_class(table_class what, table_wait_options wait = {}) const;
    /// Switches deletion protection on or off (UpdateTable, DeletionProtectionEnabled).
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_deletion_protection(bool on, table_wait_options wait = {}) const;
    /// Sets the key that encrypts the table, as in `table_settings::kms_key` (UpdateTable, SSESpecification).
    /// Empty: the key that DynamoDB owns; nothing is sent if the table uses that key. For any other key the
    /// change is always sent, because only DynamoDB knows which key an alias names.
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<void> set_encryption(std::string_view kms_key,
                                                 table_wait_options wait = {}) const;

    // --- global indexes

    /// Adds a global index if the table does not have an index of this name, and waits until it is filled
    /// (UpdateTable, GlobalSecondaryIndexUpdates).
    /// @returns true if this call added the index
    /// @throws error  errc::table_not_active: the index is not filled after `wait.timeout`. Any other failure
    /// of the calls.
    [[nodiscard]] awaitable<bool> create_index(const index_definition& index,
                                               table_wait_options wait = {}) const;
    /// Removes a global index and waits until it no longer exists (UpdateTable, GlobalSecondaryIndexUpdates).
    /// @returns false if the table has no such index
    /// @throws error  errc::table_not_active: the table or index still exists after `wait.timeout`. Any other
    /// failure of the calls.
    [[nodiscard]] awaitable<bool> delete_index(std::string_view index, table_wait_options wait = {}) const;

    // --- time to live

    /// Returns whether time to live is on, and for which attribute (DescribeTimeToLive).
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<time_to_live_description> time_to_live() const;
    /// Lets DynamoDB delete items after the time in `attribute`, a number of seconds since 1970
    /// (UpdateTimeToLive). The change takes up to an hour. Does nothing if time to live is on for this
    /// attribute.
    /// @throws error  errc::table_differs: time to live is on for another attribute. Any other failure of the
    /// calls.
    [[nodiscard]] awaitable<void> enable_ttl(std::string_view attribute) const;
    /// Switches time to live off (UpdateTimeToLive). Does nothing if it is off.
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<void> disable_ttl() const;

    // --- tags

    /// Returns all tags of the table: key and value (ListTagsOfResource, all pages).
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<std::map<std::string, std::string>> tags() const;
    /// Sets these tags (TagResource). A tag with the same key is replaced; other tags stay.
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<void> set_tags(std::span<const table_tag> tags) const;
    /// Sets one tag (TagResource). A tag with the same key is replaced; other tags stay.
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<void> set_tag(std::string_view key, std::string_view value) const;
    /// Removes the tags with these keys (UntagResource). Keys that the table does not have are ignored.
    ///
    ///     co_await admin.remove_tags("team", "cost-centre");
    ///
    /// @throws error  any failure of the call
    template <std::convertible_to<std::string_view>... Key>
        requires(sizeof...(Key) > 0)
    [[nodiscard]] awaitable<void> remove_tags(const Key&... key) const {
        const std::array<std::string_view, sizeof...(Key)> keys{std::string_view(key)...};
        return remove_tags_of(keys);
    }

    // --- backups

    /// Returns whether point-in-time recovery is on, and the times that can be restored
    /// (DescribeContinuousBackups).
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<continuous_backups_description> point_in_time_recovery() const;
    /// Switches point-in-time recovery on or off (UpdateContinuousBackups). `days` is how far back the table
    /// can be restored: 1 to 35. 0: the current period; 35 days if it was off.
    /// @returns the state after the change
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<continuous_backups_description> set_point_in_time_recovery(
        bool on, std::uint32_t days = 0) const;
    /// Starts an on-demand backup and does not wait for it (CreateBackup). It is complete when `backups()` or
    /// DescribeBackup shows it as available. The name has 3 to 255 of the characters a-z, A-Z, 0-9, '_', '-'
    /// and '.'.
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<backup_description> create_backup(std::string_view backup_name) const;
    /// Returns the table's on-demand backups (ListBackups, all pages).
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<std::vector<backup_description>> backups() const;
    /// Deletes the backup with this ARN, which may be a backup of another table (DeleteBackup).
    /// @returns false if the backup does not exist
    /// @throws error  any failure of the call
    [[nodiscard]] awaitable<bool> delete_backup(std::string_view backup_arn) const;
    /// Creates this table from a backup, and waits until it is active (RestoreTableFromBackup). The table
    /// must not exist.
    /// @returns the new table's description
    /// @throws error  errc::table_not_active: the table is not active after `options.wait.timeout`. Any other
    /// failure of the calls.
    [[nodiscard]] awaitable<table_description> restore_backup(std::string_view backup_arn,
                                                              restore_options options = {}) const;
    /// Creates this table with the data that another table had at `options.time`, and waits until it is
    /// active (RestoreTableToPointInTime). This table must not exist; point-in-time recovery must be on for
    /// the source.
    /// @returns the new table's description
    /// @throws error  errc::table_not_active: the table is not active after `options.wait.timeout`. Any other
    /// failure of the calls.
    [[nodiscard]] awaitable<table_description> restore_from(std::string_view source_table_name,
                                                            restore_options options = {}) const;

 protected:
    /// The client that sends the requests.
    [[nodiscard]] const client& db() const noexcept { return db_; }
    /// Compares the table with `wanted`. Changes nothing. What `wanted` refers to must outlive the plan.
    [[nodiscard]] awaitable<table_plan> plan_for(const detail::table_definition& wanted) const;
    /// Applies `plan` to the table.
    /// @returns the differences that were not applied
    [[nodiscard]] awaitable<std::vector<table_difference>> carry_out(const table_plan& plan,
                                                                     apply_options options) const;

 private:
    [[nodiscard]] awaitable<void> remove_tags_of(std::span<const std::string_view> keys) const;

    client db_;
    std::string table_name_;
};

/// Administers a table of `Model` objects: settings, indexes, time to live, tags, backups. It reads these
/// settings from the model. A small handle that may be copied.
template <class Model>
class table_admin : public table_admin<void> {
    using base = table_admin<void>;

 public:
    using base::base;
    using base::create_index;
    using base::delete_index;
    using base::enable_ttl;
    using base::set_index_throughput;

    /// Adds a global index that the model lists, if the table does not have it, and waits until it is filled
    /// (UpdateTable).
    /// @returns true if this call added the index
    /// @throws error  errc::table_not_active: the index is not filled after `wait.timeout`. Any other failure
    /// of the calls.
    template <class Index>
    [[nodiscard]] awaitable<bool> create_index(table_wait_options wait = {}) const {
        if constexpr (!requires { requires detail::is_listed<Index, typename Model::indexes>; }) {
            static_assert(
                detail::model_lists_the_index<Index, Model>,
                "dynaco: the model does not list this index: add using indexes = dynaco::indexes<Index>; "
                "(see model_lists_the_index<Index, Model> in this message)");
            return {};
        } else if constexpr (detail::table_checks::check_global_index<Index, Model>()) {
            return base::create_index(detail::define_index<Model, Index>(), wait);
        } else {
            return {};
        }
    }
    /// Removes the global index of the struct `Index` and waits until it no longer exists (UpdateTable).
    /// @returns false if the table has no such index
    /// @throws error  errc::table_not_active: the table or index still exists after `wait.timeout`. Any other
    /// failure of the calls.
    template <class Index>
    [[nodiscard]] awaitable<bool> delete_index(table_wait_options wait = {}) const {
        return base::delete_index(Index::schema.index_name, wait);
    }
    /// Changes the capacity of the global index of the struct `Index`, for a provisioned table (UpdateTable).
    /// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. Any other failure
    /// of the calls.
    template <class Index>
    [[nodiscard]] awaitable<void> set_index_throughput(throughput capacity,
                                                       table_wait_options wait = {}) const {
        return base::set_index_throughput(Index::schema.index_name, capacity, wait);
    }

    /// Lets DynamoDB delete items after the time in the attribute that the schema names as `ttl`
    /// (UpdateTimeToLive). Does nothing if time to live is on for this attribute.
    /// @throws error  errc::table_differs: time to live is on for another attribute. Any other failure of the
    /// calls.
    [[nodiscard]] awaitable<void> enable_ttl() const {
        if constexpr (detail::table_checks::check_has_ttl<Model>()) {
            return base::enable_ttl(detail::define_table<Model>(table_name()).ttl);
        } else {
            return {};
        }
    }

    /// Compares the model with its table and returns the differences. Changes nothing.
    ///
    ///     auto plan = co_await accounts.admin().plan();
    ///     if (plan) std::cout << plan.text();
    ///
    /// @throws error  any failure to read the table's description, time to live or tags; a table that does
    /// not exist is a difference
    [[nodiscard]] awaitable<table_plan> plan() const {
        return base::plan_for(detail::define_table<Model>(table_name()));
    }
    /// Changes the table as `plan` says and waits until it is active: creates it, or changes settings and
    /// adds indexes, one after the other.
    /// @returns the differences that were not applied because they remove something; empty with
    /// `options.allow_removals`
    /// @throws error  errc::table_differs, before anything is changed: a difference needs a new table.
    /// errc::table_not_active: the table is not active after `options.wait.timeout`. Any other failure of the
    /// calls; earlier steps stay applied.
    [[nodiscard]] awaitable<std::vector<table_difference>> apply(const table_plan& plan,
                                                                 apply_options options = {}) const {
        return base::carry_out(plan, options);
    }
};

}  // namespace dynaco
