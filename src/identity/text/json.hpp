#pragma once

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The differences between the JSON formats of sources.
struct provider_json_form {
    std::string_view session_token = "Token";  ///< The name of the member with the session token.
    bool temporary = false;                    ///< Whether session token and expiration are required.
    bool versioned = false;                    ///< Whether "Version" is required and must be 1.
};

/// Parses credentials in the JSON format of containers, instance metadata and programs: AccessKeyId,
/// SecretAccessKey, Token or SessionToken, Expiration (RFC 3339), AccountId. The case of names does not
/// matter, as in AWS's SDKs. null and "" count as missing. Of several members with one name, the first one is
/// used. Other members are ignored.
///
/// Fails with errc::credentials_failed: a member is missing or not valid, or "Code" is not "Success". The
/// detail names the member. It repeats no values except "Code" and "Message"; `diagnostics::service_code` is
/// that code.
[[nodiscard]] result<credentials> parse_provider_json(std::string_view json, const provider_json_form& form);

/// The error in an error response. Members are empty if the response does not have them.
struct provider_error {
    std::string code{};
    std::string message{};
};

/// Parses {"code": …, "message": …}; the case of names does not matter. Both values are put on one line and
/// redacted (see `redacted`).
[[nodiscard]] provider_error parse_provider_error(std::string_view json);

/// "code: message", or only the one that is not empty.
[[nodiscard]] std::string text_of(const provider_error& error);

}  // namespace dynaco::identity
