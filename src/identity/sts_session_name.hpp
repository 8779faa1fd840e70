#pragma once

#include <dynaco/core/result.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The name of a role's session: `configured`, else "dynaco-" and the seconds since 1970. STS takes 2 to 64
/// letters, digits and "_+=,.@-"; for another, errc::invalid_configuration.
[[nodiscard]] result<std::string> sts_session_name(std::string_view configured,
                                                   std::chrono::sys_time<std::chrono::milliseconds> now);

}  // namespace dynaco::identity
