#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/machine/http.hpp"
#include "identity/profile/settings.hpp"
#include "identity/sso/token.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// A request to the access portal of IAM Identity Center for a role's credentials (GetRoleCredentials).
[[nodiscard]] http_request role_credentials_request(const endpoint& portal, const sso_options& options,
                                                    const secret& access_token);

/// Parses the response of GetRoleCredentials.
///
/// Fails with errc::credentials_failed: a member is missing or not valid; the detail names it and does not
/// repeat its value.
[[nodiscard]] result<credentials> parse_role_credentials(std::string_view json);

/// A login to IAM Identity Center. Returns its token from the file that `aws sso login` wrote. Refreshes the
/// token before it expires and rewrites the file.
class sso_session {
 public:
    sso_session(const sso_options& options, std::shared_ptr<const settings> configured, machine machine);

    /// Returns the token, refreshed if necessary.
    ///
    /// Fails with errc::credentials_expired: the user must log in, or log in again. errc::credentials_failed,
    /// errc::invalid_configuration. Also fails with the errors of `http_client`.
    [[nodiscard]] boost::asio::awaitable<result<sso_token>> token();
    /// The failure that says that the user must log in again.
    [[nodiscard]] failure expired() const;

    /// `SSO session "dev"`, `SSO login to https://example.awsapps.com/start`, for error texts.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
    [[nodiscard]] bool of_session() const noexcept { return !session_.empty(); }
    [[nodiscard]] result<sso_token> read_token();
    [[nodiscard]] sso_token_use use_now(const sso_token& token) const;
    [[nodiscard]] boost::asio::awaitable<result<void>> refreshed(sso_token& token);
    [[nodiscard]] result<refreshed_sso_token> read_answer(result<wire::response>& reply,
                                                          const std::string& url) const;
    [[nodiscard]] failure not_refreshed(const failure& why, const std::string& where) const;

    const std::string session_;
    const std::string start_url_;
    const std::string region_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
    std::string name_;
    std::string remedy_;
    std::string path_{};  // the file of the last load, and its text at that time
    secret read_{};
};

}  // namespace dynaco::identity
