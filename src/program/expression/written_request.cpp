#include "program/expression/written_request.hpp"

#include <dynaco/json.hpp>

#include <string_view>

namespace dynaco::program {

bool written_request::empty() const noexcept {
    return key_condition.empty() && filter.empty() && condition.empty() && projection.empty() &&
           update.empty();
}

bool written_request::write(detail::json::writer& out) const {
    const auto text = [&out](std::string_view member, const std::string& expression) {
        if (!expression.empty()) out.member(member, expression);
    };
    text("KeyConditionExpression", key_condition);
    text("FilterExpression", filter);
    text("ConditionExpression", condition);
    text("ProjectionExpression", projection);
    text("UpdateExpression", update);
    if (!names.empty()) {
        out.plain_key("ExpressionAttributeNames");
        out.begin_object();
        for (std::size_t i = 0; i < names.size(); ++i) out.member('#' + std::to_string(i), names[i]);
        out.end_object();
    }
    if (!values.empty()) {
        out.plain_key("ExpressionAttributeValues");
        out.begin_object();
        for (std::size_t i = 0; i < values.size(); ++i) {
            out.plain_key(':' + std::to_string(i));
            if (!codec<value>::write(out, values[i])) return false;
        }
        out.end_object();
    }
    return !out.failed();
}

std::string written_request::to_json() const {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    write(out);
    out.end_object();
    return text;
}

}  // namespace dynaco::program
