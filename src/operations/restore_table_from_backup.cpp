#include "operations/describe.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/restore_table_from_backup.hpp>

namespace dynaco {

bool restore_table_from_backup::encode(json::writer& out) const {
    out.begin_object();
    out.member("TargetTableName", target_table_name);
    out.member("BackupArn", backup_arn);
    operations::write_overrides(out, overrides);
    out.end_object();
    return true;
}

result<restore_table_from_backup::response> restore_table_from_backup::decode(std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

}  // namespace dynaco
