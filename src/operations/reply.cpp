#include "operations/reply.hpp"

#include <charconv>

namespace dynaco::operations {
namespace {

bool read_members_of_index(json::reader& in, double& units) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (in.take_null()) continue;
        if (!(name == "CapacityUnits" ? read_number(in, units) : in.skip())) return false;
    }
    return !in.failed();
}

bool read_indexes(json::reader& in, std::map<std::string, double>& indexes) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (in.take_null()) continue;
        double& units = indexes[std::string(name)];
        if (!read_members_of_index(in, units)) return false;
    }
    return !in.failed();
}

bool read_one_capacity(json::reader& in, consumed_capacity& c) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (in.take_null()) continue;
        bool ok = false;
        if (name == "TableName")
            ok = read_string(in, c.table_name);
        else if (name == "CapacityUnits")
            ok = read_number(in, c.capacity_units);
        else if (name == "ReadCapacityUnits")
            ok = read_number(in, c.read_capacity_units);
        else if (name == "WriteCapacityUnits")
            ok = read_number(in, c.write_capacity_units);
        else if (name == "LocalSecondaryIndexes" || name == "GlobalSecondaryIndexes")
            ok = read_indexes(in, c.indexes);
        else
            ok = in.skip();
        if (!ok) return false;
    }
    return !in.failed();
}

bool read_range(json::reader& in, item_collection_metrics& c) {
    if (!in.expect('[')) return false;
    bool first = true;
    for (double* const end : {&c.size_gb_least, &c.size_gb_most}) {
        if (!in.next_element(first)) return in.malformed();
        if (!read_number(in, *end)) return false;
    }
    return in.expect(']');
}

bool read_one_collection(json::reader& in, item_collection_metrics& c) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (in.take_null()) continue;
        bool ok = false;
        if (name == "ItemCollectionKey")
            ok = read_item(in, c.collection_key);
        else if (name == "SizeEstimateRangeGB")
            ok = read_range(in, c);
        else
            ok = in.skip();
        if (!ok) return false;
    }
    return !in.failed();
}

bool read_collection_list(json::reader& in, std::string_view table,
                          std::vector<item_collection_metrics>& all) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (in.take_null()) continue;
        if (!read_one_collection(in, all.emplace_back())) return false;
        all.back().table_name = table;
    }
    return !in.failed();
}

}  // namespace

bool read_collection(json::reader& in, std::optional<item_collection_metrics>& collection) {
    return read_one_collection(in, collection.emplace());
}

bool read_collections(json::reader& in, std::string_view table, std::vector<item_collection_metrics>& all) {
    std::string_view text;
    if (!in.raw(text)) return false;
    json::reader look(text);  // at the first name, which tells the two forms apart
    json::reader from(text);
    bool first = true;
    std::string_view name;
    if (!look.expect('{')) return in.malformed();
    if (!look.next_member(first, name)) return !look.failed() || in.malformed();
    if (name == "ItemCollectionKey" || name == "SizeEstimateRangeGB") {
        all.emplace_back().table_name = table;
        return read_one_collection(from, all.back()) || in.malformed();
    }
    first = from.expect('{');
    while (from.next_member(first, name)) {
        const std::string of_table(name);
        if (!from.take_null() && !read_collection_list(from, of_table, all)) return in.malformed();
    }
    return !from.failed() || in.malformed();
}

bool read_capacity(json::reader& in, std::optional<consumed_capacity>& capacity) {
    return read_one_capacity(in, capacity.emplace());
}

bool read_capacities(json::reader& in, std::vector<consumed_capacity>& capacities) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (in.take_null()) continue;
        if (!read_one_capacity(in, capacities.emplace_back())) return false;
    }
    return !in.failed();
}

bool read_number(json::reader& in, double& value) {
    std::string_view text;
    if (!in.number_text(text)) return false;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return (error == std::errc{} && stop == end) || in.malformed();
}

bool read_count(json::reader& in, std::uint64_t& value) {
    double number = 0;
    if (!read_number(in, number)) return false;
    if (!(number >= 0) || number > 9e15) return in.malformed();
    value = static_cast<std::uint64_t>(number);
    return true;
}

bool read_string(json::reader& in, std::string& value) {
    std::string_view text;
    if (!in.string(text)) return false;
    value.assign(text);
    return true;
}

bool read_raw(json::reader& in, std::string& value) {
    std::string_view text;
    if (!in.raw(text)) return false;
    value.assign(text);
    return true;
}

}  // namespace dynaco::operations
