#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/machine/http.hpp"
#include "identity/profile/settings.hpp"
#include "sigv4/signing_key.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::identity {

// The bodies of requests to STS (AWS's Query protocol, version 2011-06-15): forms, percent-encoded as
// RFC 3986 has it. Secrets, since two of them hold codes or tokens.

/// AssumeRole.
/// @param session_name  stands for that of `role`.
/// @param token_code    of the device `role.mfa_serial`; empty: neither is sent.
[[nodiscard]] secret assume_role_form(const assume_role_options& role, std::string_view session_name,
                                      std::string_view token_code);

/// AssumeRoleWithWebIdentity.
[[nodiscard]] secret web_identity_form(std::string_view role_arn, std::string_view session_name,
                                       std::string_view token);

/// The name of a role's session: `configured`, else "dynaco-" and the seconds since 1970. STS takes 2 to 64
/// letters, digits and "_+=,.@-"; for another, errc::invalid_configuration.
[[nodiscard]] result<std::string> sts_session_name(std::string_view configured,
                                                   std::chrono::sys_time<std::chrono::milliseconds> now);

/// Where STS is, and whether requests to it are signed with its clock where this machine's is wrong.
struct sts_target {
    endpoint where{};
    bool corrects_clock = true;
};

/// STS in `region`; empty: AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`. Fails with
/// errc::missing_region, and as `service_endpoint` does.
[[nodiscard]] result<sts_target> find_sts(std::string_view region, const settings& configured);

/// A form for STS as a request without a signature.
[[nodiscard]] http_request sts_request(const endpoint& where, const secret& form);

/// The same, signed with `keys` at `time`. Fails with errc::credentials_failed for keys that cannot be
/// signed with: nobody's, or with control characters.
[[nodiscard]] result<http_request> signed_sts_request(const endpoint& where, const secret& form,
                                                      const credentials& keys, std::chrono::sys_seconds time,
                                                      sigv4::signing_key_cache& cache);

}  // namespace dynaco::identity
