#pragma once

#include <string_view>

namespace dynaco::identity {

/// A part of AWS with its own domains and accounts (partitions.json 1.1). All of them have FIPS and
/// dual-stack endpoints.
struct partition {
    std::string_view name;                    ///< "aws-cn"
    std::string_view dns_suffix;              ///< "amazonaws.com.cn"
    std::string_view dual_stack_dns_suffix;   ///< "api.amazonwebservices.com.cn"
    std::string_view implicit_global_region;  ///< What global services are signed for: "cn-northwest-1".
};

/// The partition of a region, also of one that is newer than this library: names tell it by their form
/// ("us-gov-…-1"). A name of no known form ("local") is in "aws".
[[nodiscard]] const partition& partition_of(std::string_view region) noexcept;

}  // namespace dynaco::identity
