#include "operations/reply.hpp"
#include "operations/request.hpp"

#include <dynaco/operations/get_item.hpp>

namespace dynaco {

bool get_item::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (!operations::write_attributes(out, "Key", key)) return false;
    if (!expressions.write(out)) return false;
    if (consistent_read) out.member("ConsistentRead", true);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<get_item::response> get_item::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "Item") return read_item(in, r.item.emplace());
        if (name == "ConsumedCapacity") return operations::read_capacity(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<bool> get_item::decode_into(std::string_view body, attributes_sink sink) {
    bool found = false;
    const auto read = operations::read_reply(body, [&](json::reader& in, std::string_view name) {
        if (name != "Item") return in.skip();
        found = true;
        return sink.read(in);
    });
    if (!read) return read.error();
    return found;
}

}  // namespace dynaco
