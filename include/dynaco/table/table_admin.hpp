#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/backup_description.hpp>
#include <dynaco/operations/describe_continuous_backups.hpp>
#include <dynaco/operations/describe_time_to_live.hpp>
#include <dynaco/operations/table_description.hpp>
#include <dynaco/table/apply_options.hpp>
#include <dynaco/table/definition.hpp>
#include <dynaco/table/index.hpp>
#include <dynaco/table/restore_options.hpp>
#include <dynaco/table/table_plan.hpp>
#include <dynaco/table/wait_options.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// Changes a table as a whole: settings, indexes, time to live, tags, backups. A cheap handle that may be
/// copied. `table<Model>::admin()` gives one that knows the model; `table_admin<>` is for any table.
///
/// As with `table`, requests are encoded before functions return, and failures are thrown once awaited.
/// Functions with `table_wait_options` wait until the table is active before and after the change, and do
/// nothing if the table is as wanted already. What was sent goes on if a call is cancelled or fails to wait.
template <class Model = void>
class table_admin;

template <>
class table_admin<void> {
 public:
    table_admin(client db, std::string table_name) : db_(std::move(db)), table_name_(std::move(table_name)) {}

    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }

    [[nodiscard]] awaitable<table_description> describe() const;
    /// Until the table and all its indexes are active and filled. A table that is not there is waited for.
    /// @throws error  errc::table_not_active after `wait.timeout`
    [[nodiscard]] awaitable<table_description> wait_until_active(table_wait_options wait = {}) const;
    /// Until there is no such table. @throws error  errc::table_not_active after `wait.timeout`
    [[nodiscard]] awaitable<void> wait_until_deleted(table_wait_options wait = {}) const;

    // --- settings

    /// On demand or provisioned; `capacity` is for the latter, and each global index gets it too.
    [[nodiscard]] awaitable<void> set_billing(dynaco::billing_mode mode, throughput capacity = {},
                                              table_wait_options wait = {}) const;
    /// The capacity of a provisioned table.
    [[nodiscard]] awaitable<void> set_throughput(throughput capacity, table_wait_options wait = {}) const;
    /// The capacity of a global index of a provisioned table.
    [[nodiscard]] awaitable<void> set_index_throughput(std::string_view index, throughput capacity,
                                                       table_wait_options wait = {}) const;
    /// The most that an on-demand table may use; 0: no limit.
    [[nodiscard]] awaitable<void> set_on_demand_limits(on_demand_limits limits,
                                                       table_wait_options wait = {}) const;
    /// Raises what the table can bear at once. Costs.
    [[nodiscard]] awaitable<void> set_warm_throughput(warm_throughput warm,
                                                      table_wait_options wait = {}) const;
    /// What the stream records; none switches it off. Another view ends the stream and begins a new one.
    [[nodiscard]] awaitable<void> set_stream(stream_view view, table_wait_options wait = {}) const;
    [[nodiscard]] awaitable<void> set_table_class(table_class what, table_wait_options wait = {}) const;
    [[nodiscard]] awaitable<void> set_deletion_protection(bool on, table_wait_options wait = {}) const;
    /// As `table_settings::kms_key`; empty: the key that DynamoDB owns. DynamoDB is always asked: it alone
    /// knows what an alias stands for.
    [[nodiscard]] awaitable<void> set_encryption(std::string_view kms_key,
                                                 table_wait_options wait = {}) const;

    // --- global indexes

    /// Adds a global index, unless one of that name is there, and waits until it is filled.
    /// @returns whether it was added
    [[nodiscard]] awaitable<bool> create_index(const index_definition& index,
                                               table_wait_options wait = {}) const;
    /// Removes a global index and waits until it is gone. @returns false if there was none.
    [[nodiscard]] awaitable<bool> delete_index(std::string_view index, table_wait_options wait = {}) const;

    // --- time to live

    [[nodiscard]] awaitable<time_to_live_description> time_to_live() const;
    /// Lets DynamoDB delete items once the time in `attribute`, a number of seconds since 1970, is past. It
    /// takes up to an hour to begin. A no-op if it is on.
    /// @throws error  errc::table_differs if it is on for another attribute
    [[nodiscard]] awaitable<void> enable_ttl(std::string_view attribute) const;
    /// A no-op if it is off.
    [[nodiscard]] awaitable<void> disable_ttl() const;

    // --- tags

    [[nodiscard]] awaitable<std::map<std::string, std::string>> tags() const;
    /// Sets these tags; others stay.
    [[nodiscard]] awaitable<void> set_tags(std::span<const table_tag> tags) const;
    [[nodiscard]] awaitable<void> set_tag(std::string_view key, std::string_view value) const;
    /// Removes these tags; those that are not there are no error.
    ///
    ///     co_await admin.remove_tags("team", "cost-centre");
    template <std::convertible_to<std::string_view>... Key>
        requires(sizeof...(Key) > 0)
    [[nodiscard]] awaitable<void> remove_tags(const Key&... key) const {
        const std::array<std::string_view, sizeof...(Key)> keys{std::string_view(key)...};
        return remove_tags_of(keys);
    }

    // --- backups

    [[nodiscard]] awaitable<continuous_backups_description> point_in_time_recovery() const;
    /// Keeps what is needed to restore any moment of the last `days` (1 to 35; 0: 35, or what it was).
    [[nodiscard]] awaitable<continuous_backups_description> set_point_in_time_recovery(
        bool on, std::uint32_t days = 0) const;
    /// Starts a backup: it is complete once `backups()` or DescribeBackup shows it as available.
    [[nodiscard]] awaitable<backup_description> create_backup(std::string_view backup_name) const;
    /// The table's backups on demand; all pages.
    [[nodiscard]] awaitable<std::vector<backup_description>> backups() const;
    /// Deletes a backup, which may be of any table. @returns false if there was none.
    [[nodiscard]] awaitable<bool> delete_backup(std::string_view backup_arn) const;
    /// Makes this table, which must not be there, from a backup, and waits until it is active.
    [[nodiscard]] awaitable<table_description> restore_backup(std::string_view backup_arn,
                                                              restore_options options = {}) const;
    /// Makes this table, which must not be there, from what another was at `options.time`, and waits until it
    /// is active. The other must have point-in-time recovery.
    [[nodiscard]] awaitable<table_description> restore_from(std::string_view source_table_name,
                                                            restore_options options = {}) const;

 protected:
    [[nodiscard]] const client& db() const noexcept { return db_; }
    [[nodiscard]] awaitable<table_plan> plan_for(const table_definition& wanted) const;
    [[nodiscard]] awaitable<std::vector<table_difference>> carry_out(const table_plan& plan,
                                                                     apply_options options) const;

 private:
    [[nodiscard]] awaitable<void> remove_tags_of(std::span<const std::string_view> keys) const;

    client db_;
    std::string table_name_;
};

