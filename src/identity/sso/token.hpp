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

/// The token of a login to IAM Identity Center, as it lies in its file.
struct sso_token {
    secret access_token{};
    std::chrono::system_clock::time_point expires_at{};
    // What refreshes it; empty where the login cannot be refreshed.
    secret client_id{};
    secret client_secret{};
    secret refresh_token{};
    std::optional<std::chrono::system_clock::time_point> registration_expires_at{};
    secret_document file{};  ///< All of the file.
};

/// Reads the text of a token file. Fails with errc::credentials_failed: what is missing or wrong in it, where
/// it is (`path`), and what to do (`remedy`: `run "aws sso login"`).
[[nodiscard]] result<sso_token> parse_sso_token(std::string_view text, const std::string& path,
                                                const std::string& remedy);

/// What a token is good for.
enum class sso_token_use : std::uint8_t {
    as_it_is,      ///< To be used.
    refreshed,     ///< To be refreshed first; should that fail, it can be used as long as it has not expired.
    not_any_more,  ///< Expired, and it cannot be refreshed.
};

/// Decides that. `since_tried`: the time since it was last tried to refresh; while it has not expired that is
/// not done again within a minute. Only the tokens of sessions can be refreshed.
[[nodiscard]] sso_token_use use_of(const sso_token& token, std::chrono::system_clock::time_point now,
                                   bool of_session, std::optional<std::chrono::nanoseconds> since_tried);

/// What CreateToken answered.
struct refreshed_sso_token {
    secret access_token{};
    secret refresh_token{};  ///< Empty: the old one stays.
    std::chrono::seconds lifetime{};
};

/// Reads that. errc::credentials_failed says what is missing, and nothing of what is there.
[[nodiscard]] result<refreshed_sso_token> parse_refreshed_sso_token(std::string_view json);

/// The token as it is from now on, and its file, of which other members stay as they are.
void refresh(sso_token& token, const refreshed_sso_token& with, std::chrono::system_clock::time_point now,
             std::string_view start_url, std::string_view region);

}  // namespace dynaco::identity
