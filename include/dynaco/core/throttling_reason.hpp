#pragma once

#include <string>
#include <string_view>

namespace dynaco {

/// Why a request was throttled (ThrottlingReason).
struct throttling_reason {
    /// What, reading or writing, and which limit: "IndexWriteProvisionedThroughputExceeded",
    /// "TableReadKeyRangeThroughputExceeded", "…AccountLimitExceeded", "…MaxOnDemandThroughputExceeded". Cut
    /// at 1 KiB, as is the resource.
    std::string reason{};
    /// The table's or index's ARN: "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email".
    std::string resource{};
};

/// The part of an ARN that names the table or index, "accounts/index/by_email"; what is no such ARN comes
/// back whole.
[[nodiscard]] std::string_view resource_name(std::string_view arn) noexcept;

}  // namespace dynaco