/// The same for a table of `Model`s, with what the model declares.
template <class Model>
class table_admin : public table_admin<void> {
    using base = table_admin<void>;

 public:
    using base::base;
    using base::create_index;
    using base::delete_index;
    using base::enable_ttl;
    using base::set_index_throughput;

    /// Adds an index that the model lists. @returns whether it was added
    template <class Index>
    [[nodiscard]] awaitable<bool> create_index(table_wait_options wait = {}) const {
        if constexpr (!requires { requires detail::is_listed<Index, typename Model::indexes>; }) {
            static_assert(
                model_lists_the_index<Index, Model>,
                "dynaco: the model does not list this index: using indexes = "
                "dynaco::indexes<Index>; (see model_lists_the_index<Index, Model> in this message)");
            return {};
        } else if constexpr (table_checks::check_global_index<Index, Model>()) {
            return base::create_index(define_index<Model, Index>(), wait);
        } else {
            return {};
        }
    }
    template <class Index>
    [[nodiscard]] awaitable<bool> delete_index(table_wait_options wait = {}) const {
        return base::delete_index(Index::schema.index_name, wait);
    }
    template <class Index>
    [[nodiscard]] awaitable<void> set_index_throughput(throughput capacity,
                                                       table_wait_options wait = {}) const {
        return base::set_index_throughput(Index::schema.index_name, capacity, wait);
    }

    /// For the attribute that the schema names as `ttl`.
    [[nodiscard]] awaitable<void> enable_ttl() const {
        if constexpr (table_checks::check_has_ttl<Model>()) {
            return base::enable_ttl(define_table<Model>(table_name()).ttl);
        } else {
            return {};
        }
    }

    /// What differs between the model and its table. Changes nothing.
    ///
    ///     auto plan = co_await accounts.admin().plan();
    ///     if (plan) std::cout << plan.text();
    [[nodiscard]] awaitable<table_plan> plan() const {
        return base::plan_for(define_table<Model>(table_name()));
    }
    /// Makes the table what the model says, as `plan` has it, and waits until it is: creates it, or changes
    /// settings and adds indexes, one at a time. @returns the differences that were left alone because they
    /// take something away; none with `options.allow_removals`.
    /// @throws error  errc::table_differs, before anything is changed, if only a new table would do
    [[nodiscard]] awaitable<std::vector<table_difference>> apply(const table_plan& plan,
                                                                 apply_options options = {}) const {
        return base::carry_out(plan, options);
    }
};

}  // namespace dynaco
