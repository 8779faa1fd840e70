#include "identity/endpoint/partition.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace dynaco::identity {
namespace {

// The form of a partition's region names: one of the beginnings, a word, a hyphen, a number. The only
// exception is `global`, the name for all regions.
struct naming {
    partition described;
    std::string_view global;
    std::span<const std::string_view> beginnings;
};

constexpr std::array<std::string_view, 9> commercial{"us-", "eu-", "ap-", "sa-", "ca-",
                                                     "me-", "af-", "il-", "mx-"};
constexpr std::array<std::string_view, 1> china{"cn-"};
constexpr std::array<std::string_view, 1> european{"eusc-de-"};
constexpr std::array<std::string_view, 1> iso{"us-iso-"};
constexpr std::array<std::string_view, 1> iso_b{"us-isob-"};
constexpr std::array<std::string_view, 1> iso_e{"eu-isoe-"};
constexpr std::array<std::string_view, 1> iso_f{"us-isof-"};
constexpr std::array<std::string_view, 1> us_gov{"us-gov-"};

constexpr std::array<naming, 8> partitions{{
    {{"aws", "amazonaws.com", "api.aws", "us-east-1"}, "aws-global", commercial},
    {{"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"},
     "aws-cn-global",
     china},
    {{"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"}, "", european},
    {{"aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"}, "aws-iso-global", iso},
    {{"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"}, "aws-iso-b-global", iso_b},
    {{"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"}, "aws-iso-e-global", iso_e},
    {{"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"}, "aws-iso-f-global", iso_f},
    {{"aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1"}, "aws-us-gov-global", us_gov},
}};

constexpr bool is_of_word(char c) { return detail::is_letter_or_digit(c) || c == '_'; }

// "east-1"
bool is_word_and_number(std::string_view text) {
    const auto hyphen = text.find('-');
    if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == text.size()) return false;
    return std::ranges::all_of(text.substr(0, hyphen), is_of_word) &&
           std::ranges::all_of(text.substr(hyphen + 1), detail::is_digit);
}

bool names_region_of(const naming& where, std::string_view region) {
    const bool is_global = !region.empty() && region == where.global;
    return is_global || std::ranges::any_of(where.beginnings, [region](std::string_view begin) {
               return region.starts_with(begin) && is_word_and_number(region.substr(begin.size()));
           });
}

}  // namespace

const partition& partition_of(std::string_view region) noexcept {
    const auto at = std::ranges::find_if(
        partitions, [region](const naming& each) { return names_region_of(each, region); });
    return (at == partitions.end() ? partitions.front() : *at).described;
}

}  // namespace dynaco::identity
