#pragma once

#include "identity/endpoint/endpoint.hpp"

#include <dynaco/errors.hpp>

#include <string>
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

// What the rule sets of AWS's services have in common.
namespace dynaco::identity {

/// errc::invalid_configuration: a rule set's own words, then what to do.
[[nodiscard]] failure refused_by_rules(std::string_view words, std::string_view remedy);

/// The endpoint that `given.endpoint` is: FIPS and dual stack are refused. It is signed for the region, or
/// for us-east-1 where there is none ("local" is none): a signature needs one.
[[nodiscard]] result<endpoint> own_endpoint(const endpoint_parameters& given);

/// Nothing if the region can be part of a host name. Fails with errc::missing_region.
[[nodiscard]] result<void> check_region(std::string_view region);

/// "{name}.{region}.{suffix}", with "-fips" after the name for FIPS. GovCloud's usual hosts are its FIPS
/// hosts; only its dual-stack ones say so.
[[nodiscard]] std::string regional_host(std::string_view name, const endpoint_parameters& given);

/// "https://{host}", signed for `region`.
[[nodiscard]] endpoint aws_endpoint(std::string host, std::string_view region);

}  // namespace dynaco::identity
