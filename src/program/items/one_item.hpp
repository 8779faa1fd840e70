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

/// Functions that the commands for one item share.
namespace dynaco::program {

/// Prints one item: a record on a terminal, else one line.
void print_item(session& at, const item& row, const std::vector<std::string>& keys);

/// The key of one item, from the arguments of a person.
/// @throws usage_error  there are too few or too many values; the text has the key of the table
[[nodiscard]] item key_argument(const table_description& table, std::span<const std::string> values);

/// Explains a write whose condition was not met, and prints the item as it is.
void report_unmet(session& at, const error& why, std::string_view condition);
/// Prints the item that a failed condition returned to standard error, or a message that no item exists.
void report_stored(session& at, const error& why);

/// The text of an argument: standard input for "-", a file for "@FILE", else the argument itself.
/// @throws error  errc::file_failed
[[nodiscard]] std::string text_argument(const std::string& argument);

/// A member of a request that is an item: "Item" or "Key".
struct request_item {
    std::string_view member;
    const item* content = nullptr;
};

/// Prints a request that is not sent: its parts, one a line, for people; one line of JSON in a pipe.
void print_request(session& at, std::string_view operation, const std::string& table,
                   const written_request& expressions, const request_item& more = {});

/// Prints the advice about expressions that are probably not meant.
void advise_about(session& at, const written_request& expressions, const table_description& table);

}  // namespace dynaco::program
