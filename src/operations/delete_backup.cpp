#include "operations/backup.hpp"

#include <dynaco/operations/delete_backup.hpp>

namespace dynaco {

bool delete_backup::encode(json::writer& out) const {
    out.begin_object();
    out.member("BackupArn", backup_arn);
    out.end_object();
    return true;
}

result<delete_backup::response> delete_backup::decode(std::string_view body) {
    return operations::decode_backup_description(body);
}

}  // namespace dynaco
