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

/// Asks the access portal of IAM Identity Center for a role's credentials (GetRoleCredentials).
[[nodiscard]] http_request role_credentials_request(const endpoint& portal, const sso_options& options,
                                                    const secret& access_token);

/// Reads what it answers. errc::credentials_failed names the member that is missing or wrong, no value.
[[nodiscard]] result<credentials> parse_role_credentials(std::string_view json);

/// A login to IAM Identity Center: gives its token, from the file that `aws sso login` wrote, and refreshes
/// it there before it expires.
class sso_session {
 public:
    sso_session(const sso_options& options, std::shared_ptr<const settings> configured, machine machine);

    /// Fails with errc::credentials_expired if its user must log in (again), credentials_failed,
    /// invalid_configuration, and what `http_client` fails with.
    [[nodiscard]] boost::asio::awaitable<result<sso_token>> token();
    /// That its user must log in again.
    [[nodiscard]] failure expired() const;

    /// `SSO session "dev"`, `SSO login to https://example.awsapps.com/start`
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
    std::string path_{};  // as of the last load, and what was there
    secret read_{};
};

}  // namespace dynaco::identity
