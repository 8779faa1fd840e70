#include "program/items/sql_keys.hpp"

#include "program/items/sql_parts.hpp"
#include "program/show/text_width.hpp"
#include "program/show/value_text.hpp"
#include "program/text/key_shape.hpp"
#include "program/text/shell_word.hpp"

#include <algorithm>
#include <vector>

namespace dynaco::program {
namespace {

using sql_parts = std::vector<sql_part>;

bool begins_with(const sql_parts& parts, std::initializer_list<std::string_view> words) {
    return !parts.empty() && is_sql_keyword(parts.front(), words);
}

// The value at this part, as it is shown. `marks`: the ? before it.
std::string shown_value(const sql_part& part, std::size_t marks, std::span<const value> values) {
    if (is_sql_symbol(part, "?")) return marks < values.size() ? value_text(values[marks]) : std::string();
    if (part.kind == sql_kind::text) return value_text(value(part.content));
    return part.kind == sql_kind::symbol ? std::string() : visible_text(part.content);
}

// The value of a member of {'id': 'c-8', 'name': ?}.
std::string member_in(const sql_parts& parts, std::string_view name, std::span<const value> values) {
    std::size_t depth = 0;
    std::size_t marks = 0;
    for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
        if (is_sql_symbol(parts[i], "?")) ++marks;
        if (is_sql_symbol(parts[i], "{") || is_sql_symbol(parts[i], "[")) ++depth;
        if (is_sql_symbol(parts[i], "}") || is_sql_symbol(parts[i], "]")) --depth;
        const bool is_member = depth == 1 && parts[i].kind != sql_kind::symbol && parts[i].content == name;
        if (is_member && is_sql_symbol(parts[i + 1], ":")) return shown_value(parts[i + 2], marks, values);
    }
    return {};
}

// Of `insert into orders value ?`.
std::string member_of_value(const value& whole, std::string_view name) {
    const auto* const object = whole.get_if<item>();
    const value* const member = object ? object->find(name) : nullptr;
    return member ? value_text(*member) : std::string();
}

// Whether `where` has name = or name in.
bool compares(const sql_parts& parts, std::string_view name) {
    auto at =
        std::ranges::find_if(parts, [](const sql_part& each) { return is_sql_keyword(each, {"where"}); });
    for (; at != parts.end(); ++at) {
        const bool is_name =
            (at->kind == sql_kind::word || at->kind == sql_kind::name) && at->content == name;
        if (!is_name || at + 1 == parts.end()) continue;
        if (is_sql_symbol(*(at + 1), "=") || is_sql_keyword(*(at + 1), {"in"})) return true;
    }
    return false;
}

std::string joined_and(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& each : names) (text += text.empty() ? "" : " and ") += each;
    return text;
}

}  // namespace

std::string table_of_statement(std::string_view statement) {
    return source_in(parts_of_statement(statement)).table;
}

std::string inserted_key(std::string_view statement, std::span<const value> values,
                         const table_description& table) {
    const sql_parts parts = parts_of_statement(statement);
    if (!begins_with(parts, {"insert"})) return {};
    const bool is_whole = is_sql_symbol(parts.back(), "?") && values.size() == 1;
    std::string text;
    for (const std::string& each : names_of(key_of(table))) {
        const std::string found =
            is_whole ? member_of_value(values[0], each) : member_in(parts, each, values);
        if (found.empty()) return {};
        text += (text.empty() ? "" : ", ") + each + " = " + found;
    }
    return text;
}

std::string advice_about_missing_key(std::string_view statement, const table_description& table) {
    const sql_parts parts = parts_of_statement(statement);
    if (!begins_with(parts, {"update", "delete"})) return {};
    const std::vector<std::string> names = names_of(key_of(table));
    if (std::ranges::all_of(names, [&parts](const std::string& each) { return compares(parts, each); }))
        return {};
    return "an update or delete changes one item: after where, write = and a value for the whole key, " +
           joined_and(names) + "; `dynaco scan " + shell_word(table.name) +
           " --where CONDITION` finds the keys of items";
}

std::string advice_about_whole_table(std::string_view statement, const table_description& table) {
    const sql_parts parts = parts_of_statement(statement);
    const bool has_where =
        std::ranges::any_of(parts, [](const sql_part& each) { return is_sql_keyword(each, {"where"}); });
    if (!begins_with(parts, {"select"}) || !has_where) return {};
    const std::string name = source_in(parts).index;
    const index_description* const index = name.empty() ? nullptr : table.find_index(name);
    const key_shape key = index ? key_of(*index) : key_of(table);
    for (const key_description& each : key.hash)
        if (!compares(parts, each.name))
            return "the whole " + std::string(index ? "index" : "table") +
                   " is read and paid for, because where has no = and value for the hash key " + each.name +
                   "; Ctrl-C ends it";
    return {};
}

}  // namespace dynaco::program
