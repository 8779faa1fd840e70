#include "operations/continuous_backups.hpp"
#include "operations/document_values.hpp"

namespace dynaco {

bool describe_continuous_backups::encode(json::writer& out) const {
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
    const json::document& recovery = (*about)["PointInTimeRecoveryDescription"];
    return continuous_backups_description{
        .point_in_time_recovery = recovery["PointInTimeRecoveryStatus"].text() == "ENABLED",
        .recovery_period_days = static_cast<std::uint32_t>(count_of(recovery["RecoveryPeriodInDays"])),
        .earliest = time_of(recovery["EarliestRestorableDateTime"]),
        .latest = time_of(recovery["LatestRestorableDateTime"])};
}

}  // namespace operations
}  // namespace dynaco
