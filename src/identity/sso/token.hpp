#pragma once

#include "identity/text/secret_document.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The token of a login to IAM Identity Center, as stored in its file.
struct sso_token {
    secret access_token{};
    std::chrono::system_clock::time_point expires_at{};
    // The members for a refresh; empty if the login cannot be refreshed.
    secret client_id{};
    secret client_secret{};
    secret refresh_token{};
    std::optional<std::chrono::system_clock::time_point> registration_expires_at{};
    secret_document file{};  ///< The complete file.
};

/// Parses the text of a token file. `path` and `remedy` (`run "aws sso login"`) are for error texts.
///
/// Fails with errc::credentials_failed: a member is missing or not valid; the detail names it, the path and
/// the remedy.
[[nodiscard]] result<sso_token> parse_sso_token(std::string_view text, const std::string& path,
                                                const std::string& remedy);

/// How a token can be used now.
enum class sso_token_use : std::uint8_t {
    as_it_is,      ///< Use the token.
    refreshed,     ///< Refresh the token first. If that fails, use it until it expires.
    not_any_more,  ///< The token has expired and cannot be refreshed.
};

/// Decides how to use a token. `since_tried`: the time since the last attempt to refresh it; while the token
/// is valid, there is at most one attempt per minute. Only tokens of sessions can be refreshed.
[[nodiscard]] sso_token_use use_of(const sso_token& token, std::chrono::system_clock::time_point now,
                                   bool of_session, std::optional<std::chrono::nanoseconds> since_tried);

/// The response of CreateToken.
struct refreshed_sso_token {
    secret access_token{};
    secret refresh_token{};  ///< Empty: the old refresh token stays valid.
    std::chrono::seconds lifetime{};
};

/// Parses the response of CreateToken.
///
/// Fails with errc::credentials_failed: a member is missing or not valid; the detail names it and does not
/// repeat its value.
[[nodiscard]] result<refreshed_sso_token> parse_refreshed_sso_token(std::string_view json);

/// Updates the token and its file document with the result of a refresh. Other members of the file are not
/// changed.
void refresh(sso_token& token, const refreshed_sso_token& with, std::chrono::system_clock::time_point now,
             std::string_view start_url, std::string_view region);

}  // namespace dynaco::identity
