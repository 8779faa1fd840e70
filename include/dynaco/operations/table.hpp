#pragma once

#include <dynaco/operations/operation.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// A key attribute: its name and type (S, N or B).
struct key_definition {
    std::string_view name{};  ///< Empty: no such key.
    attribute_type type = attribute_type::S;
};

namespace detail {

/// The attributes that make up a key of an index: one; for a global index up to four, in their order.
class key_definitions {
 public:
    constexpr key_definitions() = default;
    /// Those beyond the fourth are left out.
    constexpr key_definitions(std::initializer_list<key_definition> keys) noexcept {
        for (const key_definition& each : keys) add(each);
    }
    constexpr void add(const key_definition& key) noexcept {
        if (count_ < key_attributes::max) keys_[count_++] = key;
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] constexpr const key_definition* begin() const noexcept { return keys_; }
    [[nodiscard]] constexpr const key_definition* end() const noexcept { return keys_ + count_; }

 private:
    key_definition keys_[key_attributes::max]{};
    std::size_t count_ = 0;
};

}  // namespace detail

/// The most that an on-demand table or index may use, in request units per second (OnDemandThroughput);
/// 0: no limit.
struct on_demand_limits {
    std::int64_t max_read_request_units = 0;
    std::int64_t max_write_request_units = 0;
};

/// What a table or index can bear at once, in units per second (WarmThroughput); 0: as it comes. It can only
/// be raised, and costs.
struct warm_throughput {
    std::int64_t read_units_per_second = 0;
    std::int64_t write_units_per_second = 0;
};

/// An index to create, with a table or later.
struct index_definition {
    std::string_view name{};
    index_scope scope = index_scope::global;
    detail::key_definitions hash_key{};
    detail::key_definitions range_key{};
    dynaco::projection projection = projection::all;
    std::span<const std::string_view> non_key_attributes{};  ///< For projection::include.
    dynaco::throughput throughput{};                         ///< For a global index of a provisioned table.
    dynaco::on_demand_limits on_demand{};                    ///< For a global index of an on-demand table.
    dynaco::warm_throughput warm_throughput{};               ///< For a global index.
};

/// TableStatus; `unknown` for a status that this version does not know.
enum class table_status { creating, updating, deleting, active, inaccessible, archiving, archived, unknown };

/// IndexStatus; `unknown` for a status that this version does not know.
enum class index_status { creating, updating, deleting, active, unknown };

/// A key of a table or index.
struct key_description {
    std::string name{};
    attribute_type type = attribute_type::S;
};

/// An index as DescribeTable shows it.
struct index_description {
    std::string name{};
    std::string arn{};
    index_status status = index_status::active;  ///< Always active for local indexes, which have none.
    bool backfilling = false;                    ///< A new index is being filled from the table.
    index_scope scope = index_scope::global;
    dynaco::projection projection = projection::all;
    std::vector<std::string> non_key_attributes{};  ///< Of projection::include.
    std::vector<key_description> hash_keys{};
    std::vector<key_description> range_keys{};
    std::uint64_t item_count = 0;  ///< Brought up to date about every six hours.
    std::uint64_t size_bytes = 0;  ///< The same.
    std::int64_t read_capacity_units = 0;
    std::int64_t write_capacity_units = 0;
    on_demand_limits on_demand{};
    dynaco::warm_throughput warm_throughput{};
};

/// A table's stream (StreamSpecification and what identifies the stream).
struct table_stream {
    stream_view view = stream_view::none;
    std::string arn{};    ///< Of the latest stream, which may be switched off by now.
    std::string label{};  ///< When it was switched on: text that tells it from earlier streams.
};

/// The key that encrypts a table (SSEDescription). Nothing of it is set with the key that DynamoDB owns.
struct encryption_description {
    std::string status{};  ///< "ENABLED", "UPDATING", …
    std::string type{};    ///< "KMS".
    std::string kms_key_arn{};
    std::chrono::system_clock::time_point inaccessible_since{};

