#pragma once

#include "identity/machine/environment.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// Where `aws sso login` keeps a token: ~/.aws/sso/cache/<SHA-1>.json, of the session's name, or of the start
/// URL for a profile without a session. errc::invalid_configuration if there is no HOME.
[[nodiscard]] result<std::string> sso_token_path(std::string_view session_or_start_url,
                                                 const environment& env);

/// Where `aws login` keeps a token: <SHA-256 of the session>.json in AWS_LOGIN_CACHE_DIRECTORY, else in
/// ~/.aws/login/cache. White space around `session` does not count. errc::invalid_configuration if HOME is
/// not set and needed.
[[nodiscard]] result<std::string> login_token_path(std::string_view session, const environment& env);

}  // namespace dynaco::identity
