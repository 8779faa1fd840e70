#include "identity/sts_target.hpp"

#include "identity/service_endpoint.hpp"

#include <string>
#include <utility>

namespace dynaco::identity {
result<sts_target> find_sts(std::string_view region, const settings& configured) {
    std::string chosen(region);
    if (const auto found = configured.region(); chosen.empty() && found) chosen = found->value;
    if (chosen.empty())
        return failure(
            errc::missing_region,
            {.detail = "STS, which gives a role's credentials, needs one: set AWS_REGION or `region` "
                       "of profile \"" +
                       configured.profile_name() + "\", or give it with the options of the role"});
    const auto uncorrected =
        configured.flag("AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction");
    if (!uncorrected) return uncorrected.error();
    auto where = service_endpoint(credentials_service::sts, chosen, configured);
    if (!where) return where.error();
    return sts_target{.where = std::move(*where), .corrects_clock = !uncorrected->value_or(false)};
}

}  // namespace dynaco::identity
