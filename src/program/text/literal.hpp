#pragma once

#include "program/text/token_reader.hpp"

#include <dynaco/types.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The kind of a literal.
enum class literal_form { null, boolean, number, text, binary, list, map, set };

/// A value as it is written, with the places of its parts.
struct literal {
    literal_form form = literal_form::null;
    std::size_t column = 0;
    bool truth = false;                ///< The value of a boolean.
    std::string content{};             ///< The digits of a number, a text itself, or the base64 of binary.
    std::vector<literal> elements{};   ///< The elements of a list, set or map.
    std::vector<std::string> names{};  ///< The names of the elements, for a map.
};

/// Whether the next token starts a literal.
[[nodiscard]] bool literal_follows(const token_reader& in) noexcept;

/// The levels of lists and maps that an item may have (DynamoDB developer guide, "Service quotas").
inline constexpr std::size_t most_levels = 32;

/// Reads a literal whose lists and maps are nested at most `levels` deep.
/// @throws text_error  there is no literal; it is not closed; a name of a map occurs twice
[[nodiscard]] literal parse_literal(token_reader& in, std::size_t levels = most_levels);

/// The value of a literal. `text` is where it was read from, for messages.
/// @throws text_error  DynamoDB cannot store a number; base64 is wrong; a set is empty, has elements of
/// several types or the same element twice
[[nodiscard]] value plain_value(std::string_view text, const literal& written);

/// The value of a literal that is DynamoDB JSON: {"S": "x"}.
/// @throws text_error  it is not DynamoDB JSON
[[nodiscard]] value typed_value(std::string_view text, const literal& written);

/// The bytes of standard base64 with padding.
/// @throws text_error  the text is not base64; the place is in `text`, where `base64` starts at `column`
[[nodiscard]] binary bytes_of(std::string_view text, std::size_t column, std::string_view base64);

/// The number with these digits.
/// @throws text_error  the digits are not a number, or DynamoDB cannot store it
[[nodiscard]] number number_of(std::string_view text, std::size_t column, std::string_view digits);

}  // namespace dynaco::program
