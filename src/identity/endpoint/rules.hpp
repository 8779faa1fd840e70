#pragma once

#include "identity/endpoint/endpoint.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The parameters of all rule sets. Views of the caller's text, needed only during the call.
struct endpoint_parameters {
    std::string_view region{};    ///< "eu-west-1"; not required if `endpoint` is set.
    std::string_view endpoint{};  ///< The configured URL; empty: none.
    bool use_fips = false;
    bool use_dual_stack = false;
};

}  // namespace dynaco::identity

// Parts that the rule sets of AWS's services share.
namespace dynaco::identity {

/// A failure with errc::invalid_configuration: the rule set's own words, then what to do.
[[nodiscard]] failure refused_by_rules(std::string_view words, std::string_view remedy);

/// The endpoint at the URL `given.endpoint`. Its signing region is `given.region`, or us-east-1 if that is
/// empty or "local", because a signature needs a region.
///
/// Fails with errc::invalid_endpoint: the URL is not valid. errc::invalid_configuration: FIPS or dual
/// stack is set.
[[nodiscard]] result<endpoint> own_endpoint(const endpoint_parameters& given);

/// Checks that the region can be part of a host name.
///
/// Fails with errc::missing_region: it is empty or not valid.
[[nodiscard]] result<void> check_region(std::string_view region);

/// The host "{name}.{region}.{suffix}", with "-fips" after the name for FIPS. In GovCloud the usual hosts are
/// the FIPS hosts, so only dual-stack hosts get "-fips".
[[nodiscard]] std::string regional_host(std::string_view name, const endpoint_parameters& given);

/// The endpoint "https://{host}", signed for `region`.
[[nodiscard]] endpoint aws_endpoint(std::string host, std::string_view region);

}  // namespace dynaco::identity
