#include "operations/item.hpp"

#include "operations/item_size.hpp"
#include "operations/reply.hpp"
#include "operations/request.hpp"

#include <dynaco/operations/item.hpp>

#include <algorithm>

namespace dynaco {
namespace {

// Writes the members that PutItem, DeleteItem and UpdateItem share, and ends the request.
template <class Write>
bool end_write(detail::json::writer& out, const Write& op) {
    if (!op.expressions.write(out)) return false;
    operations::write_return_values(out, op.returned);
    if (op.return_existing) out.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    operations::write_capacity(out, op.report_capacity);
    if (op.report_collection) out.member("ReturnItemCollectionMetrics", "SIZE");
    out.end_object();
    return true;
}

}  // namespace

bool put_item::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.plain_key("Item");
    const std::size_t start = out.text().size();
    if (!item.write(out)) return false;
    return operations::check_item_size(out, start) && end_write(out, *this);
}

result<put_item::response> put_item::decode(std::string_view body) {
    return operations::decode_returned_item<response>(body);
}

bool get_item::encode(detail::json::writer& out) const {
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
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "Item") return detail::read_item(in, r.item.emplace());
        if (name == "ConsumedCapacity") return operations::read_capacity(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<bool> get_item::decode_into(std::string_view body, detail::attributes_sink sink) {
    bool found = false;
    const auto read = operations::read_reply(body, [&](detail::json::reader& in, std::string_view name) {
        if (name != "Item") return in.skip();
        found = true;
        return sink.read(in);
    });
    if (!read) return read.error();
    return found;
}

bool delete_item::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (!operations::write_attributes(out, "Key", key)) return false;
    return end_write(out, *this);
}

result<delete_item::response> delete_item::decode(std::string_view body) {
    return operations::decode_returned_item<response>(body);
}

bool update_item::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (!operations::write_attributes(out, "Key", key)) return false;
    return end_write(out, *this);
}

result<update_item::response> update_item::decode(std::string_view body) {
    return operations::decode_returned_item<response>(body);
}

bool query::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (!index_name.empty()) out.member("IndexName", index_name);
    if (!expressions.write(out)) return false;
    if (!operations::write_start_key(out, exclusive_start_key)) return false;
    if (limit > 0) out.member("Limit", limit);
    if (!forward) out.member("ScanIndexForward", false);
    if (consistent_read) out.member("ConsistentRead", true);
    if (count_only) out.member("Select", "COUNT");
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<query::response> query::decode(std::string_view body) {
    return operations::decode_items<response>(body);
}

result<page_info> query::decode_into(std::string_view body, detail::attributes_sink sink) {
    return operations::decode_page(body, sink);
}

bool scan::encode(detail::json::writer& out) const {
    if (segment >= std::max(total_segments, 1U))
        return out.fail(errc::invalid_argument, "segment must be less than total_segments");
    out.begin_object();
    out.member("TableName", table_name);
    if (!index_name.empty()) out.member("IndexName", index_name);
    if (!expressions.write(out)) return false;
    if (!operations::write_start_key(out, exclusive_start_key)) return false;
    if (limit > 0) out.member("Limit", limit);
    if (total_segments > 0) {
        out.member("Segment", segment);
        out.member("TotalSegments", total_segments);
    }
    if (consistent_read) out.member("ConsistentRead", true);
    if (count_only) out.member("Select", "COUNT");
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<scan::response> scan::decode(std::string_view body) {
    return operations::decode_items<response>(body);
}

result<page_info> scan::decode_into(std::string_view body, detail::attributes_sink sink) {
    return operations::decode_page(body, sink);
}

}  // namespace dynaco
