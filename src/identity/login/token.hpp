#pragma once

#include "identity/text/secret_document.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// A session of `aws login`, as stored in its file.
struct login_token {
    credentials keys{};  ///< The credentials with their expiration. `account_id` may be empty.
    secret client_id{};
    secret refresh_token{};
    secret dpop_key{};       ///< A private key in PEM.
    secret_document file{};  ///< The complete file.
};

/// Parses the text of a session's file. `path` and `remedy` (`run "aws login"`) are for error texts.
///
/// Fails with errc::credentials_failed: a member is missing or not valid; the detail names it, the path and
/// the remedy.
[[nodiscard]] result<login_token> parse_login_token(std::string_view text, const std::string& path,
                                                    const std::string& remedy);

/// Whether the credentials expire in less than five minutes, so that they must be refreshed.
[[nodiscard]] bool is_due(const login_token& token, std::chrono::system_clock::time_point now);

/// The response of the sign-in service to a refresh.
struct refreshed_login_token {
    credentials keys{};  ///< The new keys, without expiration and account ID.
    secret refresh_token{};
    secret id_token{};  ///< May be empty.
    std::chrono::seconds lifetime{};
};

/// Parses the sign-in service's response to a refresh.
///
/// Fails with errc::credentials_failed: a member is missing or not valid; the detail names it and does not
/// repeat its value.
[[nodiscard]] result<refreshed_login_token> parse_refreshed_login_token(std::string_view json);

/// Updates the session and its file document with the result of a refresh. Other members of the file are not
/// changed.
void refresh(login_token& token, const refreshed_login_token& with,
             std::chrono::system_clock::time_point now);

/// Reasons why the sign-in service refuses to refresh a session.
enum class login_refusal : std::uint8_t {
    session_over,      ///< TOKEN_EXPIRED, AUTHCODE_EXPIRED
    password_changed,  ///< USER_CREDENTIALS_CHANGED
    not_permitted,     ///< INSUFFICIENT_PERMISSIONS
    passing,           ///< Status 429, or 500 and above: a retry may succeed.
    other,
};

/// The reason of a refusal, by the status and the error code of the response.
[[nodiscard]] login_refusal login_refusal_of(int status, std::string_view error_code);

}  // namespace dynaco::identity
