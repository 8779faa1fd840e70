#include "core/striped.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <ostream>

namespace dynaco {
namespace {

class fixed_credentials final : public credentials_provider {
 public:
    explicit fixed_credentials(result<credentials> c) {
        if (!c) {
            snapshot_ = c.error();
            return;
        }
        snapshot_ = std::make_shared<const credentials>(std::move(*c));
        copies_.for_each([this](auto& each) { each = detail::with_own_count(*snapshot_); });
    }
    [[nodiscard]] std::shared_ptr<const credentials> cached() noexcept override { return copies_.mine(); }
    boost::asio::awaitable<result<std::shared_ptr<const credentials>>> get() override { co_return snapshot_; }

 private:
    result<std::shared_ptr<const credentials>> snapshot_ = failure();
    detail::striped<std::shared_ptr<const credentials>> copies_{};  // not changed; null without credentials
};

bool blank(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

namespace identity {

result<credentials> credentials_of(const environment& env) {
    credentials c{.access_key_id = env("AWS_ACCESS_KEY_ID"),
                  .secret_access_key = env("AWS_SECRET_ACCESS_KEY"),
                  .session_token = env("AWS_SESSION_TOKEN")};
    const auto missing = [](const char* name) {
        return failure(errc::missing_credentials,
                       {.detail = std::string("the environment variable ") + name + " is not set"});
    };
    if (blank(c.access_key_id)) return missing("AWS_ACCESS_KEY_ID");
    if (blank(c.secret_access_key)) return missing("AWS_SECRET_ACCESS_KEY");
    if (blank(c.session_token)) c.session_token.clear();
    c.account_id = env("AWS_ACCOUNT_ID");
    return c;
}

}  // namespace identity

std::shared_ptr<credentials_provider> static_credentials(std::string access_key_id, secret secret_access_key,
                                                         secret session_token, std::string account_id) {
    if (blank(access_key_id) || blank(secret_access_key))
        return std::make_shared<fixed_credentials>(
            failure(errc::missing_credentials, {.detail = "a key given to static_credentials is empty"}));
    return std::make_shared<fixed_credentials>(credentials{.access_key_id = std::move(access_key_id),
                                                           .secret_access_key = std::move(secret_access_key),
                                                           .session_token = std::move(session_token),
                                                           .account_id = std::move(account_id)});
}

std::shared_ptr<credentials_provider> anonymous_credentials() {
    return std::make_shared<fixed_credentials>(credentials{});
}

std::shared_ptr<credentials_provider> environment_credentials() {
    return std::make_shared<fixed_credentials>(identity::credentials_of(identity::process_environment()));
}

void credentials_provider::refused(const std::shared_ptr<const credentials>& /*which*/) noexcept {}

std::ostream& operator<<(std::ostream& out, const credentials& c) {
    return out << "credentials{" << c.access_key_id << ", secret redacted}";
}

}  // namespace dynaco
