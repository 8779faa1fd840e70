#pragma once

#include <cstdint>

namespace dynaco {

/// Whether requests go to a host of their account's own
/// ("123456789012.ddb.eu-west-1.amazonaws.com"), which AWS recommends: it can treat accounts apart. Only the
/// commercial regions have such hosts, and none for FIPS.
enum class account_id_endpoint_mode : std::uint8_t {
    preferred,  ///< Where the account is known and has such a host.
    required,   ///< Or fail, with errc::invalid_configuration.
    disabled,   ///< To the region's host; for networks that let only known host names through.
};

}  // namespace dynaco
