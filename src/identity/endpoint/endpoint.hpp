#pragma once

#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

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

/// Reads "http[s]://host[:port][/path]".
[[nodiscard]] result<endpoint> parse_endpoint(std::string_view url);

}  // namespace dynaco::identity
