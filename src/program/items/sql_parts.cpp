#include "program/items/sql_parts.hpp"

#include <algorithm>
#include <cctype>

namespace dynaco::program {
namespace {

bool is_sql_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-.:/@").find(c) != std::string_view::npos;
}

// A word ends before a colon that has a space behind it, as in {id: 1}.
std::string_view word_at(std::string_view rest) {
    const auto* const end = std::ranges::find_if_not(rest, is_sql_word);
    std::string_view word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    while (word.size() > 1 && word.ends_with(':')) word.remove_suffix(1);
    return word;
}

// "-- text" and "/* text */". @returns the size of the comment; 0: none begins here
std::size_t comment_at(std::string_view rest) {
    const bool is_line = rest.starts_with("--");
    if (!is_line && !rest.starts_with("/*")) return 0;
    const auto end = is_line ? rest.find('\n') : rest.find("*/", 2);
    return end == rest.npos ? rest.size() : end + (is_line ? 1 : 2);
}

// A quote is doubled in its text.
sql_part quoted_part(std::string_view statement, std::size_t& at) {
    const char quote = statement[at++];
    sql_part part{.kind = quote == '"' ? sql_kind::name : sql_kind::text};
    for (;; ++at) {
        if (at == statement.size()) return {.kind = sql_kind::open_quote, .content = std::string(1, quote)};
        if (statement[at] == quote && (at + 1 == statement.size() || statement[at + 1] != quote)) break;
        if (statement[at] == quote) ++at;
        part.content += statement[at];
    }
    ++at;
    return part;
}

}  // namespace

std::vector<sql_part> parts_of_statement(std::string_view statement) {
    std::vector<sql_part> parts;
    for (std::size_t at = 0; at < statement.size();) {
        const char c = statement[at];
        if (const std::size_t size = comment_at(statement.substr(at)); size > 0) {
            at += size;
        } else if (c == '\'' || c == '"' || c == '`') {
            parts.push_back(quoted_part(statement, at));
        } else if (is_sql_word(c) && c != ':') {
            const std::string_view word = word_at(statement.substr(at));
            parts.push_back({.kind = sql_kind::word, .content = std::string(word)});
            at += word.size();
        } else {
            if (std::isspace(static_cast<unsigned char>(c)) == 0)
                parts.push_back({.content = std::string(1, c)});
            ++at;
        }
    }
    return parts;
}

bool is_sql_keyword(const sql_part& part, std::initializer_list<std::string_view> words) {
    if (part.kind != sql_kind::word) return false;
    std::string lower = part.content;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(words, lower) != words.end();
}

bool is_sql_symbol(const sql_part& part, std::string_view symbol) {
    return part.kind == sql_kind::symbol && part.content == symbol;
}

bool names_an_index(std::string_view written) {
    const auto dot = written.find('.');
    return dot != written.npos && dot > 0 && dot + 1 < written.size();
}

sql_source source_in(const std::vector<sql_part>& parts) {
    const auto is_name = [&parts](std::size_t at) {
        return at < parts.size() && (parts[at].kind == sql_kind::word || parts[at].kind == sql_kind::name);
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!is_sql_keyword(parts[i], {"from", "into", "update"}) || !is_name(i + 1)) continue;
        const std::string& name = parts[i + 1].content;
        if (parts[i + 1].kind == sql_kind::word && names_an_index(name)) {
            const auto dot = name.find('.');
            return {.table = name.substr(0, dot), .index = name.substr(dot + 1)};
        }
        // The dot of "orders"."by-date" is read as a word.
        const bool has_index = is_name(i + 3) && parts[i + 2].content == ".";
        return {.table = name, .index = has_index ? parts[i + 3].content : std::string()};
    }
    return {};
}

}  // namespace dynaco::program
