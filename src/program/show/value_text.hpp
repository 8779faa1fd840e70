#pragma once

#include "program/show/text_table.hpp"

#include <dynaco/types.hpp>

#include <string>

namespace dynaco::program {

/// Returns a value as one line of text for people. Values of different types never have the same text:
///
/// | type | text |
/// |---|---|
/// | string | as it is: Main Street 5. In quotes with JSON's escapes if it would look like another type
/// ("12", "true", "", "{x") or has unsafe characters ("two\nlines") | | number | all digits: 12.50 is 12.5 |
/// | boolean, NULL | true, false, null |
/// | list, map | compact JSON: [1,"a"], {"city":"Ulm"} |
/// | set | between << and >>, as in PartiQL: <<"a","b">> |
/// | binary | b64"aGVsbG8=" |
///
/// Strings inside lists, maps and sets are always in quotes. The text is safe to show on a terminal. It is
/// the notation in which a person writes values (`program/text`), except that a string can be without quotes.
[[nodiscard]] std::string value_text(const value& of);

/// Returns the cell of a value in a table: its text, its colour, and whether it is a number.
[[nodiscard]] table_cell value_cell(const value& of);

}  // namespace dynaco::program
