#pragma once

#include <dynaco/credentials.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The credentials in a response of STS. `action` is "AssumeRole" or "AssumeRoleWithWebIdentity".
///
/// Fails with errc::credentials_failed: the body is not a valid response; the detail says what is missing and
/// repeats nothing of the body.
[[nodiscard]] result<credentials> read_role_credentials(std::string_view action, std::string_view body);

/// An error response of STS. All members are empty if the body is not an STS error.
struct sts_error {
    std::string code{};  ///< "AccessDenied"
    std::string message{};
    std::string request_id{};
};
/// Parses the body of an error response of STS.
[[nodiscard]] sts_error read_sts_error(std::string_view body);

}  // namespace dynaco::identity
