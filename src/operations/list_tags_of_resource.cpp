#include "operations/reply.hpp"

#include <dynaco/operations/list_tags_of_resource.hpp>

#include <utility>

namespace dynaco {
namespace {

bool read_tag(json::reader& in, std::map<std::string, std::string>& tags) {
    std::string key;
    std::string value;
    const bool read = json::read_object(in, [&](std::string_view name) {
        if (name == "Key") return operations::read_string(in, key);
        if (name == "Value") return operations::read_string(in, value);
        return in.skip();
    });
    if (read) tags.insert_or_assign(std::move(key), std::move(value));
    return read;
}

bool read_tags(json::reader& in, std::map<std::string, std::string>& tags) {
    return json::read_array(in, [&] { return read_tag(in, tags); });
}

}  // namespace

bool list_tags_of_resource::encode(json::writer& out) const {
    out.begin_object();
    out.member("ResourceArn", resource_arn);
    if (!next_token.empty()) out.member("NextToken", next_token);
    out.end_object();
    return true;
}

result<list_tags_of_resource::response> list_tags_of_resource::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "Tags") return read_tags(in, r.tags);
        if (name == "NextToken") return operations::read_string(in, r.next_token);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco
