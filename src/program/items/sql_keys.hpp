#pragma once

#include <dynaco/operations/table_description.hpp>
#include <dynaco/types.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dynaco::program {

/// The table that a statement reads or writes; empty: not known.
[[nodiscard]] std::string table_of_statement(std::string_view statement);

/// The key of the item that an `insert` writes: "customer = c-1, date = 2026". Empty: not known.
/// @param values  those of each `?`
[[nodiscard]] std::string inserted_key(std::string_view statement, std::span<const value> values,
                                       const table_description& table);

/// Advice about an `update` or `delete` whose `where` does not name the whole key. Empty: it does, or it is
/// another statement.
[[nodiscard]] std::string advice_about_missing_key(std::string_view statement,
                                                   const table_description& table);

/// Advice about a `select` whose `where` does not name the hash key of the table or index, so that all of it
/// is read. Empty: it does, there is no `where`, or it is another statement.
[[nodiscard]] std::string advice_about_whole_table(std::string_view statement,
                                                   const table_description& table);

}  // namespace dynaco::program
