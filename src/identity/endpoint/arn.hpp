#pragma once

#include <optional>
#include <string_view>

namespace dynaco::identity {

/// The parts of an ARN such as "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts". Views of the parsed
/// text.
struct arn {
    std::string_view partition;
    std::string_view service;
    std::string_view region;      ///< May be empty, for example in ARNs of IAM.
    std::string_view account_id;  ///< May be empty, for example in ARNs of S3 buckets.
    std::string_view resource;    ///< The rest of the text, including colons.
};

/// Parses an ARN; returns nothing if `text` is not an ARN, for example a table name.
[[nodiscard]] std::optional<arn> parse_arn(std::string_view text) noexcept;

}  // namespace dynaco::identity
