#pragma once

#include "json/document.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/operations/backup.hpp>

#include <string_view>

namespace dynaco::operations {

/// Reads the members that BackupDetails and BackupSummary have in common.
backup_description read_backup(const detail::json::document& from);
/// Decodes the response of DescribeBackup or DeleteBackup. @returns errc::malformed_reply if it has no
/// BackupDescription.
result<backup_description> decode_backup_description(std::string_view body);

}  // namespace dynaco::operations
