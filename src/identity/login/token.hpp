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

/// A session of `aws login`, as it lies in its file.
struct login_token {
    credentials keys{};  ///< With their expiration; `account_id` may be empty.
    secret client_id{};
    secret refresh_token{};
    secret dpop_key{};       ///< A private key in PEM.
    secret_document file{};  ///< All of the file.
};

/// Reads the text of a session's file. Fails with errc::credentials_failed: what is missing or wrong in it,
/// where it is (`path`), and what to do (`remedy`: `run "aws login"`).
[[nodiscard]] result<login_token> parse_login_token(std::string_view text, const std::string& path,
                                                    const std::string& remedy);

/// Whether less than five minutes are left.
[[nodiscard]] bool is_due(const login_token& token, std::chrono::system_clock::time_point now);

/// What the sign-in service answered.
struct refreshed_login_token {
    credentials keys{};  ///< Without expiration and account.
    secret refresh_token{};
    secret id_token{};  ///< May be empty.
    std::chrono::seconds lifetime{};
};

/// Reads that. errc::credentials_failed says what is missing, and nothing of what is there.
[[nodiscard]] result<refreshed_login_token> parse_refreshed_login_token(std::string_view json);

/// The session as it is from now on, and its file, of which other members stay as they are.
void refresh(login_token& token, const refreshed_login_token& with,
             std::chrono::system_clock::time_point now);

/// Why the sign-in service refuses to refresh a session.
enum class login_refusal : std::uint8_t {
    session_over,      ///< TOKEN_EXPIRED, AUTHCODE_EXPIRED
    password_changed,  ///< USER_CREDENTIALS_CHANGED
    not_permitted,     ///< INSUFFICIENT_PERMISSIONS
    passing,           ///< Status 429, 500 and more.
    other,
};

[[nodiscard]] login_refusal login_refusal_of(int status, std::string_view error_code);

}  // namespace dynaco::identity
