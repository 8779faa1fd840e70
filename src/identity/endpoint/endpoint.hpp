#pragma once

#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The URL that requests are sent to and the region that they are signed for.
struct endpoint {
    transport::origin origin{};
    std::string path = "/";
    std::string signing_region{};
    bool of_account = false;  ///< The host belongs to one account (metric "O" in the User-Agent).
};

/// Parses "http[s]://host[:port][/path]".
///
/// Fails with errc::invalid_endpoint: the URL is not valid.
[[nodiscard]] result<endpoint> parse_endpoint(std::string_view url);

}  // namespace dynaco::identity
