#include "transport/head_parser.hpp"

namespace dynaco::transport {
namespace {

std::string* member_for(wire::response& response, beast::string_view name) {
    using beast::iequals;
    if (iequals(name, "x-amz-crc32")) return &response.crc32;
    if (iequals(name, "x-amzn-requestid")) return &response.request_id;
    if (iequals(name, "x-amzn-errortype")) return &response.error_type;
    if (iequals(name, "x-amz-retry-after")) return &response.retry_after;
    return nullptr;
}

}  // namespace

void response_parser::on_field_impl(field name, string_view text, string_view value, error_code&) {
    if (name == field::date) {
        response_.date.assign(value.data(), value.size());
    } else if (name == field::age) {
        response_.has_age = true;
    } else if (name == field::unknown) {
        if (std::string* member = member_for(response_, text)) member->assign(value.data(), value.size());
    }
}

}  // namespace dynaco::transport
