#pragma once

#include <dynaco/operations/describe_time_to_live.hpp>
#include <dynaco/operations/table_description.hpp>
#include <dynaco/table/definition.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dynaco {

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
    explicit table_plan(const table_definition& wanted);
    /// The table is there.
    table_plan(const table_definition& wanted, const table_description& actual,
               const time_to_live_description& ttl, const std::map<std::string, std::string>& tags);

    /// Something differs.
    explicit operator bool() const noexcept { return !differences_.empty(); }
    [[nodiscard]] const std::vector<table_difference>& differences() const noexcept { return differences_; }
    /// A line for each difference; empty if there is none.
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }
    /// What the model asks for.
    [[nodiscard]] table_definition wanted() const noexcept;
    /// The table as it was; nothing if it was not there.
    [[nodiscard]] const std::optional<table_description>& actual() const noexcept { return actual_; }
    [[nodiscard]] const time_to_live_description& time_to_live() const noexcept { return ttl_; }

 private:
    std::string table_name_;
    table_definition wanted_;  // its table_name is not to be used: it may be gone
    std::optional<table_description> actual_{};
    time_to_live_description ttl_{};
    std::vector<table_difference> differences_{};
};

}  // namespace dynaco
