#pragma once

#include <string_view>

namespace dynaco::program {

/// The parts of the ARN of a table that a person is shown.
struct arn_parts {
    std::string_view region{};   ///< "eu-west-1"
    std::string_view account{};  ///< "123456789012"
};
/// Reads "arn:aws:dynamodb:eu-west-1:123456789012:table/orders". The parts are views of `arn`; both are "?"
/// if it is not an ARN.
[[nodiscard]] arn_parts parts_of_arn(std::string_view arn) noexcept;

}  // namespace dynaco::program
