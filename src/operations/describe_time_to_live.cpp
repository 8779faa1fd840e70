#include "operations/document_values.hpp"

#include <dynaco/operations/describe_time_to_live.hpp>

namespace dynaco {
namespace {

time_to_live_status status_of(std::string_view text) {
    if (text == "ENABLED") return time_to_live_status::enabled;
    if (text == "ENABLING") return time_to_live_status::enabling;
    if (text == "DISABLING") return time_to_live_status::disabling;
    return text == "DISABLED" || text.empty() ? time_to_live_status::disabled : time_to_live_status::unknown;
}

}  // namespace

bool describe_time_to_live::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<describe_time_to_live::response> describe_time_to_live::decode(std::string_view body) {
    const auto about = operations::decode_object(body, "TimeToLiveDescription");
    if (!about) return about.error();
    return response{.status = status_of((*about)["TimeToLiveStatus"].text()),
                    .attribute = (*about)["AttributeName"].text()};
}

}  // namespace dynaco
