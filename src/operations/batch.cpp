#include "operations/item_size.hpp"
#include "operations/reply.hpp"
#include "operations/request.hpp"

#include <dynaco/detail/core/recycled_string.hpp>
#include <dynaco/operations/batch.hpp>

#include <algorithm>

namespace dynaco {
namespace {

// Reads {"table": [ … ]}: calls `table(name)` for each table, then `element(in)` for each of its elements.
template <class Table, class Element>
bool read_by_table(detail::json::reader& in, const Table& table, const Element& element) {
    return detail::json::read_object(in, [&](std::string_view name) {
        table(name);
        return detail::json::read_array(in, [&] { return element(in); });
    });
}

bool read_keys(detail::json::reader& in, std::vector<std::string>& keys) {
    return detail::json::read_object(in, [&](std::string_view name) {
        if (name != "Keys") return in.skip();
        return detail::json::read_array(in, [&] { return operations::read_raw(in, keys.emplace_back()); });
    });
}

bool read_leftovers(detail::json::reader& in, std::vector<batch_get_item::leftover>& leftovers) {
    return detail::json::read_object(in, [&](std::string_view table) {
        auto& leftover = leftovers.emplace_back();
        leftover.table_name.assign(table);
        return read_keys(in, leftover.keys);
    });
}

template <class Rest, class Table, class Element>
result<void> read_batch(std::string_view body, Rest& rest, const Table& table, const Element& element) {
    return operations::read_reply(body, [&](detail::json::reader& in, std::string_view name) {
        if (name == "Responses") return read_by_table(in, table, element);
        if (name == "UnprocessedKeys") return read_leftovers(in, rest.unprocessed);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, rest.capacity);
        return in.skip();
    });
}

bool write_table(detail::json::writer& out, const batch_keys& each) {
    if (!out.key(each.table_name)) return out.fail_in("RequestItems");
    out.begin_object();
    out.plain_key("Keys");
    out.begin_array();
    for (const std::string& key : each.keys) {
        out.element();
        out.raw(key);
    }
    out.end_array();
    if (!each.expressions.write(out)) return false;
    if (each.consistent_read) out.member("ConsistentRead", true);
    out.end_object();
    return true;
}

}  // namespace

std::vector<std::string> batch_get_item::all_tables() const {
    std::vector<std::string> names;
    for (const batch_keys& each : tables) names.emplace_back(each.table_name);
    return names;
}

bool batch_get_item::encode(detail::json::writer& out) const {
    out.begin_object();
    out.plain_key("RequestItems");
    out.begin_object();
    for (const batch_keys& each : tables)
        if (!write_table(out, each)) return false;
    out.end_object();
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<batch_get_item::response> batch_get_item::decode(std::string_view body) {
    response r;
    const auto read = read_batch(
        body, r, [&r](std::string_view table) { r.tables.emplace_back().table_name.assign(table); },
        [&r](detail::json::reader& in) {
            return detail::read_item(in, r.tables.back().items.emplace_back());
        });
    if (!read) return read.error();
    return r;
}

result<batch_get_item::rest> batch_get_item::decode_into(std::string_view body,
                                                         std::span<const table_sink> sinks) {
    rest r;
    auto to = sinks.end();
    const auto read = read_batch(
        body, r,
        [&](std::string_view table) { to = std::ranges::find(sinks, table, &table_sink::table_name); },
        [&](detail::json::reader& in) { return to == sinks.end() ? in.malformed() : to->sink.read(in); });
    if (!read) return read.error();
    return r;
}

result<std::string> batch_get_item::encode_key(detail::attributes_ref key) {
    std::string text;
    detail::json::writer out(text);
    if (!key.write(out)) return out.why();
    return text;
}

namespace {

bool read_requests(detail::json::reader& in, std::vector<std::string>& requests) {
    return detail::json::read_array(in, [&] { return operations::read_raw(in, requests.emplace_back()); });
}

bool read_leftovers(detail::json::reader& in, std::vector<batch_write_item::leftover>& leftovers) {
    return detail::json::read_object(in, [&](std::string_view table) {
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

bool batch_write_item::encode(detail::json::writer& out) const {
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
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "UnprocessedItems") return read_leftovers(in, r.unprocessed);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<std::string> batch_write_item::put_request(detail::attributes_ref item) {
    auto text = detail::recycled_string::with_room(detail::recycled_string::usual_size);
    detail::json::writer out(text);
    out.raw(R"({"PutRequest":{"Item":)");
    const std::size_t start = text.size();
    if (!item.write(out) || !operations::check_item_size(out, start)) return out.why();
    out.raw("}}");
    return std::string(text);  // copied to its exact size, because it may be kept for long
}

result<std::string> batch_write_item::delete_request(detail::attributes_ref key) {
    auto text = detail::recycled_string::with_room(detail::recycled_string::usual_size);
    detail::json::writer out(text);
    out.raw(R"({"DeleteRequest":{"Key":)");
    if (!key.write(out)) return out.why();
    out.raw("}}");
    return std::string(text);  // copied to its exact size, because it may be kept for long
}

}  // namespace dynaco
