#include "load/bulk/table_facts.hpp"

#include <utility>

namespace dynaco::loading {
namespace {

std::string text_of_key(const std::vector<key_description>& keys, std::size_t position) {
    if (position >= keys.size()) return "none";
    return '"' + keys[position].name + "\" (" + std::string(wire_name(keys[position].type)) + ")";
}

void check_key(const table_description& left, const std::vector<key_description>& left_keys,
               const table_description& right, const std::vector<key_description>& right_keys,
               const char* role, std::string_view operation) {
    const std::string a = text_of_key(left_keys, 0);
    const std::string b = text_of_key(right_keys, 0);
    if (a == b) return;
    throw error(errc::invalid_argument,
                {.operation = std::string(operation),
                 .table = right.name,
                 .detail = "the tables have different keys: the " + std::string(role) + " of \"" + left.name +
                           "\" is " + a + ", that of \"" + right.name + "\" is " + b});
}

}  // namespace

awaitable<table_description> describe(client db, std::string table) {
    const describe_table op{.table_name = table};
    awaitable<result<table_description>> call = db.send(op);
    result<table_description> description = co_await std::move(call);
    if (!description) throw error(description.error());
    co_return std::move(*description);
}

std::vector<std::string> key_names_of(const table_description& table) {
    std::vector<std::string> names;
    for (const key_description& each : table.hash_keys) names.push_back(each.name);
    for (const key_description& each : table.range_keys) names.push_back(each.name);
    return names;
}

void check_same_keys(const table_description& left, const table_description& right,
                     std::string_view operation) {
    check_key(left, left.hash_keys, right, right.hash_keys, "hash key", operation);
    check_key(left, left.range_keys, right, right.range_keys, "range key", operation);
}

}  // namespace dynaco::loading
