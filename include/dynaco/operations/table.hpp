#pragma once

#include <dynaco/detail/core/requirements.hpp>
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

/// The highest throughput of an on-demand table or index, in request units per second (OnDemandThroughput).
/// 0: no limit.
struct on_demand_limits {
    std::int64_t max_read_request_units = 0;   ///< MaxReadRequestUnits.
    std::int64_t max_write_request_units = 0;  ///< MaxWriteRequestUnits.
};

/// The throughput that a table or index supports at once, in units per second (WarmThroughput). 0: DynamoDB's
/// default. It can only be raised, and is billed.
struct warm_throughput {
    std::int64_t read_units_per_second = 0;   ///< ReadUnitsPerSecond.
    std::int64_t write_units_per_second = 0;  ///< WriteUnitsPerSecond.
};

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

/// The status of a table (TableStatus). `inaccessible`: its encryption key cannot be used. `unknown`: a
/// status that this version of dynaco does not know.
enum class table_status { creating, updating, deleting, active, inaccessible, archiving, archived, unknown };

/// The status of a global index (IndexStatus). `unknown`: a status that this version of dynaco does not know.
enum class index_status { creating, updating, deleting, active, unknown };

/// A key attribute of a table or index.
struct key_description {
    std::string name{};                       ///< AttributeName.
    attribute_type type = attribute_type::S;  ///< AttributeType.
};

/// An index as DescribeTable returns it (GlobalSecondaryIndexDescription, LocalSecondaryIndexDescription).
struct index_description {
    std::string name{};  ///< IndexName.
    std::string arn{};   ///< IndexArn.
    /// IndexStatus. Always active for local indexes, for which the API has no status.
    index_status status = index_status::active;
    /// Backfilling: DynamoDB is filling a new index from the table.
    bool backfilling = false;
    index_scope scope = index_scope::global;          ///< Global or local.
    dynaco::projection projection = projection::all;  ///< ProjectionType.
    /// NonKeyAttributes, for projection::include.
    std::vector<std::string> non_key_attributes{};
    std::vector<key_description> hash_keys{};   ///< KeySchema, HASH: in order.
    std::vector<key_description> range_keys{};  ///< KeySchema, RANGE: in order.
    /// ItemCount; DynamoDB updates it about every six hours.
    std::uint64_t item_count = 0;
    /// IndexSizeBytes; DynamoDB updates it about every six hours.
    std::uint64_t size_bytes = 0;
    /// ReadCapacityUnits, per second, of a provisioned table; else 0.
    std::int64_t read_capacity_units = 0;
    /// WriteCapacityUnits, per second, of a provisioned table; else 0.
    std::int64_t write_capacity_units = 0;
    /// OnDemandThroughput.
    on_demand_limits on_demand{};
    /// WarmThroughput.
    dynaco::warm_throughput warm_throughput{};
};

/// A table's stream.
struct table_stream {
    /// StreamViewType: what the stream records. `none`: the stream is switched off.
    stream_view view = stream_view::none;
    /// LatestStreamArn: the latest stream, which may be switched off.
    std::string arn{};
    /// LatestStreamLabel: a time that distinguishes the streams of a table.
    std::string label{};
};

/// The key that encrypts a table (SSEDescription). All members are empty if DynamoDB owns the key.
struct encryption_description {
    std::string status{};       ///< Status: "ENABLED", "UPDATING" and others.
    std::string type{};         ///< SSEType: "KMS".
    std::string kms_key_arn{};  ///< KMSMasterKeyArn.
    /// InaccessibleEncryptionDateTime: when DynamoDB lost access to the key. The epoch (1970): it has access.
    std::chrono::system_clock::time_point inaccessible_since{};

    /// True if a KMS key of the account encrypts the table, or will after a change that is in progress.
    [[nodiscard]] bool uses_kms() const noexcept {
        return !status.empty() && status != "DISABLED" && status != "DISABLING";
    }
};

/// A replica of a global table in another region (ReplicaDescription).
struct replica_description {
    std::string region{};              ///< RegionName.
    std::string status{};              ///< ReplicaStatus: "ACTIVE", "CREATING" and others.
    std::string status_description{};  ///< ReplicaStatusDescription.
    std::string kms_key{};             ///< KMSMasterKeyId.
    /// ReplicaTableClassSummary. Not set: the table's class.
    std::optional<dynaco::table_class> table_class{};
};

/// The source of a restored table (RestoreSummary).
struct restore_description {
    std::string source_backup_arn{};  ///< SourceBackupArn.
    std::string source_table_arn{};   ///< SourceTableArn.
    /// RestoreDateTime: the time whose data was restored.
    std::chrono::system_clock::time_point restored_to{};
    bool in_progress = false;  ///< RestoreInProgress.
};

/// A table as DescribeTable, CreateTable, UpdateTable and DeleteTable return it (TableDescription).
struct table_description {
    std::string name{};                           ///< TableName.
    std::string arn{};                            ///< TableArn.
    std::string id{};                             ///< TableId.
    table_status status = table_status::unknown;  ///< TableStatus.
    /// BillingModeSummary. Provisioned if the response does not have it.
    dynaco::billing_mode billing_mode = billing_mode::provisioned;
    std::vector<key_description> hash_keys{};   ///< KeySchema, HASH.
    std::vector<key_description> range_keys{};  ///< KeySchema, RANGE.
    std::vector<index_description> indexes{};   ///< All indexes, first the global ones.
    /// ItemCount; DynamoDB updates it about every six hours.
    std::uint64_t item_count = 0;
    /// TableSizeBytes; DynamoDB updates it about every six hours.
    std::uint64_t size_bytes = 0;
    /// ReadCapacityUnits, per second, of a provisioned table; else 0.
    std::int64_t read_capacity_units = 0;
    /// WriteCapacityUnits, per second, of a provisioned table; else 0.
    std::int64_t write_capacity_units = 0;
    on_demand_limits on_demand{};                                     ///< OnDemandThroughput.
    dynaco::warm_throughput warm_throughput{};                        ///< WarmThroughput.
    table_stream stream{};                                            ///< The table's stream.
    encryption_description encryption{};                              ///< SSEDescription.
    dynaco::table_class table_class = dynaco::table_class::standard;  ///< TableClassSummary.
    bool deletion_protection = false;                                 ///< DeletionProtectionEnabled.
    std::vector<replica_description> replicas{};                      ///< Replicas.
    /// RestoreSummary. Not set if the table was not restored.
    std::optional<restore_description> restored{};
    std::chrono::system_clock::time_point created{};  ///< CreationDateTime.

    /// Returns the index with this name; null if the table does not have it. The pointer is valid until
    /// `indexes` changes.
    [[nodiscard]] const index_description* find_index(std::string_view index) const noexcept;
    /// True if the table and all its indexes are active, and no index is being filled.
    [[nodiscard]] bool is_active() const noexcept;
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
    /// "alias/aws/dynamodb": the account's AWS managed key. Else a customer managed key: its id, ARN or
    /// alias.
    std::string_view kms_key{};
    /// ResourcePolicy: a policy document as JSON text. Empty: no policy.
    std::string_view resource_policy{};
    std::span<const table_tag> tags{};  ///< Tags.

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(json::writer& out) const;
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
    bool encode(json::writer& out) const;
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
    bool encode(json::writer& out) const;
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
    bool encode(json::writer& out) const;
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

    /// ExclusiveStartTableName: the `last_evaluated_table_name` of the page before. Empty: the first page.
    std::string_view exclusive_start_table_name{};
    /// Limit: names in the page, at most 100. 0: 100.
    std::uint32_t limit = 0;

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
