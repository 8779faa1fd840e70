#pragma once

#include <dynaco/credentials.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The credentials in an answer of STS.
/// @param action  "AssumeRole", "AssumeRoleWithWebIdentity"
/// @returns credentials_failed for a body that is no such answer; the detail says what it lacks and repeats
///          nothing of it.
[[nodiscard]] result<credentials> read_role_credentials(std::string_view action, std::string_view body);

/// The error that STS answered; all empty if the body is none of its errors.
struct sts_error {
    std::string code{};  ///< "AccessDenied"
    std::string message{};
    std::string request_id{};
};
[[nodiscard]] sts_error read_sts_error(std::string_view body);

}  // namespace dynaco::identity
