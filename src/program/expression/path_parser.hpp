#pragma once

#include "program/expression/tree.hpp"
#include "program/text/token_reader.hpp"

#include <string>
#include <vector>

namespace dynaco::program {

/// Reads a path: address.city, lines[0], `order-date`.
/// @throws text_error  there is no path, or it is not complete
[[nodiscard]] attribute_path parse_path(token_reader& in);

/// Reads paths with commas between, up to the end.
/// @throws text_error  a path is wrong, or two of them overlap
[[nodiscard]] std::vector<attribute_path> parse_projection(token_reader& in);

/// Refuses a `-` directly between a name and another token: a name such as order-date, or a text such as c-1,
/// that has no quotes. Does nothing if the next token is not a `-`.
void refuse_hyphen(const token_reader& in);

/// Advice for a message about the next token: it may be a part of a name with spaces, such as order date.
/// Empty if it is not directly behind a name.
[[nodiscard]] std::string advice_about_space(const token_reader& in);

/// Refuses two paths if one is a part of the other, or if they use an attribute both as a list and as a map.
/// DynamoDB refuses them in an update or projection.
void refuse_overlap(std::string_view text, const std::vector<attribute_path>& paths);

}  // namespace dynaco::program
