#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/table/models/definition.hpp>
#include <dynaco/detail/table/read/index.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>
#include <dynaco/schema.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

namespace detail {

template <class F>
inline constexpr bool progress_is_a_named_function = false;

}  // namespace detail

class table_progress;

/// A function that can be told how a table fares.
template <class F>
concept progress_function = std::is_object_v<F> && !std::same_as<std::remove_const_t<F>, table_progress> &&
                            std::invocable<F&, const table_description&>;

/// Refers to a function that is told how a table fares while it is waited for. Does not own it: the function
/// must live as long as the wait, so only named ones are accepted.
class table_progress {
 public:
    constexpr table_progress() noexcept = default;
    template <progress_function F>
    table_progress(F& call) noexcept  // NOLINT(google-explicit-constructor)
        : call_(std::addressof(call)), invoke_([](const void* f, const table_description& now) {
              (*static_cast<F*>(const_cast<void*>(f)))(now);  // it was no pointer to const unless F is
          }) {}
    /// Says what to do instead.
    template <progress_function F>
    table_progress(const F&&) {  // NOLINT(google-explicit-constructor)
        static_assert(detail::progress_is_a_named_function<F>,
                      "dynaco: .progress refers to the function and does not copy it: store the function in "
                      "a variable first: auto watch = [...]; {.progress = watch} (see "
                      "progress_is_a_named_function<F> in this message)");
    }

    void operator()(const table_description& now) const {
        if (invoke_) invoke_(call_, now);
    }

 private:
    const void* call_ = nullptr;
    void (*invoke_)(const void*, const table_description&) = nullptr;
};

struct table_wait_options {
    /// For the table to become what is waited for, all steps together.
    std::chrono::milliseconds timeout{300'000};
    /// Called with each description that comes while waiting; what it throws ends the call.
    table_progress progress{};
};

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

struct restore_options {
    /// The moment to restore to; nothing: the latest possible, about five minutes ago. Not for backups.
    std::optional<std::chrono::system_clock::time_point> time{};
    restore_overrides overrides{};
    table_wait_options wait{.timeout = std::chrono::hours(6),
                            .progress = {}};  ///< Restoring takes minutes to hours.
};
static_assert(std::is_trivially_copyable_v<restore_options>);

struct apply_options {
    /// Also do what takes something away from the table: see `table_difference::takes_away`.
    bool allow_removals = false;
    table_wait_options wait{};  ///< Filling a new index of a large table takes hours.
};

/// What of a table differs.
enum class table_aspect {
    table,  ///< There is none.
    hash_key,
    range_key,
    index,
    billing_mode,
    throughput,
    on_demand_limits,
    index_throughput,
    stream,
    table_class,
    deletion_protection,
    encryption,
    time_to_live,
    tag,
};

/// What makes a difference go away.
enum class table_remedy {
    create,         ///< Creating the table.
    change,         ///< Changing a setting; the table stays in use.
    add_index,      ///< Adding a global index, which DynamoDB fills from the table.
    remove_index,   ///< Removing a global index.
    replace_index,  ///< Removing a global index and adding it anew: queries of it fail meanwhile.
    new_table,      ///< Only another table: keys and local indexes are for ever.
};

/// One difference between a model and its table.
struct table_difference {
    table_aspect what = table_aspect::table;
    std::string name{};    ///< Of the index or tag.
    std::string wanted{};  ///< "none" where the model asks for nothing.
    std::string actual{};  ///< "none" where the table has nothing.
    table_remedy remedy = table_remedy::change;
    /// The remedy takes something away from the table that others may need: an index, a stream, protection,
    /// a limit. `apply` leaves it alone unless it is allowed to.
    bool takes_away = false;

    /// One line: `index "by-email": wanted none, found hash email (S), ALL; would be removed`.
    [[nodiscard]] std::string text() const;
};

/// What differs between the table that a model asks for and the one that is there. A value: made of
/// descriptions, without I/O; `table_admin::plan` makes it of a live table and `table_admin::apply` carries
/// it out.
///
/// Not compared: warm throughput, resource policies, replicas, point-in-time recovery, tags that the model
/// does not name, and a KMS key that the schema gives by its alias, which DynamoDB does not tell.
class table_plan {
 public:
    /// The table is not there. What `wanted` refers to must outlive the plan, but for the table's name.
    explicit table_plan(const detail::table_definition& wanted);
    /// The table is there.
    table_plan(const detail::table_definition& wanted, const table_description& actual,
               const time_to_live_description& ttl, const std::map<std::string, std::string>& tags);

    /// Something differs.
    explicit operator bool() const noexcept { return !differences_.empty(); }
    [[nodiscard]] const std::vector<table_difference>& differences() const noexcept { return differences_; }
    /// A line for each difference; empty if there is none.
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }
    /// What the model asks for.
    [[nodiscard]] detail::table_definition wanted() const noexcept;
    /// The table as it was; nothing if it was not there.
    [[nodiscard]] const std::optional<table_description>& actual() const noexcept { return actual_; }
    [[nodiscard]] const time_to_live_description& time_to_live() const noexcept { return ttl_; }

 private:
    std::string table_name_;
    detail::table_definition wanted_;  // its table_name is not to be used: it may be gone
    std::optional<table_description> actual_{};
    time_to_live_description ttl_{};
    std::vector<table_difference> differences_{};
};

}  // namespace dynaco

/// What `table<T>` does with a table as a whole; it does not depend on the model.
namespace dynaco::administration {

/// Creates the table unless it is there, waits until it and its indexes are active, and switches time to live
/// on if `ttl` names an attribute. @returns whether it was created.
awaitable<bool> create(client db, encoded_request create, std::string ttl, bool ignore_missing_ttl_support,
                       table_wait_options wait);
/// Deletes the table and waits until it is gone. @returns false if there was none.
awaitable<bool> remove(client db, std::string table_name, table_wait_options wait);
awaitable<bool> exists(client db, std::string table_name);
awaitable<table_description> describe(client db, std::string table_name);
/// Switches time to live on for `attribute`; a no-op if it is on.
/// @throws error  errc::table_differs if it is on for another attribute
awaitable<void> enable_ttl(client db, std::string table_name, std::string attribute);

}  // namespace dynaco::administration

namespace dynaco {

/// The names of the account's tables in the client's region, in DynamoDB's order; all pages (ListTables).
[[nodiscard]] awaitable<std::vector<std::string>> table_names(client db);

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
    [[nodiscard]] awaitable<table_plan> plan_for(const detail::table_definition& wanted) const;
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
                detail::model_lists_the_index<Index, Model>,
                "dynaco: the model does not list this index: add using indexes = dynaco::indexes<Index>; "
                "(see model_lists_the_index<Index, Model> in this message)");
            return {};
        } else if constexpr (table_checks::check_global_index<Index, Model>()) {
            return base::create_index(detail::define_index<Model, Index>(), wait);
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
            return base::enable_ttl(detail::define_table<Model>(table_name()).ttl);
        } else {
            return {};
        }
    }

    /// What differs between the model and its table. Changes nothing.
    ///
    ///     auto plan = co_await accounts.admin().plan();
    ///     if (plan) std::cout << plan.text();
    [[nodiscard]] awaitable<table_plan> plan() const {
        return base::plan_for(detail::define_table<Model>(table_name()));
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
