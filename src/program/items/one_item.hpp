#pragma once

#include "program/expression/written_request.hpp"
#include "program/session.hpp"
#include "program/text/key_shape.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the commands for one item have in common.
namespace dynaco::program {

/// Prints one item: a record on a terminal, else one line.
void print_item(session& at, const item& row, const std::vector<std::string>& keys);

/// The key of one item, from the arguments of a person.
/// @throws usage_error  too few or too many values; the text says what the key of the table is
[[nodiscard]] item key_argument(const table_description& table, std::span<const std::string> values);

/// Explains a write whose condition was not met, and prints the item as it is.
void report_unmet(session& at, const error& why, std::string_view condition);
/// Prints the item that a failed condition has returned, or that there is none, to standard error.
void report_stored(session& at, const error& why);

/// The text of an argument: standard input for "-", a file for "@FILE", else the argument itself.
/// @throws usage_error  the file cannot be read
[[nodiscard]] std::string text_argument(const std::string& argument);

/// Prints a request that is not sent: for people its parts, one a line; in a pipe one line of JSON.
void print_request(session& at, std::string_view operation, const std::string& table,
                   const written_request& expressions);

/// Prints the advice about expressions that are probably not meant.
void advise_about(session& at, const written_request& expressions);

}  // namespace dynaco::program
