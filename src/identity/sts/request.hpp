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

// The bodies of requests to STS (AWS's Query protocol, version 2011-06-15): forms that are percent-encoded by
// RFC 3986. They are secrets because they may contain codes or tokens.

/// The form of AssumeRole.
/// @param session_name  sent instead of the session name in `role`.
/// @param token_code    code of the device `role.mfa_serial`; empty: neither is sent.
[[nodiscard]] secret assume_role_form(const assume_role_options& role, std::string_view session_name,
                                      std::string_view token_code);

/// The form of AssumeRoleWithWebIdentity.
[[nodiscard]] secret web_identity_form(std::string_view role_arn, std::string_view session_name,
                                       std::string_view token);

/// The name of a role session: `configured`; if that is empty, "dynaco-" and the seconds since 1970.
///
/// Fails with errc::invalid_configuration: `configured` is not 2 to 64 letters, digits and "_+=,.@-".
[[nodiscard]] result<std::string> sts_session_name(std::string_view configured,
                                                   std::chrono::sys_time<std::chrono::milliseconds> now);

/// The endpoint of STS, and whether requests are signed with the clock of STS if this machine's clock is
/// wrong.
struct sts_target {
    endpoint where{};
    bool corrects_clock = true;
};

/// STS in `region`; if that is empty, in the region of AWS_REGION, AWS_DEFAULT_REGION or the profile's
/// `region`.
///
/// Fails with errc::missing_region, and as `service_endpoint` does.
[[nodiscard]] result<sts_target> find_sts(std::string_view region, const settings& configured);

/// A request to STS with a form, without a signature.
[[nodiscard]] http_request sts_request(const endpoint& where, const secret& form);

/// A request to STS with a form, signed with `keys` at `time`.
///
/// Fails with errc::credentials_failed: the keys are anonymous or contain control characters.
[[nodiscard]] result<http_request> signed_sts_request(const endpoint& where, const secret& form,
                                                      const credentials& keys, std::chrono::sys_seconds time,
                                                      sigv4::signing_key_cache& cache);

}  // namespace dynaco::identity
