#include "operations/item_size.hpp"
#include "operations/reply.hpp"
#include "operations/request.hpp"

#include <dynaco/core/recycled_string.hpp>
#include <dynaco/operations/batch_write_item.hpp>

#include <algorithm>

namespace dynaco {
namespace {

bool read_requests(json::reader& in, std::vector<std::string>& requests) {
    return json::read_array(in, [&] { return operations::read_raw(in, requests.emplace_back()); });
}

bool read_leftovers(json::reader& in, std::vector<batch_write_item::leftover>& leftovers) {
    return json::read_object(in, [&](std::string_view table) {
        auto& leftover = leftovers.emplace_back();
        leftover.table_name.assign(table);
        return read_requests(in, leftover.requests);
    });
}

}  // namespace

std::vector<std::string> batch_write_item::all_tables() const {
    std::vector<std::string> names;
    for (const batch_writes& each : tables) names.emplace_back(each.table_name);
    return names;
}

bool batch_write_item::encode(json::writer& out) const {
    out.begin_object();
    out.plain_key("RequestItems");
    out.begin_object();
    for (const batch_writes& each : tables) {
        if (!out.key(each.table_name)) return out.fail_in("RequestItems");
        out.begin_array();
        const auto write = [&out](std::string_view request) {
            out.element();
            out.raw(request);
        };
        std::ranges::for_each(each.requests, write);
        std::ranges::for_each(each.scattered, write);
        out.end_array();
    }
    out.end_object();
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<batch_write_item::response> batch_write_item::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "UnprocessedItems") return read_leftovers(in, r.unprocessed);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<std::string> batch_write_item::put_request(attributes_ref item) {
    auto text = recycled_string::with_room(recycled_string::usual_size);
    json::writer out(text);
    out.raw(R"({"PutRequest":{"Item":)");
    const std::size_t start = text.size();
    if (!item.write(out) || !operations::check_item_size(out, start)) return out.why();
    out.raw("}}");
    return std::string(text);  // of just its size: it may wait for long
}

result<std::string> batch_write_item::delete_request(attributes_ref key) {
    auto text = recycled_string::with_room(recycled_string::usual_size);
    json::writer out(text);
    out.raw(R"({"DeleteRequest":{"Key":)");
    if (!key.write(out)) return out.why();
    out.raw("}}");
    return std::string(text);  // of just its size: it may wait for long
}

}  // namespace dynaco
