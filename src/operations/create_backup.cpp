#include "operations/backup.hpp"
#include "operations/document_values.hpp"

#include <dynaco/operations/create_backup.hpp>

namespace dynaco {

bool create_backup::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.member("BackupName", backup_name);
    out.end_object();
    return true;
}

result<create_backup::response> create_backup::decode(std::string_view body) {
    const auto details = operations::decode_object(body, "BackupDetails");
    if (!details) return details.error();
    return operations::read_backup(*details);
}

}  // namespace dynaco
