#pragma once

#include "identity/settings.hpp"
#include "identity/sso_token.hpp"

#include <dynaco/identity/sso_credentials.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

namespace dynaco::identity {

/// A login to IAM Identity Center: gives its token, from the file that `aws sso login` wrote, and renews it
/// there before it expires.
class sso_session {
 public:
    sso_session(const sso_options& options, std::shared_ptr<const settings> configured, surroundings around);

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
    [[nodiscard]] boost::asio::awaitable<result<void>> renewed(sso_token& token);
    [[nodiscard]] result<renewed_sso_token> read_answer(result<wire::response>& reply,
                                                        const std::string& url) const;
    [[nodiscard]] failure not_renewed(const failure& why, const std::string& where) const;

    const std::string session_;
    const std::string start_url_;
    const std::string region_;
    const std::shared_ptr<const settings> configured_;
    const surroundings around_;
    std::string name_;
    std::string remedy_;
    std::string path_{};  // as of the last load, and what was there
    secret read_{};
};

}  // namespace dynaco::identity
