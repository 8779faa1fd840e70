#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/schema.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// The status of a backup (BackupStatus). `unknown`: a status that this version of dynaco does not know.
enum class backup_status { creating, available, deleted, unknown };

/// Who made a backup (BackupType).
enum class backup_type {
    user,  ///< USER: on demand, by CreateBackup.
    /// SYSTEM: by DynamoDB, when a table with point-in-time recovery was deleted; kept for 35 days.
    system,
    aws_backup,  ///< AWS_BACKUP: by the service AWS Backup.
    unknown,     ///< A type that this version of dynaco does not know.
};

/// A backup of a table (BackupDetails, BackupSummary).
struct backup_description {
    std::string arn{};                                ///< BackupArn: identifies the backup.
    std::string name{};                               ///< BackupName.
    backup_status status = backup_status::unknown;    ///< BackupStatus.
    backup_type type = backup_type::user;             ///< BackupType.
    std::uint64_t size_bytes = 0;                     ///< BackupSizeBytes: the size in bytes.
    std::chrono::system_clock::time_point created{};  ///< BackupCreationDateTime.
    /// BackupExpiryDateTime. The epoch (1970) means that the backup is kept until it is deleted.
    std::chrono::system_clock::time_point expires{};
    /// TableName: the table that was backed up. Empty in the response of CreateBackup.
    std::string table_name{};
    /// TableArn: the table that was backed up. Empty in the response of CreateBackup.
    std::string table_arn{};
};

/// Settings in which a restored table differs from its source. Unset members are taken from the source.
/// DynamoDB never takes over tags, stream, time to live, deletion protection and point-in-time recovery: set
/// them after the restore.
struct restore_overrides {
    /// BillingModeOverride.
    std::optional<dynaco::billing_mode> billing_mode{};
    /// ProvisionedThroughputOverride, for a provisioned table.
    std::optional<dynaco::throughput> throughput{};
    /// OnDemandThroughputOverride: the highest throughput of an on-demand table. 0: that of the source.
    dynaco::on_demand_limits on_demand{};
    /// SSESpecificationOverride: the key that encrypts the table, as in `create_table::kms_key`.
    std::optional<std::string_view> kms_key{};
    /// Whether to leave out all global and local indexes (GlobalSecondaryIndexOverride,
    /// LocalSecondaryIndexOverride). This makes the restore faster.
    bool without_indexes = false;
};

/// CreateBackup: starts an on-demand backup of a table.
struct create_backup {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "CreateBackup", .writes = true};
    using response = backup_description;  ///< The response.

    std::string_view table_name{};  ///< TableName.
    /// BackupName: 3 to 255 of the characters a-z, A-Z, 0-9, '_', '-' and '.'. It need not be unique.
    std::string_view backup_name{};

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DeleteBackup: deletes the backup with this ARN.
struct delete_backup {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DeleteBackup", .writes = true};
    using response = backup_description;  ///< The response.

    std::string_view backup_arn{};  ///< BackupArn.

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// The ARN that the request is about.
    [[nodiscard]] std::string_view resource() const noexcept { return backup_arn; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DescribeBackup: the backup with this ARN.
struct describe_backup {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DescribeBackup"};
    using response = backup_description;  ///< The response.

    std::string_view backup_arn{};  ///< BackupArn.

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// The ARN that the request is about.
    [[nodiscard]] std::string_view resource() const noexcept { return backup_arn; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ListBackups: one page of the backups of a table, or of the account in the region.
struct list_backups {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "ListBackups"};
    /// The response.
    struct response {
        std::vector<backup_description> backups{};  ///< BackupSummaries; may be empty on any page.
        std::string last_evaluated_backup_arn{};    ///< LastEvaluatedBackupArn; empty on the last page.
    };

    std::string_view table_name{};  ///< TableName. Empty: all tables.
    /// ExclusiveStartBackupArn: the `last_evaluated_backup_arn` of the previous page. Empty: the first page.
    std::string_view exclusive_start_backup_arn{};
    /// Limit: backups in the page, at most 100. 0: 100.
    std::uint32_t limit = 0;
    /// BackupType ALL: also lists the backups of DynamoDB itself and of AWS Backup. Default: on-demand
    /// backups only.
    bool all_types = false;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// Whether a table can be restored to a point in time, and which times are possible
/// (PointInTimeRecoveryDescription).
struct continuous_backups_description {
    /// PointInTimeRecoveryStatus: whether it is on.
    bool point_in_time_recovery = false;
    /// RecoveryPeriodInDays: 1 to 35. 0 while it is off.
    std::uint32_t recovery_period_days = 0;
    /// EarliestRestorableDateTime. The epoch (1970) while it is off.
    std::chrono::system_clock::time_point earliest{};
    /// LatestRestorableDateTime, about five minutes ago. The epoch (1970) while it is off.
    std::chrono::system_clock::time_point latest{};
};

/// DescribeContinuousBackups: whether point-in-time recovery is on, and which times can be restored.
struct describe_continuous_backups {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DescribeContinuousBackups"};
    using response = continuous_backups_description;  ///< The response.

    std::string_view table_name{};  ///< TableName.

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UpdateContinuousBackups: switches point-in-time recovery on or off.
struct update_continuous_backups {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "UpdateContinuousBackups", .writes = true};
    using response = continuous_backups_description;  ///< The response.

    std::string_view table_name{};  ///< TableName.
    /// PointInTimeRecoveryEnabled.
    bool point_in_time_recovery = true;
    /// RecoveryPeriodInDays: 1 to 35. 0: the current period; 35 days if it was off.
    std::uint32_t recovery_period_days = 0;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// RestoreTableFromBackup: starts to create a table from a backup.
struct restore_table_from_backup {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "RestoreTableFromBackup", .writes = true};
    using response = table_description;  ///< The response: the new table.

    std::string_view target_table_name{};  ///< TargetTableName: the new table.
    std::string_view backup_arn{};         ///< BackupArn.
    /// Settings in which the new table differs from the one that was backed up.
    restore_overrides overrides{};

    /// The new table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return target_table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// RestoreTableToPointInTime: starts to create a table with the data that another table had at a time.
struct restore_table_to_point_in_time {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "RestoreTableToPointInTime", .writes = true};
    using response = table_description;  ///< The response: the new table.

    std::string_view source_table_name{};  ///< SourceTableName.
    std::string_view target_table_name{};  ///< TargetTableName: the new table.
    /// RestoreDateTime: between `earliest` and `latest` of DescribeContinuousBackups; sent in milliseconds.
    /// Unset: UseLatestRestorableTime.
    std::optional<std::chrono::system_clock::time_point> time{};
    /// Settings in which the new table differs from its source.
    restore_overrides overrides{};

    /// The new table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return target_table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::invalid_argument for a time that is not after 1970
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
