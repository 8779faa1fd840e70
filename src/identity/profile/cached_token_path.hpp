#pragma once

#include "identity/machine/environment.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The file that `aws sso login` stores a token in: ~/.aws/sso/cache/<SHA-1>.json. The SHA-1 is that of the
/// session's name, or of the start URL for a profile without a session.
///
/// Fails with errc::invalid_configuration: HOME is not set.
[[nodiscard]] result<std::string> sso_token_path(std::string_view session_or_start_url,
                                                 const environment& env);

/// The file that `aws login` stores a token in: <SHA-256 of the session>.json in AWS_LOGIN_CACHE_DIRECTORY,
/// by default in ~/.aws/login/cache. White space around `session` is ignored.
///
/// Fails with errc::invalid_configuration: HOME is needed and not set.
[[nodiscard]] result<std::string> login_token_path(std::string_view session, const environment& env);

}  // namespace dynaco::identity
