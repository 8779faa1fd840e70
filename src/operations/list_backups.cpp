#include "operations/backup.hpp"

#include <dynaco/operations/list_backups.hpp>

namespace dynaco {

bool list_backups::encode(json::writer& out) const {
    out.begin_object();
    if (!table_name.empty()) out.member("TableName", table_name);
    if (limit > 0) out.member("Limit", limit);
    if (!exclusive_start_backup_arn.empty())
        out.member("ExclusiveStartBackupArn", exclusive_start_backup_arn);
    if (all_types) out.member("BackupType", "ALL");
    out.end_object();
    return true;
}

result<list_backups::response> list_backups::decode(std::string_view body) {
    const auto reply = json::document::parse(body);
    if (!reply || reply->type() != json::document::kind::object)
        return failure(errc::malformed_reply, {.detail = "the reply is no object"});
    response r;
    for (const json::document& summary : (*reply)["BackupSummaries"].elements())
        if (!summary.is_null()) r.backups.push_back(operations::read_backup(summary));
    r.last_evaluated_backup_arn = (*reply)["LastEvaluatedBackupArn"].text();
    return r;
}

}  // namespace dynaco
