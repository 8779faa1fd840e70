#include "operations/request.hpp"

#include <dynaco/detail/json/reader.hpp>

namespace dynaco::operations {

void write_capacity(detail::json::writer& out, report_capacity what) {
    if (what == report_capacity::none) return;
    out.member("ReturnConsumedCapacity", what == report_capacity::total ? "TOTAL" : "INDEXES");
}

void write_return_values(detail::json::writer& out, return_values what) {
    switch (what) {
        case return_values::none: return;
        case return_values::all_old: return out.member("ReturnValues", "ALL_OLD");
        case return_values::updated_old: return out.member("ReturnValues", "UPDATED_OLD");
        case return_values::all_new: return out.member("ReturnValues", "ALL_NEW");
        case return_values::updated_new: return out.member("ReturnValues", "UPDATED_NEW");
    }
}

bool write_attributes(detail::json::writer& out, std::string_view member, detail::attributes_ref attributes) {
    out.plain_key(member);
    return attributes.write(out);
}

bool write_start_key(detail::json::writer& out, std::string_view json) {
    if (json.empty()) return true;
    detail::json::reader in(json);
    item key;
    if (!detail::read_item(in, key) || !in.at_end())
        return out.fail(errc::invalid_argument, "the resume key was not created by dynaco");
    out.plain_key("ExclusiveStartKey");
    out.raw(json);
    return true;
}

}  // namespace dynaco::operations
