#pragma once

#include "program/text/key_shape.hpp"

#include <dynaco/types.hpp>

#include <string_view>

namespace dynaco::program {

/// How an item is written.
enum class json_form {
    /// DynamoDB JSON if the text has members and each is an object with exactly one member, whose name is a
    /// type
    /// of DynamoDB and whose value fits it: {"id": {"S": "1"}, "n": {"N": "5"}}. Else plain.
    guess,
    plain,     ///< {"id": "1", "n": 5}
    dynamodb,  ///< DynamoDB JSON: {"id": {"S": "1"}, "n": {"N": "5"}}
};

/// Reads one item. No digit of a number is lost.
///
/// Plain text is JSON, or the literal of a map that `request_writer` (program/expression) describes: it may
/// also have sets <<1, 2>>, binary b64"AQID", names without quotes and texts in single quotes.
///
/// @param key  the key of the table, if known. The item must have these attributes with their types; in plain
/// text, text for a key attribute of type B is base64.
/// @throws text_error  with the place of the mistake
[[nodiscard]] item item_from_text(std::string_view text, json_form form = json_form::guess,
                                  const key_shape& key = {});

/// Reads one value with the notation of `request_writer`: 12, "text", [1, 2], <<"a">>, b64"AQID".
/// @throws text_error  with the place of the mistake
[[nodiscard]] value value_from_text(std::string_view text);

}  // namespace dynaco::program
