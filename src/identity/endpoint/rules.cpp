#include "identity/endpoint/rules.hpp"

#include "identity/endpoint/partition.hpp"
#include "identity/text/host.hpp"

namespace dynaco::identity {

failure refused_by_rules(std::string_view words, std::string_view remedy) {
    return {errc::invalid_configuration, {.detail = std::string(words) + "; " + std::string(remedy)}};
}

result<endpoint> own_endpoint(const endpoint_parameters& given) {
    if (given.use_fips)
        return refused_by_rules("Invalid Configuration: FIPS and custom endpoint are not supported",
                                "unset client_options::use_fips and AWS_USE_FIPS_ENDPOINT "
                                "(use_fips_endpoint), or unset the endpoint");
    if (given.use_dual_stack)
        return refused_by_rules("Invalid Configuration: Dualstack and custom endpoint are not supported",
                                "unset client_options::use_dual_stack and AWS_USE_DUALSTACK_ENDPOINT "
                                "(use_dualstack_endpoint), or unset the endpoint");
    auto own = parse_endpoint(given.endpoint);
    if (!own) return own;
    own->signing_region = given.region.empty() || given.region == "local" ? "us-east-1" : given.region;
    return own;
}

result<void> check_region(std::string_view region) {
    if (region.empty())
        return failure(errc::missing_region, {.detail = "Invalid Configuration: Missing Region"});
    if (!is_host_label(region))
        return failure(errc::missing_region,
                       {.detail = '"' + std::string(region) + "\" is not a valid region name"});
    return {};
}

std::string regional_host(std::string_view name, const endpoint_parameters& given) {
    const partition& where = partition_of(given.region);
    std::string host(name);
    if (given.use_fips && (where.name != "aws-us-gov" || given.use_dual_stack)) host += "-fips";
    ((host += '.') += given.region) += '.';
    return host += given.use_dual_stack ? where.dual_stack_dns_suffix : where.dns_suffix;
}

endpoint aws_endpoint(std::string host, std::string_view region) {
    return {.origin = {.host = std::move(host)}, .signing_region = std::string(region)};
}

}  // namespace dynaco::identity
