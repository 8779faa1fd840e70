#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table_description.hpp>
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

/// A key attribute: its name and type (AttributeDefinition).
struct key_definition {
    std::string_view name{};                  ///< AttributeName. Empty: not used.
    attribute_type type = attribute_type::S;  ///< AttributeType: S, N or B.
};

namespace detail {

/// The attributes of a key of an index: one; for a global index up to four, in order.
class key_definitions {
 public:
    constexpr key_definitions() = default;
    /// The first four of `keys`.
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

/// An index to create, with its table or later (GlobalSecondaryIndex, LocalSecondaryIndex).
struct index_definition {
    std::string_view name{};                  ///< IndexName.
    index_scope scope = index_scope::global;  ///< Global or local. Default: global.
    /// KeySchema, HASH: one attribute; for a global index up to four.
    detail::key_definitions hash_key{};
    /// KeySchema, RANGE. Empty: no range key.
    detail::key_definitions range_key{};
    /// ProjectionType: the attributes in addition to the keys. Default: all.
    dynaco::projection projection = projection::all;
    /// NonKeyAttributes, for projection::include.
    std::span<const std::string_view> non_key_attributes{};
    /// ProvisionedThroughput, for a global index of a provisioned table.
    dynaco::throughput throughput{};
    /// OnDemandThroughput, for a global index of an on-demand table.
    dynaco::on_demand_limits on_demand{};
    /// WarmThroughput, for a global index.
    dynaco::warm_throughput warm_throughput{};
};

/// CreateTable: starts to create a table. It can be used when its status is active.
struct create_table {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "CreateTable", .writes = true};
    using response = table_description;  ///< The response.

    std::string_view table_name{};  ///< TableName.
    key_definition hash_key{};      ///< KeySchema, HASH.
    /// KeySchema, RANGE. Empty: no range key.
    key_definition range_key{};
    /// BillingMode. Default: on demand.
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    /// ProvisionedThroughput, for billing_mode::provisioned.
    dynaco::throughput throughput{};
    /// GlobalSecondaryIndexes and LocalSecondaryIndexes.
    std::span<const index_definition> indexes{};
    /// OnDemandThroughput, for billing_mode::pay_per_request.
    dynaco::on_demand_limits on_demand{};
    dynaco::warm_throughput warm_throughput{};  ///< WarmThroughput.
    /// StreamSpecification. Default: no stream.
    stream_view stream = stream_view::none;
    /// TableClass. Default: standard.
    dynaco::table_class table_class = dynaco::table_class::standard;
    /// DeletionProtectionEnabled. Default: no.
    bool deletion_protection = false;
    /// SSESpecification: the key that encrypts the table. Empty: the key that DynamoDB owns.
    /// "alias/aws/dynamodb": the account's AWS managed key. Otherwise a customer managed key: its id, ARN or
    /// alias.
    std::string_view kms_key{};
    /// ResourcePolicy: a policy document as JSON text. Empty: no policy.
    std::string_view resource_policy{};
    std::span<const table_tag> tags{};  ///< Tags.

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// New capacity for an existing global index (UpdateGlobalSecondaryIndexAction). An unset member keeps its
/// value.
struct index_update {
    std::string_view name{};  ///< IndexName.
    /// ProvisionedThroughput, for a provisioned table.
    std::optional<dynaco::throughput> throughput{};
    /// OnDemandThroughput, for an on-demand table. 0 removes a limit.
    std::optional<dynaco::on_demand_limits> on_demand{};
    /// WarmThroughput. 0: unchanged.
    dynaco::warm_throughput warm_throughput{};
};

/// UpdateTable: starts to change a table, which can be used during the change. An unset member keeps its
/// value.
///
/// DynamoDB accepts one of these changes at a time: capacity, one new index, or the removal of one index.
struct update_table {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "UpdateTable", .writes = true};
    using response = table_description;  ///< The response.

    std::string_view table_name{};                       ///< TableName.
    std::optional<dynaco::billing_mode> billing_mode{};  ///< BillingMode.
    /// ProvisionedThroughput, for billing_mode::provisioned.
    std::optional<dynaco::throughput> throughput{};
    /// OnDemandThroughput, for an on-demand table. 0 removes a limit.
    std::optional<dynaco::on_demand_limits> on_demand{};
    /// WarmThroughput. 0: unchanged.
    dynaco::warm_throughput warm_throughput{};
    /// StreamSpecification. stream_view::none switches the stream off.
    std::optional<stream_view> stream{};
    std::optional<dynaco::table_class> table_class{};  ///< TableClass.
    std::optional<bool> deletion_protection{};         ///< DeletionProtectionEnabled.
    /// SSESpecification: the key that encrypts the table, as in `create_table::kms_key`. Empty: the key that
    /// DynamoDB owns.
    std::optional<std::string_view> kms_key{};
    /// GlobalSecondaryIndexUpdates, Update: new capacity for existing global indexes.
    std::span<const index_update> indexes{};
    /// GlobalSecondaryIndexUpdates, Create: a global index to add.
    std::optional<index_definition> create_index{};
    /// The table's current billing mode, which decides which capacity the new index gets.
    dynaco::billing_mode paid_by = billing_mode::pay_per_request;
    /// GlobalSecondaryIndexUpdates, Delete: the global index to remove. Empty: none.
    std::string_view delete_index{};

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DeleteTable: starts to delete a table with all its items.
struct delete_table {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DeleteTable", .writes = true};
    using response = table_description;  ///< The response.

    std::string_view table_name;  ///< TableName.

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DescribeTable: the settings and the status of a table.
struct describe_table {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DescribeTable"};
    using response = table_description;  ///< The response.

    std::string_view table_name;  ///< TableName.

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ListTables: one page of the names of the account's tables in the region.
struct list_tables {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "ListTables"};
    /// The response.
    struct response {
        std::vector<std::string> table_names{};  ///< TableNames.
        /// LastEvaluatedTableName; empty on the last page.
        std::string last_evaluated_table_name{};
    };

    /// ExclusiveStartTableName: the `last_evaluated_table_name` of the previous page. Empty: the first page.
    std::string_view exclusive_start_table_name{};
    /// Limit: names in the page, at most 100. 0: 100.
    std::uint32_t limit = 0;

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
