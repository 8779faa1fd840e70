#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

enum class sql_kind { word, text, name, symbol, open_quote };

/// A part of a PartiQL statement, without its quotes. Comments are left out.
struct sql_part {
    sql_kind kind = sql_kind::symbol;
    std::string content{};
};

/// The parts of a statement, in order. A quote that is not closed is the last one.
[[nodiscard]] std::vector<sql_part> parts_of_statement(std::string_view statement);

/// Whether the part is one of these words, which are in small letters; its own letters may be capitals.
[[nodiscard]] bool is_sql_keyword(const sql_part& part, std::initializer_list<std::string_view> words);
/// Whether the part is this symbol, such as "?" or "=".
[[nodiscard]] bool is_sql_symbol(const sql_part& part, std::string_view symbol);

/// Whether a name may be that of a table and its index: "orders.by-date".
[[nodiscard]] bool names_an_index(std::string_view written);

/// What a statement reads or writes. Empty texts: not known, or no index.
struct sql_source {
    std::string table{};
    std::string index{};
};
[[nodiscard]] sql_source source_in(const std::vector<sql_part>& parts);

}  // namespace dynaco::program
