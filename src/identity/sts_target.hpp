#pragma once

#include "identity/endpoint.hpp"
#include "identity/settings.hpp"

#include <dynaco/core/result.hpp>

#include <string_view>

namespace dynaco::identity {

/// Where STS is, and whether requests to it are signed with its clock where this machine's is wrong.
struct sts_target {
    endpoint where{};
    bool corrects_clock = true;
};

/// STS in `region`; empty: AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`. Fails with
/// errc::missing_region, and as `service_endpoint` does.
[[nodiscard]] result<sts_target> find_sts(std::string_view region, const settings& configured);

}  // namespace dynaco::identity
