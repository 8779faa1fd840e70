#pragma once

#include <string_view>

namespace dynaco::loading {

/// Which limit throttled a request.
enum class throttle_limit : unsigned char {
    unknown,      ///< DynamoDB did not say.
    provisioned,  ///< The throughput of the table or index.
    on_demand,    ///< The configured maximum of an on-demand table or index.
    account,      ///< The throughput of the account.
    key_range,    ///< A partition or a hash key. Other keys can still be written.
};

/// The reason that DynamoDB reports for throttling.
struct throttle_reason {
    throttle_limit limit = throttle_limit::unknown;
    std::string_view table{};  ///< The table's name; empty if it is not known.
    std::string_view index{};  ///< The index's name; empty: the table itself.
};

/// Reads a ThrottlingReason and its resource: "IndexWriteKeyRangeThroughputExceeded" and
/// "arn:…:table/accounts/index/by_email", or only "accounts/index/by_email". The result has views of
/// `resource`.
[[nodiscard]] throttle_reason reason_of(std::string_view reason, std::string_view resource) noexcept;

}  // namespace dynaco::loading
