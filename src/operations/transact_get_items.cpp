#include "operations/reply.hpp"
#include "operations/request.hpp"
#include "operations/transaction.hpp"

#include <dynaco/operations/transact_get_items.hpp>

namespace dynaco {
namespace {

// {"Item":{…}}, or {} where there is none.
bool read_answer(json::reader& in, std::size_t i, transact_get_items::sink take) {
    return json::read_object(
        in, [&](std::string_view name) { return name == "Item" ? take.read(i, in) : in.skip(); });
}

bool read_answers(json::reader& in, std::size_t& count, transact_get_items::sink take) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (!in.take_null() && !read_answer(in, count, take)) return false;
        ++count;
    }
    return !in.failed();
}

}  // namespace

std::string encoded_get::text() const { return "get " + table_name; }

std::string_view transact_get_items::table() const noexcept { return operations::common_table(actions); }

std::vector<std::string> transact_get_items::all_tables() const { return operations::tables_of(actions); }

bool transact_get_items::encode(json::writer& out) const {
    if (!operations::check_actions(out, actions, max_actions)) return false;
    out.begin_object();
    operations::write_actions(out, actions);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<transact_get_items::response> transact_get_items::decode(std::string_view body) {
    response r;
    auto take = [&r](std::size_t i, json::reader& in) {
        r.items.resize(i + 1);
        return read_item(in, r.items.back().emplace());
    };
    auto read = decode_into(body, take);
    if (!read) return read.error();
    r.items.resize(read->count);
    r.capacity = std::move(read->capacity);
    return r;
}

result<transact_get_items::rest> transact_get_items::decode_into(std::string_view body, sink take) {
    rest r;
    const auto read = operations::read_reply(body, [&r, take](json::reader& in, std::string_view name) {
        if (name == "Responses") return read_answers(in, r.count, take);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<encoded_get> transact_get_items::encode_action(const transact_get_action& action) {
    encoded_get encoded{.table_name = std::string(action.table_name)};
    json::writer key(encoded.key);
    if (!action.key.write(key)) return key.why();
    json::writer out(encoded.json);
    out.begin_object();
    out.plain_key("Get");
    out.begin_object();
    out.member("TableName", action.table_name);
    out.plain_key("Key");
    out.raw(encoded.key);
    if (!action.expressions.write(out)) return out.why();
    out.end_object();
    out.end_object();
    return encoded;
}

}  // namespace dynaco
