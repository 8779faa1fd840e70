#pragma once

#include <optional>
#include <string_view>

namespace dynaco::identity {

/// The parts of an ARN, views of its text: "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts".
struct arn {
    std::string_view partition;
    std::string_view service;
    std::string_view region;      ///< May be empty: IAM's have none.
    std::string_view account_id;  ///< May be empty: those of S3 buckets have none.
    std::string_view resource;    ///< All the rest, with the colons in it.
};

/// Reads an ARN; nothing if `text` is none, as the names of tables are not.
[[nodiscard]] std::optional<arn> parse_arn(std::string_view text) noexcept;

}  // namespace dynaco::identity
