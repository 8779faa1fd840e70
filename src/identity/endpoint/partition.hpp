#pragma once

#include <string_view>

namespace dynaco::identity {

/// A partition of AWS, which has its own domains and accounts (partitions.json 1.1). All partitions have FIPS
/// and dual-stack endpoints.
struct partition {
    std::string_view name;                    ///< "aws-cn"
    std::string_view dns_suffix;              ///< "amazonaws.com.cn"
    std::string_view dual_stack_dns_suffix;   ///< "api.amazonwebservices.com.cn"
    std::string_view implicit_global_region;  ///< The signing region of global services: "cn-northwest-1".
};

/// The partition of a region. It is found by the form of the name ("us-gov-…-1"), so new regions are
/// recognised. A name of an unknown form ("local") is in "aws".
[[nodiscard]] const partition& partition_of(std::string_view region) noexcept;

}  // namespace dynaco::identity
