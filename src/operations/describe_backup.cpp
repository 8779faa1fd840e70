#include "operations/backup.hpp"

#include <dynaco/operations/describe_backup.hpp>

namespace dynaco {

bool describe_backup::encode(json::writer& out) const {
    out.begin_object();
    out.member("BackupArn", backup_arn);
    out.end_object();
    return true;
}

result<describe_backup::response> describe_backup::decode(std::string_view body) {
    return operations::decode_backup_description(body);
}

}  // namespace dynaco
