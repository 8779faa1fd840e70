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

}  // namespace

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
