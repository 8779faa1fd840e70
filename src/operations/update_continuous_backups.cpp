#include "operations/continuous_backups.hpp"

#include <dynaco/operations/update_continuous_backups.hpp>

namespace dynaco {

bool update_continuous_backups::encode(json::writer& out) const {
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

}  // namespace dynaco
