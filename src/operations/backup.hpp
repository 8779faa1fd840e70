#pragma once

#include "json/document.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/operations/backup.hpp>

#include <string_view>

namespace dynaco::operations {

/// What BackupDetails and BackupSummary have alike.
backup_description read_backup(const json::document& from);
/// The reply of DescribeBackup and DeleteBackup.
result<backup_description> decode_backup_description(std::string_view body);

}  // namespace dynaco::operations
