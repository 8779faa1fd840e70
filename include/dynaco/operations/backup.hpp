#pragma once

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

/// BackupStatus; `unknown` for a status that this version does not know.
enum class backup_status { creating, available, deleted, unknown };

/// Who made a backup.
enum class backup_type {
    user,        ///< On demand: CreateBackup.
    system,      ///< By DynamoDB, when a table with point-in-time recovery was deleted; kept 35 days.
    aws_backup,  ///< By the service AWS Backup.
    unknown,
};

/// A backup of a table, as CreateBackup, DescribeBackup, DeleteBackup and ListBackups show it.
struct backup_description {
    std::string arn{};  ///< Identifies the backup.
    std::string name{};
    backup_status status = backup_status::unknown;
    backup_type type = backup_type::user;
    std::uint64_t size_bytes = 0;
    std::chrono::system_clock::time_point created{};
    std::chrono::system_clock::time_point expires{};  ///< No time: it is kept until it is deleted.
    /// Not from CreateBackup.
    std::string table_name{};
    std::string table_arn{};
};

/// What a restored table shall have otherwise than its source. What is left empty is taken over. Tags,
/// stream, time to live, deletion protection and point-in-time recovery are never taken over: set them
/// afterwards.
struct restore_overrides {
    std::optional<dynaco::billing_mode> billing_mode{};
    std::optional<dynaco::throughput> throughput{};
    dynaco::on_demand_limits on_demand{};
    std::optional<std::string_view> kms_key{};  ///< As in create_table.
    bool without_indexes = false;               ///< Leaves the global and local indexes out: restores faster.
};

/// CreateBackup: starts to make a backup of a table, on demand.
struct create_backup {
    static constexpr operation_info info{.name = "CreateBackup", .writes = true};
    using response = backup_description;

    std::string_view table_name{};
    std::string_view backup_name{};  ///< 3 to 255 of a-z, A-Z, 0-9, '_', '-', '.'; need not be unique.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DeleteBackup: deletes a backup, given by its ARN.
struct delete_backup {
    static constexpr operation_info info{.name = "DeleteBackup", .writes = true};
    using response = backup_description;

    std::string_view backup_arn{};

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return backup_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DescribeBackup: a backup by its ARN.
struct describe_backup {
    static constexpr operation_info info{.name = "DescribeBackup"};
    using response = backup_description;

    std::string_view backup_arn{};

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return backup_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ListBackups: one page of the account's backups in the region, or of a table's.
struct list_backups {
    static constexpr operation_info info{.name = "ListBackups"};
    struct response {
        std::vector<backup_description> backups{};
        std::string last_evaluated_backup_arn{};  ///< Empty on the last page; others may be without backups.
    };

    std::string_view table_name{};                  ///< Empty: those of all tables.
    std::string_view exclusive_start_backup_arn{};  ///< `last_evaluated_backup_arn` of the page before.
    std::uint32_t limit = 0;                        ///< Backups per page, at most 100; 0: 100.
    bool all_types = false;                         ///< DynamoDB's own and AWS Backup's too.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// To which moments a table can be restored (ContinuousBackupsDescription).
struct continuous_backups_description {
    bool point_in_time_recovery = false;
    std::uint32_t recovery_period_days = 0;            ///< 1 to 35; 0 while it is off.
    std::chrono::system_clock::time_point earliest{};  ///< No time while it is off.
    std::chrono::system_clock::time_point latest{};    ///< About five minutes ago.
};

/// DescribeContinuousBackups.
struct describe_continuous_backups {
    static constexpr operation_info info{.name = "DescribeContinuousBackups"};
    using response = continuous_backups_description;

    std::string_view table_name{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UpdateContinuousBackups: switches point-in-time recovery on or off.
struct update_continuous_backups {
    static constexpr operation_info info{.name = "UpdateContinuousBackups", .writes = true};
    using response = continuous_backups_description;

    std::string_view table_name{};
    bool point_in_time_recovery = true;
    std::uint32_t recovery_period_days = 0;  ///< 1 to 35; 0: 35, or what it was.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// RestoreTableFromBackup: starts to make a new table from a backup.
struct restore_table_from_backup {
    static constexpr operation_info info{.name = "RestoreTableFromBackup", .writes = true};
    using response = table_description;

    std::string_view target_table_name{};
    std::string_view backup_arn{};
    restore_overrides overrides{};

    [[nodiscard]] std::string_view table() const noexcept { return target_table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// RestoreTableToPointInTime: starts to make a new table from what another was at some moment.
struct restore_table_to_point_in_time {
    static constexpr operation_info info{.name = "RestoreTableToPointInTime", .writes = true};
    using response = table_description;

    std::string_view source_table_name{};
    std::string_view target_table_name{};
    /// Between `earliest` and `latest` of describe_continuous_backups; nothing: the latest possible.
    std::optional<std::chrono::system_clock::time_point> time{};
    restore_overrides overrides{};

    [[nodiscard]] std::string_view table() const noexcept { return target_table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
