#include "operations/describe.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/restore_table_to_point_in_time.hpp>

#include <string>

namespace dynaco {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Seconds since 1970 with three digits after the point.
std::string wire_time(std::chrono::system_clock::time_point time) {
    const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch());
    const auto whole = std::chrono::floor<seconds>(since);
    const std::string fraction = std::to_string((since - whole).count());
    return std::to_string(whole.count()) + '.' + std::string(3 - fraction.size(), '0') + fraction;
}

}  // namespace

bool restore_table_to_point_in_time::encode(json::writer& out) const {
    if (time && time->time_since_epoch() < seconds(1))
        return out.fail(errc::invalid_argument, "the time to restore to is not after 1970");
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
