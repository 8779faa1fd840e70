#pragma once

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::detail::json {

/// How plain JSON is written.
enum class spelling {
    compact,  ///< {"a":[1,"é"]}
    python,   ///< {"a": [1, "\u00e9"]}, the same bytes as from Python's json.dumps.
};

/// Converts one attribute from DynamoDB JSON to plain JSON: {"M":{"a":{"N":"1.50"}}} becomes {"a":1.50}. Sets
/// become arrays, binary becomes base64 text, NULL becomes null. Numbers keep their digits.
///
/// @returns errc::invalid_value if a text is not UTF-8 and the spelling must escape it;
/// errc::malformed_reply, type_mismatch or nested_too_deeply if `typed` is not an attribute.
[[nodiscard]] result<std::string> to_plain(std::string_view typed, spelling as);

}  // namespace dynaco::detail::json
