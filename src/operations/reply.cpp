#include "operations/reply.hpp"

#include "core/parse_real.hpp"

#include <dynaco/operations/attributes.hpp>

#include <string_view>
#include <utility>

namespace dynaco::operations {
result<page_info> decode_page(std::string_view body, detail::attributes_sink sink) {
    page_info page;
    const auto read = read_reply(body, [&](detail::json::reader& in, std::string_view name) {
        if (name == "Items") return read_items(in, sink);
        if (name == "Count") return read_count(in, page.count);
        if (name == "ScannedCount") return read_count(in, page.scanned_count);
        if (name == "LastEvaluatedKey") return read_key_marker(in, page.last_evaluated_key);
        if (name == "ConsumedCapacity") return read_capacity(in, page.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return page;
}

namespace {

bool read_indexes(detail::json::reader& in, std::map<std::string, double>& indexes) {
    return detail::json::read_object(in, [&](std::string_view index) {
        double& units = indexes[std::string(index)];
        return detail::json::read_object(in, [&](std::string_view name) {
            return name == "CapacityUnits" ? read_number(in, units) : in.skip();
        });
    });
}

bool read_one_capacity(detail::json::reader& in, consumed_capacity& c) {
    return detail::json::read_object(in, [&](std::string_view name) {
        if (name == "TableName") return read_string(in, c.table_name);
        if (name == "CapacityUnits") return read_number(in, c.capacity_units);
        if (name == "ReadCapacityUnits") return read_number(in, c.read_capacity_units);
        if (name == "WriteCapacityUnits") return read_number(in, c.write_capacity_units);
        if (name == "LocalSecondaryIndexes" || name == "GlobalSecondaryIndexes")
            return read_indexes(in, c.indexes);
        return in.skip();
    });
}

bool read_range(detail::json::reader& in, item_collection_metrics& c) {
    if (!in.expect('[')) return false;
    bool first = true;
    for (double* const end : {&c.size_gb_least, &c.size_gb_most}) {
        if (!in.next_element(first)) return in.malformed();
        if (!read_number(in, *end)) return false;
    }
    return in.expect(']');
}

bool read_one_collection(detail::json::reader& in, item_collection_metrics& c) {
    return detail::json::read_object(in, [&](std::string_view name) {
        if (name == "ItemCollectionKey") return detail::read_item(in, c.collection_key);
        if (name == "SizeEstimateRangeGB") return read_range(in, c);
        return in.skip();
    });
}

bool read_collection_list(detail::json::reader& in, std::string_view table,
                          std::vector<item_collection_metrics>& all) {
    return detail::json::read_array(in, [&] {
        all.emplace_back().table_name = table;
        return read_one_collection(in, all.back());
    });
}

}  // namespace

bool read_collection(detail::json::reader& in, std::optional<item_collection_metrics>& collection) {
    return read_one_collection(in, collection.emplace());
}

bool read_collections(detail::json::reader& in, std::string_view table,
                      std::vector<item_collection_metrics>& all) {
    std::string_view text;
    if (!in.raw(text)) return false;
    detail::json::reader look(text);  // at the first name, which differs between the two forms
    detail::json::reader from(text);
    bool first = true;
    std::string_view name;
    if (!look.expect('{')) return in.malformed();
    if (!look.next_member(first, name)) return !look.failed() || in.malformed();
    if (name == "ItemCollectionKey" || name == "SizeEstimateRangeGB") {
        all.emplace_back().table_name = table;
        return read_one_collection(from, all.back()) || in.malformed();
    }
    const bool read = detail::json::read_object(from, [&](std::string_view of_table) {
        return read_collection_list(from, std::string(of_table), all);
    });
    return read || in.malformed();
}

bool read_capacity(detail::json::reader& in, std::optional<consumed_capacity>& capacity) {
    return read_one_capacity(in, capacity.emplace());
}

bool read_capacities(detail::json::reader& in, std::vector<consumed_capacity>& capacities) {
    return detail::json::read_array(in, [&] { return read_one_capacity(in, capacities.emplace_back()); });
}

bool read_items(detail::json::reader& in, detail::attributes_sink sink) {
    return detail::json::read_array(in, [&] { return sink.read(in); });
}

bool read_number(detail::json::reader& in, double& value) {
    std::string_view text;
    if (!in.number_text(text)) return false;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = detail::parse_real(text.data(), end, value);
    return (error == std::errc{} && stop == end) || in.malformed();
}

bool read_count(detail::json::reader& in, std::uint64_t& value) {
    double number = 0;
    if (!read_number(in, number)) return false;
    if (!(number >= 0) || number > 9e15) return in.malformed();
    value = static_cast<std::uint64_t>(number);
    return true;
}

bool read_string(detail::json::reader& in, std::string& value) {
    std::string_view text;
    if (!in.string(text)) return false;
    value.assign(text);
    return true;
}

bool read_raw(detail::json::reader& in, std::string& value) {
    std::string_view text;
    if (!in.raw(text)) return false;
    value.assign(text);
    return true;
}
bool read_key_marker(detail::json::reader& in, std::string& key) {
    if (!read_raw(in, key)) return false;
    detail::json::reader marker(key);
    if (marker.take_null() || (marker.take('{') && marker.take('}'))) key.clear();
    return true;
}

}  // namespace dynaco::operations

namespace dynaco {

item unreadable_item::item() const {
    dynaco::item stored;
    detail::json::reader in(json);
    if (!detail::read_item(in, stored)) throw error(in.why());
    return stored;
}

bool skip_unreadable(detail::json::reader& in, detail::json::reader::place begin, std::size_t before,
                     std::vector<unreadable_item>& unreadable) {
    failure why = in.why();
    if (why.cause() == errc::malformed_reply) return false;
    in.go_to(begin);
    std::string_view text;
    if (!in.raw(text)) return false;
    unreadable.push_back({.before = before, .why = std::move(why), .json = std::string(text)});
    return true;
}

}  // namespace dynaco
