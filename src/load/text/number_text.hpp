#pragma once

#include <string>
#include <string_view>

namespace dynaco::loading {

/// Why DynamoDB cannot store a number that is written as `text`; empty if it can. A JSON number is accepted
/// as it is, so that every digit is kept.
[[nodiscard]] std::string why_not_number(std::string_view text);

}  // namespace dynaco::loading
