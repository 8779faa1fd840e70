#include "program/items/sql_advice.hpp"

#include "program/items/sql_parts.hpp"
#include "program/show/text_width.hpp"
#include "program/text/shell_word.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace dynaco::program {
namespace {

// Whether a value is expected after this part.
bool precedes_value(const sql_part& part) {
    return part.kind == sql_kind::symbol &&
           std::string_view("=<>:").find(part.content) != std::string_view::npos;
}

std::string in_single_quotes(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
    return visible_text(quoted += '\'');
}

std::string about_double_quotes(const sql_part& part) {
    return visible_text('"' + part.content + '"') +
           " is read as the name of an attribute: text is in single quotes, " +
           in_single_quotes(part.content);
}

std::string about_missing_quotes(const sql_part& part) {
    return visible_text(part.content) + " has no quotes: text is in single quotes, " +
           in_single_quotes(part.content) +
           ", which the shell removes unless the whole statement is in double quotes";
}

// "orders"."by-date": a table and its index, each in its own quotes.
std::string name_of_index(std::string_view written) {
    const auto dot = written.find('.');
    return visible_text('"' + std::string(written.substr(0, dot)) + "\".\"" +
                        std::string(written.substr(dot + 1)) + '"');
}

std::string about_table_name(const sql_part& part) {
    if (names_an_index(part.content))
        return "names with other characters than letters, digits and _ are in double quotes: " +
               name_of_index(part.content) + " for an index, " + visible_text('"' + part.content + '"') +
               " for a table; the shell removes them unless the whole statement is in single quotes";
    return "a name with other characters than letters, digits and _ is in double quotes, " +
           visible_text('"' + part.content + '"') +
           ", which the shell removes unless the whole statement is in single quotes";
}

bool is_plain_name(std::string_view name) {
    return std::ranges::all_of(name, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
    });
}

bool is_followed_by(const std::vector<sql_part>& parts, std::size_t at, std::string_view symbol) {
    return at + 1 < parts.size() && is_sql_symbol(parts[at + 1], symbol);
}

// "orders --index by-date", for a command line.
std::string source_of(const std::vector<sql_part>& parts) {
    const sql_source found = source_in(parts);
    if (found.table.empty()) return "TABLE";
    return shell_word(found.table) + (found.index.empty() ? "" : " --index " + shell_word(found.index));
}

}  // namespace

std::string advice_about_unsupported(std::string_view statement) {
    const std::vector<sql_part> parts = parts_of_statement(statement);
    if (parts.empty() || !is_sql_keyword(parts.front(), {"select"})) return {};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const sql_part& part = parts[i];
        if (is_sql_keyword(part, {"count"}) && is_followed_by(parts, i, "("))
            return "PartiQL of DynamoDB has no count(): use dynaco count " + source_of(parts) +
                   ", with a condition after --where";
        if (is_sql_keyword(part, {"sum", "avg", "min", "max"}) && is_followed_by(parts, i, "("))
            return "PartiQL of DynamoDB has no " + part.content +
                   "(): print the items, and compute it from them";
        if (is_sql_keyword(part, {"limit", "offset"}))
            return "PartiQL of DynamoDB has no " + part.content +
                   ": use the options --limit, and --start to continue";
        const bool is_group = is_sql_keyword(part, {"group", "having"});
        if (is_group || is_sql_keyword(part, {"join", "distinct", "union"}))
            return "PartiQL of DynamoDB has no " + part.content +
                   ": select the items, and combine them outside of DynamoDB";
    }
    return {};
}

std::string advice_about_missing_table(std::string_view statement) {
    const std::vector<sql_part> parts = parts_of_statement(statement);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const bool is_table = is_sql_keyword(parts[i - 1], {"from", "into", "update"});
        if (is_table && parts[i].kind == sql_kind::name && names_an_index(parts[i].content))
            return "if this is an index, write " + name_of_index(parts[i].content);
    }
    return {};
}

std::string advice_about_quotes(std::string_view statement) {
    const std::vector<sql_part> parts = parts_of_statement(statement);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const sql_part& part = parts[i];
        if (part.kind == sql_kind::open_quote)
            return "a quote is not closed: a " + part.content + " within text is written twice";
        if (i == 0) continue;
        if (part.kind == sql_kind::name && precedes_value(parts[i - 1])) return about_double_quotes(part);
        if (part.kind != sql_kind::word) continue;
        const bool is_after_from = is_sql_keyword(parts[i - 1], {"from", "into", "update"});
        if (is_after_from && !is_plain_name(part.content)) return about_table_name(part);
        const bool begins_with_letter = std::isalpha(static_cast<unsigned char>(part.content.front())) != 0;
        const bool is_constant = is_sql_keyword(part, {"null", "missing", "true", "false"});
        const bool is_call = i + 1 < parts.size() && parts[i + 1].content == "(";
        if (precedes_value(parts[i - 1]) && begins_with_letter && !is_constant && !is_call)
            return about_missing_quotes(part);
    }
    return {};
}

}  // namespace dynaco::program