    /// A key of the account encrypts the table, or is about to.
    [[nodiscard]] bool uses_kms() const noexcept {
        return !status.empty() && status != "DISABLED" && status != "DISABLING";
    }
};

/// A table's copy in another region (global tables).
struct replica_description {
    std::string region{};
    std::string status{};  ///< "ACTIVE", "CREATING", …
    std::string status_description{};
    std::string kms_key{};
    std::optional<dynaco::table_class> table_class{};  ///< If it differs from the table's.
};

/// Where a restored table came from (RestoreSummary).
struct restore_description {
    std::string source_backup_arn{};
    std::string source_table_arn{};
    std::chrono::system_clock::time_point restored_to{};  ///< The moment that the data is of.
    bool in_progress = false;
};

/// A table as DescribeTable, CreateTable, UpdateTable and DeleteTable show it.
struct table_description {
    std::string name{};
    std::string arn{};
    std::string id{};
    table_status status = table_status::unknown;
    dynaco::billing_mode billing_mode = billing_mode::provisioned;
    std::vector<key_description> hash_keys{};
    std::vector<key_description> range_keys{};
    std::vector<index_description> indexes{};  ///< The global ones first.
    std::uint64_t item_count = 0;              ///< Brought up to date about every six hours.
    std::uint64_t size_bytes = 0;              ///< The same.
    std::int64_t read_capacity_units = 0;
    std::int64_t write_capacity_units = 0;
    on_demand_limits on_demand{};
    dynaco::warm_throughput warm_throughput{};
    table_stream stream{};
    encryption_description encryption{};
    dynaco::table_class table_class = dynaco::table_class::standard;
    bool deletion_protection = false;
    std::vector<replica_description> replicas{};
    std::optional<restore_description> restored{};
    std::chrono::system_clock::time_point created{};

    /// The index called `index`; null if there is none.
    [[nodiscard]] const index_description* find_index(std::string_view index) const noexcept;
    /// The table and all its indexes are active, and no index is being filled.
    [[nodiscard]] bool is_active() const noexcept;
};

/// CreateTable: starts to make a table, which is of use once it is active.
struct create_table {
    static constexpr operation_info info{.name = "CreateTable", .writes = true};
    using response = table_description;

    std::string_view table_name{};
    key_definition hash_key{};
    key_definition range_key{};
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    dynaco::throughput throughput{};  ///< For billing_mode::provisioned.
    std::span<const index_definition> indexes{};
    dynaco::on_demand_limits on_demand{};  ///< For billing_mode::pay_per_request.
    dynaco::warm_throughput warm_throughput{};
    stream_view stream = stream_view::none;
    dynaco::table_class table_class = dynaco::table_class::standard;
    bool deletion_protection = false;
    /// Empty: the key that DynamoDB owns; "alias/aws/dynamodb": the account's AWS managed key; else a
    /// customer's key: its id, ARN or alias.
    std::string_view kms_key{};
    std::string_view resource_policy{};  ///< A policy document as JSON text; empty: none.
    std::span<const table_tag> tags{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

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

/// DeleteTable: starts to delete a table with all its items.
struct delete_table {
    static constexpr operation_info info{.name = "DeleteTable", .writes = true};
    using response = table_description;

    std::string_view table_name;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DescribeTable: what a table is and how it fares.
struct describe_table {
    static constexpr operation_info info{.name = "DescribeTable"};
    using response = table_description;

    std::string_view table_name;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ListTables: one page of the names of the account's tables in the region.
struct list_tables {
    static constexpr operation_info info{.name = "ListTables"};
    struct response {
        std::vector<std::string> table_names{};
        std::string last_evaluated_table_name{};  ///< Empty on the last page.
    };

    std::string_view exclusive_start_table_name{};  ///< `last_evaluated_table_name` of the page before.
    std::uint32_t limit = 0;                        ///< Names per page, at most 100; 0: 100.

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
