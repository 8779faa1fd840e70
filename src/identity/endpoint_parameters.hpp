#pragma once

#include <string_view>

namespace dynaco::identity {

/// What all rule sets decide by. Views of the caller's text, for the time of the call.
struct endpoint_parameters {
    std::string_view region{};    ///< "eu-west-1"; not needed with an endpoint of one's own.
    std::string_view endpoint{};  ///< The URL that is configured, if one is.
    bool use_fips = false;
    bool use_dual_stack = false;
};

}  // namespace dynaco::identity
