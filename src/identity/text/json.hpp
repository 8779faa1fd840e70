#pragma once

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// What sources' answers differ in.
struct provider_json_form {
    std::string_view session_token = "Token";  ///< What this member is called.
    bool temporary = false;                    ///< Whether a session token and an expiration must be there.
    bool versioned = false;                    ///< Whether "Version" must be there and be 1.
};

/// Reads credentials as containers, instance metadata and programs give them: AccessKeyId, SecretAccessKey,
/// Token or SessionToken, Expiration (RFC 3339), AccountId. Names count in any case, as with AWS's SDKs; null
/// and "" are as good as absent; the first of members of the same name counts; others are ignored.
///
/// Fails with errc::credentials_failed: the detail names the member that is missing or not valid and repeats
/// no value, but for a "Code" other than "Success" and its "Message". `diagnostics::service_code` holds that
/// code.
[[nodiscard]] result<credentials> parse_provider_json(std::string_view json, const provider_json_form& form);

/// What an answer of an error says of it; empty where it says nothing.
struct provider_error {
    std::string code{};
    std::string message{};
};

/// Reads {"code": …, "message": …}, names in any case. Both are on one line and redacted (see `redacted`).
[[nodiscard]] provider_error parse_provider_error(std::string_view json);

/// "code: message", or the one of them that there is.
[[nodiscard]] std::string text_of(const provider_error& error);

}  // namespace dynaco::identity
