#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dynaco {

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
    /// InaccessibleEncryptionDateTime: when DynamoDB lost access to the key. The epoch (1970) means that it
    /// has access.
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

}  // namespace dynaco
