#pragma once

#include <chrono>
#include <cstdint>
#include <string>

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

}  // namespace dynaco
