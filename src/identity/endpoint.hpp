#pragma once

#include "identity/environment.hpp"
#include "transport/origin.hpp"

#include <dynaco/core/result.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// Where requests go and what they are signed for.
struct endpoint {
    transport::origin origin{};
    std::string path = "/";
    std::string signing_region{};
    bool of_account = false;  ///< The host is one account's (the User-Agent's metric "O").
};

/// The region: `configured`, else AWS_REGION, else AWS_DEFAULT_REGION; empty if none.
[[nodiscard]] std::string resolve_region(std::string_view configured, const environment& env);

/// Reads "http[s]://host[:port][/path]".
[[nodiscard]] result<endpoint> parse_endpoint(std::string_view url);

}  // namespace dynaco::identity
