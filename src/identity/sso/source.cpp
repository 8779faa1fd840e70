#include "identity/sso/source.hpp"

#include "core/cleanse.hpp"
#include "identity/endpoint/service.hpp"
#include "identity/source/attempts.hpp"
#include "identity/source/configured.hpp"
#include "identity/source/request.hpp"
#include "identity/sso/session.hpp"

#include <dynaco/credentials.hpp>

#include <functional>
#include <utility>

namespace dynaco::identity {
namespace {

class sso final : public credentials_source {
 public:
    sso(sso_options options, std::shared_ptr<const settings> configured, machine machine)
        : options_(std::move(options)),
          configured_(std::move(configured)),
          machine_(std::move(machine)),
          session_(options_, configured_, machine_) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        if (const auto right = check(); !right) co_return right.error();
        const result<sso_token> token = co_await session_.token();
        if (!token) co_return token.error();
        const auto portal = service_endpoint(credentials_service::sso, options_.region, *configured_);
        if (!portal) co_return portal.error();
        const http_request request = role_credentials_request(*portal, options_, token->access_token);
        std::function<result<http_request>()> make = [&request]() -> result<http_request> { return request; };
        const http_retry_rules rules;
        auto reply = co_await send_with_retries(machine_.http, machine_.world, std::move(make), rules);
        result<loaded_credentials> loaded = read_answer(reply, url_of(request));
        co_return loaded;
    }

 private:
    [[nodiscard]] result<void> check() const {
        const std::pair<const std::string&, const char*> required[] = {
            {options_.start_url, "sso_start_url"},
            {options_.region, "sso_region"},
            {options_.account_id, "sso_account_id"},
            {options_.role_name, "sso_role_name"}};
        for (const auto& [value, name] : required)
            if (value.empty())
                return failure(errc::invalid_configuration,
                               {.detail = "the " + session_.name() + " has no " + name +
                                          ": add it, or run \"aws configure sso\""});
        return {};
    }

    [[nodiscard]] std::string whose() const {
        return "role " + options_.role_name + " of account " + options_.account_id;
    }

    [[nodiscard]] result<loaded_credentials> read_answer(result<wire::response>& reply,
                                                         const std::string& url) const {
        if (!reply) return refused(reply.error(), " at " + url);
        if (reply->status != 200) return refused(*reply, url);
        auto keys = parse_role_credentials(reply->body);
        detail::cleanse(reply->body);
        if (!keys) return refused(keys.error(), " at " + url);
        keys->account_id = options_.account_id;
        return loaded_credentials{.keys = std::move(*keys), .origin = session_.name() + ", " + whose()};
    }

    [[nodiscard]] failure refused(const wire::response& reply, const std::string& url) const {
        if (reply.status == 401) return session_.expired();
        const auto advice = [&reply]() -> const char* {
            switch (reply.status) {
                case 403: return "assign the role to the user in IAM Identity Center, or correct the profile";
                case 404: return "correct sso_account_id or sso_role_name";
                default: return reply.status == 429 || reply.status >= 500 ? "retry later" : "";
            }
        };
        const failure why(errc::credentials_failed, {.detail = advice(),
                                                     .service_code = error_code_of(reply),
                                                     .request_id = reply.request_id,
                                                     .http_status = reply.status});
        return refused(why, ", " + in_words(url, reply));
    }

    [[nodiscard]] failure refused(const failure& why, const std::string& where) const {
        diagnostics about = why.diagnostics();
        about.detail = "the " + session_.name() + " returned no credentials for " + whose() + where +
                       (about.detail.empty() ? std::string() : ": " + about.detail);
        return {why.cause(), std::move(about)};
    }

    const sso_options options_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
    sso_session session_;
};

}  // namespace

std::shared_ptr<credentials_source> sso_source(sso_options options,
                                               std::shared_ptr<const settings> configured, machine machine) {
    return std::make_shared<sso>(std::move(options), std::move(configured), std::move(machine));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> sso_credentials(const sso_options& options) {
    using namespace identity;
    const machine machine = this_machine();
    const auto make = [options,
                       machine](const auto& configured) -> result<std::shared_ptr<credentials_source>> {
        return sso_source(options, configured, machine);
    };
    return refreshing(configured_source(machine, {}, make), machine.world);
}

}  // namespace dynaco
