#include "identity/login/source.hpp"

#include "core/cleanse.hpp"
#include "identity/endpoint/arn.hpp"
#include "identity/endpoint/service.hpp"
#include "identity/login/dpop.hpp"
#include "identity/login/token.hpp"
#include "identity/profile/cached_token_path.hpp"
#include "identity/source/attempts.hpp"
#include "identity/source/configured.hpp"
#include "identity/source/request.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <functional>
#include <utility>

namespace dynaco::identity {
namespace {

secret refresh_body_of(const login_token& token) {
    std::string body;
    // Reserved, because a string that grows leaves a copy of the secrets behind.
    body.reserve(128 + 6 * (token.client_id.size() + token.refresh_token.size()));
    detail::json::writer out(body);
    out.begin_object();
    out.member("clientId", token.client_id.view());
    out.member("refreshToken", token.refresh_token.view());
    out.member("grantType", "refresh_token");
    out.end_object();
    return secret(std::move(body));
}

// The account, if the file does not have it: a session's name is the ARN of its user.
std::string account_of_login(std::string_view session) {
    const auto user = parse_arn(session);
    return user ? std::string(user->account_id) : std::string();
}

std::string region_of(const login_options& options, const settings& configured) {
    if (!options.region.empty()) return options.region;
    const auto found = configured.region();
    return found ? found->value : std::string();
}

class login final : public credentials_source {
 public:
    login(login_options options, std::shared_ptr<const settings> configured, machine machine)
        : options_(std::move(options)),
          configured_(std::move(configured)),
          machine_(std::move(machine)),
          name_("login session \"" + options_.session + '"'),
          remedy_("run \"aws login" + (options_.profile.empty() ? "" : " --profile " + options_.profile) +
                  '"') {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        result<login_token> cached = read_token();
        if (!cached) co_return cached.error();
        if (!is_due(*cached, machine_.world->wall_clock())) co_return loaded(*cached);

        const result<void> done = co_await refreshed(*cached);
        if (done) co_return loaded(*cached);
        if (done.error().cause() == errc::canceled) co_return done.error();
        // Another process may have refreshed the session meanwhile; then our refresh token is no longer
        // valid.
        result<login_token> other = read_token();
        if (other && other->refresh_token != cached->refresh_token) cached = std::move(other);
        if (cached->keys.expiration > machine_.world->wall_clock()) co_return loaded(*cached);
        co_return done.error();
    }

 private:
    [[nodiscard]] result<login_token> read_token() {
        if (options_.session.empty())
            return failure(errc::invalid_configuration, {.detail = "login_session is not set: " + remedy_});
        auto path = login_token_path(options_.session, configured_->env());
        if (!path) return path.error();
        path_ = std::move(*path);
        auto text = machine_.files->read(path_);
        if (!text) return text.error();
        if (!*text)
            return failure(errc::credentials_expired,
                           {.detail = "the " + name_ + " has not started; the file " + path_ +
                                      " does not exist: " + remedy_});
        read_ = std::move(**text);
        return parse_login_token(machine_.refreshed->current(path_, read_), path_, remedy_);
    }

    [[nodiscard]] result<loaded_credentials> loaded(const login_token& token) const {
        loaded_credentials found{.keys = token.keys, .origin = name_};
        if (found.keys.account_id.empty()) found.keys.account_id = account_of_login(options_.session);
        return found;
    }

    boost::asio::awaitable<result<void>> refreshed(login_token& token) {
        const auto at =
            service_endpoint(credentials_service::signin, region_of(options_, *configured_), *configured_);
        if (!at) co_return at.error();
        const std::string url = url_of(json_request(*at, "/v1/token", {}));
        std::function<result<http_request>()> make = [&]() { return request_to(*at, url, token); };
        const http_retry_rules rules;
        auto reply = co_await send_with_retries(machine_.http, machine_.world, std::move(make), rules);
        const auto answer = read_answer(reply, url);
        if (!answer) co_return answer.error();
        refresh(token, *answer, machine_.world->wall_clock());
        secret text = token.file.text();
        // If the home folder is read-only, this process keeps the new text in memory.
        if (!machine_.files->replace(path_, text)) machine_.refreshed->keep(path_, read_, std::move(text));
        co_return result<void>();
    }

    [[nodiscard]] result<http_request> request_to(const endpoint& at, const std::string& url,
                                                  const login_token& token) const {
        auto proof = dpop_proof(token.dpop_key, url, *machine_.world);
        if (!proof) {
            const failure why(errc::credentials_failed,
                              {.detail = path_ + ": " + proof.error().diagnostics().detail + ": " + remedy_});
            return why;
        }
        http_request request = json_request(at, "/v1/token", refresh_body_of(token));
        request.headers.push_back({.name = "DPoP", .value = std::move(*proof)});
        return request;
    }

    [[nodiscard]] result<refreshed_login_token> read_answer(result<wire::response>& reply,
                                                            const std::string& url) const {
        if (!reply) return not_refreshed(reply.error(), " at " + url);
        if (reply->status != 200) return not_refreshed(refusal(*reply), ", " + in_words(url, *reply));
        auto answer = parse_refreshed_login_token(reply->body);
        detail::cleanse(reply->body);
        if (!answer) return not_refreshed(answer.error(), " at " + url);
        return answer;
    }

    [[nodiscard]] failure refusal(const wire::response& reply) const {
        const std::string code = error_code_of(reply);
        const login_refusal why = login_refusal_of(reply.status, code);
        const bool over = why == login_refusal::session_over || why == login_refusal::password_changed;
        return {over ? errc::credentials_expired : errc::credentials_failed,
                {.detail = advice(why),
                 .service_code = code,
                 .request_id = reply.request_id,
                 .http_status = reply.status}};
    }

    [[nodiscard]] std::string advice(login_refusal why) const {
        switch (why) {
            case login_refusal::session_over: return "it has expired: " + remedy_;
            case login_refusal::password_changed:
                return "the user's password has changed: " + remedy_ + " with the new password";
            case login_refusal::not_permitted:
                return "the user needs the permission signin:CreateOAuth2Token";
            case login_refusal::passing: return "retry later, or " + remedy_;
            case login_refusal::other: break;
        }
        return remedy_;
    }

    [[nodiscard]] failure not_refreshed(const failure& why, const std::string& where) const {
        diagnostics about = why.diagnostics();
        about.detail = "the " + name_ + " could not be refreshed" + where +
                       (about.detail.empty() ? std::string() : ": " + about.detail);
        return {why.cause(), std::move(about)};
    }

    const login_options options_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
    const std::string name_;
    const std::string remedy_;
    std::string path_{};  // the file of the last load, and its text at that time
    secret read_{};
};

}  // namespace

std::shared_ptr<credentials_source> login_source(login_options options,
                                                 std::shared_ptr<const settings> configured,
                                                 machine machine) {
    return std::make_shared<login>(std::move(options), std::move(configured), std::move(machine));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> login_credentials(const login_options& options) {
    using namespace identity;
    const machine machine = this_machine();
    const auto make = [options,
                       machine](const auto& configured) -> result<std::shared_ptr<credentials_source>> {
        return login_source(options, configured, machine);
    };
    return refreshing(configured_source(machine, options.profile, make), machine.world);
}

}  // namespace dynaco
