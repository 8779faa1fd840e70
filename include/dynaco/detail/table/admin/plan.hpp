#pragma once

#include <dynaco/detail/table/models/definition.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dynaco {

/// The aspect of a table that a `table_difference` is about.
enum class table_aspect {
    table,                ///< The table does not exist.
    hash_key,             ///< The table's hash key: name and type.
    range_key,            ///< The table's range key: name and type.
    index,                ///< An index: keys, projection, local or global.
    billing_mode,         ///< On-demand or provisioned.
    throughput,           ///< Capacity of a provisioned table.
    on_demand_limits,     ///< Highest throughput of an on-demand table.
    index_throughput,     ///< Capacity of a global index of a provisioned table.
    stream,               ///< What the stream records.
    table_class,          ///< The table class.
    deletion_protection,  ///< Whether the table can be deleted.
    encryption,           ///< The key that encrypts the table.
    time_to_live,         ///< The attribute of time to live.
    tag,                  ///< A tag that the schema names.
};

/// What has to be done to remove a `table_difference`.
enum class table_remedy {
    create,         ///< Create the table.
    change,         ///< Change a setting; the table stays in use.
    add_index,      ///< Add a global index; DynamoDB fills it from the table.
    remove_index,   ///< Remove a global index.
    replace_index,  ///< Remove a global index and add it again; queries of it fail in between.
    new_table,      ///< Create another table: keys and local indexes cannot be changed.
};

/// One difference between a model and its table.
struct table_difference {
    /// The aspect that differs.
    table_aspect what = table_aspect::table;
    /// The name of the index or tag, or of a missing table; else empty.
    std::string name{};
    /// What the model declares, as text; "none" if it declares nothing.
    std::string wanted{};
    /// What the table has, as text; "none" if it has nothing.
    std::string actual{};
    /// What has to be done to remove the difference.
    table_remedy remedy = table_remedy::change;
    /// Whether the remedy removes something from the table that others may need: an index, a stream, deletion
    /// protection, encryption with a KMS key, time to live, an on-demand limit. `apply` skips the difference
    /// then, unless `apply_options::allow_removals` is set.
    bool takes_away = false;

    /// The difference as one line: `index "by-email": wanted none, found hash email (S), ALL; would be
    /// removed`.
    [[nodiscard]] std::string text() const;
};

/// The differences between the table that a model declares and the actual table.
///
/// It is a value, computed from descriptions without I/O. `table_admin::plan` reads the table and returns a
/// plan; `table_admin::apply` changes the table accordingly.
///
/// It does not compare warm throughput, resource policies, replicas, point-in-time recovery, tags that the
/// model does not name, and a KMS key that the schema names by its alias: DynamoDB's description has only the
/// ARN of the key.
class table_plan {
 public:
    /// A plan for a table that does not exist. The texts and arrays that `wanted` refers to must outlive the
    /// plan, except the table's name, which is copied.
    explicit table_plan(const detail::table_definition& wanted);
    /// A plan for a table that exists: `actual` is its description, `ttl` its time to live, `tags` its tags.
    /// The texts and arrays that `wanted` refers to must outlive the plan, except the table's name, which is
    /// copied.
    table_plan(const detail::table_definition& wanted, const table_description& actual,
               const time_to_live_description& ttl, const std::map<std::string, std::string>& tags);

    /// True if the model and the table differ.
    explicit operator bool() const noexcept { return !differences_.empty(); }
    /// All differences. The reference is valid as long as the plan.
    [[nodiscard]] const std::vector<table_difference>& differences() const noexcept { return differences_; }
    /// One line for each difference, each with a newline; empty if nothing differs.
    [[nodiscard]] std::string text() const;

    /// The table's name. The reference is valid as long as the plan.
    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }
    /// The table as the model declares it.
    [[nodiscard]] detail::table_definition wanted() const noexcept;
    /// The table's description when the plan was made; not set if the table did not exist.
    [[nodiscard]] const std::optional<table_description>& actual() const noexcept { return actual_; }
    /// The table's time to live when the plan was made.
    [[nodiscard]] const time_to_live_description& time_to_live() const noexcept { return ttl_; }

 private:
    std::string table_name_;
    detail::table_definition wanted_;  // do not use its table_name: it may dangle
    std::optional<table_description> actual_{};
    time_to_live_description ttl_{};
    std::vector<table_difference> differences_{};
};

}  // namespace dynaco
