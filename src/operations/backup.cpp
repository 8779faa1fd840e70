#include "operations/backup.hpp"

#include "operations/document_values.hpp"

namespace dynaco::operations {
namespace {

backup_status status_of(std::string_view text) {
    if (text == "AVAILABLE") return backup_status::available;
    if (text == "CREATING") return backup_status::creating;
    return text == "DELETED" ? backup_status::deleted : backup_status::unknown;
}

backup_type type_of(std::string_view text) {
    if (text == "USER") return backup_type::user;
    if (text == "SYSTEM") return backup_type::system;
    return text == "AWS_BACKUP" ? backup_type::aws_backup : backup_type::unknown;
}

}  // namespace

backup_description read_backup(const json::document& from) {
    return {.arn = from["BackupArn"].text(),
            .name = from["BackupName"].text(),
            .status = status_of(from["BackupStatus"].text()),
            .type = type_of(from["BackupType"].text()),
            .size_bytes = count_of(from["BackupSizeBytes"]),
            .created = time_of(from["BackupCreationDateTime"]),
            .expires = time_of(from["BackupExpiryDateTime"]),
            .table_name = from["TableName"].text(),
            .table_arn = from["TableArn"].text()};
}

result<backup_description> decode_backup_description(std::string_view body) {
    const auto about = decode_object(body, "BackupDescription");
    if (!about) return about.error();
    backup_description backup = read_backup((*about)["BackupDetails"]);
    backup.table_name = (*about)["SourceTableDetails"]["TableName"].text();
    backup.table_arn = (*about)["SourceTableDetails"]["TableArn"].text();
    return backup;
}

}  // namespace dynaco::operations
