#include "operations/document_values.hpp"

#include <dynaco/operations/update_time_to_live.hpp>

namespace dynaco {

bool update_time_to_live::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.plain_key("TimeToLiveSpecification");
    out.begin_object();
    out.member("AttributeName", attribute);
    out.member("Enabled", enabled);
    out.end_object();
    out.end_object();
    return true;
}

result<update_time_to_live::response> update_time_to_live::decode(std::string_view body) {
    const auto now = operations::decode_object(body, "TimeToLiveSpecification");
    if (!now) return now.error();
    return response{.attribute = (*now)["AttributeName"].text(), .enabled = (*now)["Enabled"].as_bool()};
}

}  // namespace dynaco
