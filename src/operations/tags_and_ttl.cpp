#include "operations/document.hpp"
#include "operations/reply.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/table_settings.hpp>

#include <utility>

namespace dynaco {
namespace {

time_to_live_status ttl_status_of(std::string_view text) {
    if (text == "ENABLED") return time_to_live_status::enabled;
    if (text == "ENABLING") return time_to_live_status::enabling;
    if (text == "DISABLING") return time_to_live_status::disabling;
    return text == "DISABLED" || text.empty() ? time_to_live_status::disabled : time_to_live_status::unknown;
}

}  // namespace

bool describe_time_to_live::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<describe_time_to_live::response> describe_time_to_live::decode(std::string_view body) {
    const auto about = operations::decode_object(body, "TimeToLiveDescription");
    if (!about) return about.error();
    return response{.status = ttl_status_of((*about)["TimeToLiveStatus"].text()),
                    .attribute = (*about)["AttributeName"].text()};
}

bool update_time_to_live::encode(detail::json::writer& out) const {
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

namespace {

bool read_tag(detail::json::reader& in, std::map<std::string, std::string>& tags) {
    std::string key;
    std::string value;
    const bool read = detail::json::read_object(in, [&](std::string_view name) {
        if (name == "Key") return operations::read_string(in, key);
        if (name == "Value") return operations::read_string(in, value);
        return in.skip();
    });
    if (read) tags.insert_or_assign(std::move(key), std::move(value));
    return read;
}

bool read_tags(detail::json::reader& in, std::map<std::string, std::string>& tags) {
    return detail::json::read_array(in, [&] { return read_tag(in, tags); });
}

}  // namespace

bool list_tags_of_resource::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("ResourceArn", resource_arn);
    if (!next_token.empty()) out.member("NextToken", next_token);
    out.end_object();
    return true;
}

result<list_tags_of_resource::response> list_tags_of_resource::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "Tags") return read_tags(in, r.tags);
        if (name == "NextToken") return operations::read_string(in, r.next_token);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

bool tag_resource::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("ResourceArn", resource_arn);
    operations::write_tags(out, tags);
    out.end_object();
    return true;
}

result<tag_resource::response> tag_resource::decode(std::string_view) { return response{}; }

bool untag_resource::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("ResourceArn", resource_arn);
    out.plain_key("TagKeys");
    out.begin_array();
    for (const std::string_view key : tag_keys) {
        out.element();
        if (!out.string(key)) return out.fail_in("TagKeys");
    }
    out.end_array();
    out.end_object();
    return true;
}

result<untag_resource::response> untag_resource::decode(std::string_view) { return response{}; }

}  // namespace dynaco
