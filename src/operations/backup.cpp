#include "operations/backup.hpp"

#include "operations/document.hpp"
#include "operations/table_description.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/backup.hpp>

#include <string>

namespace dynaco::operations {
namespace {

backup_status backup_status_of(std::string_view text) {
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

backup_description read_backup(const detail::json::document& from) {
    return {.arn = from["BackupArn"].text(),
            .name = from["BackupName"].text(),
            .status = backup_status_of(from["BackupStatus"].text()),
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

namespace dynaco {

bool create_backup::encode(detail::json::writer& out) const {
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

bool delete_backup::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("BackupArn", backup_arn);
    out.end_object();
    return true;
}

result<delete_backup::response> delete_backup::decode(std::string_view body) {
    return operations::decode_backup_description(body);
}

bool describe_backup::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("BackupArn", backup_arn);
    out.end_object();
    return true;
}

result<describe_backup::response> describe_backup::decode(std::string_view body) {
    return operations::decode_backup_description(body);
}

bool list_backups::encode(detail::json::writer& out) const {
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
    const auto reply = detail::json::document::parse(body);
    if (!reply || reply->type() != detail::json::document::kind::object)
        return failure(errc::malformed_reply, {.detail = "the response is not a JSON object"});
    response r;
    for (const detail::json::document& summary : (*reply)["BackupSummaries"].elements())
        if (!summary.is_null()) r.backups.push_back(operations::read_backup(summary));
    r.last_evaluated_backup_arn = (*reply)["LastEvaluatedBackupArn"].text();
    return r;
}

bool describe_continuous_backups::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<describe_continuous_backups::response> describe_continuous_backups::decode(std::string_view body) {
    return operations::decode_continuous_backups(body);
}

namespace operations {

result<continuous_backups_description> decode_continuous_backups(std::string_view body) {
    const auto about = decode_object(body, "ContinuousBackupsDescription");
    if (!about) return about.error();
    const detail::json::document& recovery = (*about)["PointInTimeRecoveryDescription"];
    return continuous_backups_description{
        .point_in_time_recovery = recovery["PointInTimeRecoveryStatus"].text() == "ENABLED",
        .recovery_period_days = static_cast<std::uint32_t>(count_of(recovery["RecoveryPeriodInDays"])),
        .earliest = time_of(recovery["EarliestRestorableDateTime"]),
        .latest = time_of(recovery["LatestRestorableDateTime"])};
}

}  // namespace operations

bool update_continuous_backups::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.plain_key("PointInTimeRecoverySpecification");
    out.begin_object();
    out.member("PointInTimeRecoveryEnabled", point_in_time_recovery);
    if (recovery_period_days > 0) out.member("RecoveryPeriodInDays", recovery_period_days);
    out.end_object();
    out.end_object();
    return true;
}

result<update_continuous_backups::response> update_continuous_backups::decode(std::string_view body) {
    return operations::decode_continuous_backups(body);
}

bool restore_table_from_backup::encode(detail::json::writer& out) const {
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

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A time of the API: seconds since 1970 with three decimal places.
std::string wire_time(std::chrono::system_clock::time_point time) {
    const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch());
    const auto whole = std::chrono::floor<seconds>(since);
    const std::string fraction = std::to_string((since - whole).count());
    return std::to_string(whole.count()) + '.' + std::string(3 - fraction.size(), '0') + fraction;
}

}  // namespace

bool restore_table_to_point_in_time::encode(detail::json::writer& out) const {
    if (time && time->time_since_epoch() < seconds(1))
        return out.fail(errc::invalid_argument, "the restore time must be later than 1970-01-01");
    out.begin_object();
    out.member("SourceTableName", source_table_name);
    out.member("TargetTableName", target_table_name);
    if (time) {
        out.plain_key("RestoreDateTime");
        out.raw(wire_time(*time));
    } else {
        out.member("UseLatestRestorableTime", true);
    }
    operations::write_overrides(out, overrides);
    out.end_object();
    return true;
}

result<restore_table_to_point_in_time::response> restore_table_to_point_in_time::decode(
    std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

}  // namespace dynaco
