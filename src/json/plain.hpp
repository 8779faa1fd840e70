#pragma once

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::json {

/// How plain JSON is spelt.
enum class spelling {
    compact,  ///< {"a":[1,"é"]}
    python,   ///< {"a": [1, "\u00e9"]}, byte for byte as Python's json.dumps.
};

/// Takes DynamoDB's wrappers off: `typed` is one attribute, {"M":{"a":{"N":"1.50"}}} gives {"a":1.50}. Sets
/// become arrays, binary its base64 text, NULL null; numbers keep their digits.
///
/// @returns errc::invalid_value if a text is not UTF-8 and the spelling must escape it;
/// errc::malformed_reply, type_mismatch or nested_too_deeply if `typed` is no attribute.
[[nodiscard]] result<std::string> to_plain(std::string_view typed, spelling as);

}  // namespace dynaco::json
