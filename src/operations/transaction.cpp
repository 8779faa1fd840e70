#include "operations/transaction.hpp"

#include "operations/item_size.hpp"
#include "operations/reply.hpp"
#include "operations/request.hpp"

#include <dynaco/operations/transaction.hpp>

namespace dynaco {
namespace {

// Reads {"Item":{…}}, or {} if the item does not exist.
bool read_answer(detail::json::reader& in, std::size_t i, transact_get_items::sink take) {
    return detail::json::read_object(
        in, [&](std::string_view name) { return name == "Item" ? take.read(i, in) : in.skip(); });
}

bool read_answers(detail::json::reader& in, std::size_t& count, transact_get_items::sink take) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (!in.take_null() && !read_answer(in, count, take)) return false;
        ++count;
    }
    return !in.failed();
}

}  // namespace

namespace detail {

std::string encoded_get::text() const { return "get " + table_name; }

}  // namespace detail

std::string_view transact_get_items::table() const noexcept { return operations::common_table(actions); }

std::vector<std::string> transact_get_items::all_tables() const { return operations::tables_of(actions); }

bool transact_get_items::encode(detail::json::writer& out) const {
    if (!operations::check_actions(out, actions, max_actions)) return false;
    out.begin_object();
    operations::write_actions(out, actions);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<transact_get_items::response> transact_get_items::decode(std::string_view body) {
    response r;
    auto take = [&r](std::size_t i, detail::json::reader& in) {
        r.items.resize(i + 1);
        return detail::read_item(in, r.items.back().emplace());
    };
    auto read = decode_into(body, take);
    if (!read) return read.error();
    r.items.resize(read->count);
    r.capacity = std::move(read->capacity);
    return r;
}

result<transact_get_items::rest> transact_get_items::decode_into(std::string_view body, sink take) {
    rest r;
    const auto read =
        operations::read_reply(body, [&r, take](detail::json::reader& in, std::string_view name) {
            if (name == "Responses") return read_answers(in, r.count, take);
            if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
            return in.skip();
        });
    if (!read) return read.error();
    return r;
}

result<detail::encoded_get> transact_get_items::encode_action(const transact_get_action& action) {
    detail::encoded_get encoded{.table_name = std::string(action.table_name)};
    detail::json::writer key(encoded.key);
    if (!action.key.write(key)) return key.why();
    detail::json::writer out(encoded.json);
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

namespace {

using kind = transact_action::kind;

std::string_view member_of(kind what) {
    switch (what) {
        case kind::put: return "Put";
        case kind::update: return "Update";
        case kind::remove: return "Delete";
        case kind::check: return "ConditionCheck";
    }
    return {};
}

// Writes the item of a put, or the key of any other action.
bool write_target(detail::json::writer& out, const transact_action& action, detail::encoded_action& encoded) {
    if (action.what != kind::put) {
        out.plain_key("Key");
        out.raw(encoded.key);
        return true;
    }
    out.plain_key("Item");
    const std::size_t start = out.text().size();
    if (!action.item.write(out) || !operations::check_item_size(out, start)) return false;
    encoded.item_size =
        operations::item_size(std::string_view(out.text()).substr(start)).value_or(encoded.item_size);
    return true;
}

bool write_action(detail::json::writer& out, const transact_action& action, detail::encoded_action& encoded) {
    out.begin_object();
    out.plain_key(member_of(action.what));
    out.begin_object();
    out.member("TableName", action.table_name);
    if (!write_target(out, action, encoded) || !action.expressions.write(out)) return false;
    if (action.return_existing) out.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    out.end_object();
    out.end_object();
    return true;
}

}  // namespace

namespace detail {

std::string encoded_action::text() const {
    constexpr auto verb = [](kind k) {
        return k == kind::put      ? "put "
               : k == kind::update ? "update "
               : k == kind::remove ? "remove "
                                   : "check ";
    };
    return verb(what) + table_name;
}

}  // namespace detail

std::string_view transact_write_items::table() const noexcept { return operations::common_table(actions); }

std::vector<std::string> transact_write_items::all_tables() const { return operations::tables_of(actions); }

bool transact_write_items::encode(detail::json::writer& out) const {
    if (!operations::check_actions(out, actions, max_actions)) return false;
    std::size_t bytes = 0;
    for (const detail::encoded_action& each : actions) bytes += each.item_size;
    if (bytes > max_bytes)
        return out.fail(errc::invalid_argument, "the transaction's items have " + std::to_string(bytes) +
                                                    " bytes; DynamoDB's limit is 4 MB");
    if (client_request_token.size() > max_token)
        return out.fail(errc::invalid_argument, "the client request token has more than 36 characters");
    out.begin_object();
    operations::write_actions(out, actions);
    if (!client_request_token.empty()) out.member("ClientRequestToken", client_request_token);
    operations::write_capacity(out, report_capacity);
    if (report_collections) out.member("ReturnItemCollectionMetrics", "SIZE");
    out.end_object();
    return true;
}

result<transact_write_items::response> transact_write_items::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        if (name == "ItemCollectionMetrics") return operations::read_collections(in, {}, r.collections);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<detail::encoded_action> transact_write_items::encode_action(const transact_action& action) {
    detail::encoded_action encoded{.what = action.what, .table_name = std::string(action.table_name)};
    detail::json::writer key(encoded.key);
    if (!action.key.write(key)) return key.why();
    detail::json::writer out(encoded.json);
    if (!write_action(out, action, encoded)) return out.why();
    if (encoded.key == "{}") encoded.key.clear();
    return encoded;
}

}  // namespace dynaco
