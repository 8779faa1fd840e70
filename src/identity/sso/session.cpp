#include "identity/sso/session.hpp"

#include "core/cleanse.hpp"
#include "identity/endpoint/service.hpp"
#include "identity/profile/cached_token_path.hpp"
#include "identity/source/attempts.hpp"
#include "identity/source/request.hpp"
#include "identity/text/redaction.hpp"
#include "identity/text/secret_document.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <utility>

namespace dynaco::identity {
namespace {

failure bad_portal_reply(const std::string& why) { return {errc::credentials_failed, {.detail = why}}; }

}  // namespace

http_request role_credentials_request(const endpoint& portal, const sso_options& options,
                                      const secret& access_token) {
    const std::string query =
        "role_name=" + query_encoded(options.role_name) + "&account_id=" + query_encoded(options.account_id);
    http_request request = get_request(portal, "/federation/credentials?" + query);
    request.headers.push_back({.name = "x-amz-sso_bearer_token", .value = access_token});
    return request;
}

result<credentials> parse_role_credentials(std::string_view json) {
    constexpr std::int64_t latest = 9'000'000'000'000;  // in the year 2255; the clock ends in 2262
    const secret_document answer(json);
    if (!answer) return bad_portal_reply("the response is not a JSON object");
    const detail::json::document& role = answer.tree()["roleCredentials"];
    if (role.type() != detail::json::document::kind::object)
        return bad_portal_reply("the response has no object \"roleCredentials\"");
    for (const char* name : {"accessKeyId", "secretAccessKey", "sessionToken"})
        if (text_of(role, name).empty())
            return bad_portal_reply("the response has no \"roleCredentials." + std::string(name) + '"');
    const std::int64_t expiration = role["expiration"].as_integer();
    if (expiration <= 0)
        return bad_portal_reply(
            "\"roleCredentials.expiration\" of the response is missing or not a number of milliseconds");
    return credentials{.access_key_id = std::string(text_of(role, "accessKeyId")),
                       .secret_access_key = text_of(role, "secretAccessKey"),
                       .session_token = text_of(role, "sessionToken"),
                       .expiration = std::chrono::system_clock::time_point(
                           std::chrono::milliseconds(std::min(expiration, latest)))};
}

namespace {

secret refresh_body_of(const sso_token& token) {
    std::string body;
    // Reserved, because a string that grows leaves a copy of the secrets behind.
    body.reserve(128 +
                 6 * (token.client_id.size() + token.client_secret.size() + token.refresh_token.size()));
    detail::json::writer out(body);
    out.begin_object();
    out.member("clientId", token.client_id.view());
    out.member("clientSecret", token.client_secret.view());
    out.member("grantType", "refresh_token");
    out.member("refreshToken", token.refresh_token.view());
    out.end_object();
    return secret(std::move(body));
}

std::string login_of(const sso_options& options, const settings& configured) {
    if (!options.session.empty()) return "--sso-session " + options.session;
    return "--profile " + (options.profile.empty() ? configured.profile_name() : options.profile);
}

}  // namespace

sso_session::sso_session(const sso_options& options, std::shared_ptr<const settings> configured,
                         machine machine)
    : session_(options.session),
      start_url_(options.start_url),
      region_(options.region),
      configured_(std::move(configured)),
      machine_(std::move(machine)),
      name_(session_.empty() ? "SSO login to " + redacted_url(start_url_)
                             : "SSO session \"" + session_ + '"'),
      remedy_("run \"aws sso login " + login_of(options, *configured_) + '"') {}

failure sso_session::expired() const {
    return {errc::credentials_expired, {.detail = "the " + name_ + " has expired: " + remedy_}};
}

result<sso_token> sso_session::read_token() {
    auto path = sso_token_path(of_session() ? session_ : start_url_, configured_->env());
    if (!path) return path.error();
    path_ = std::move(*path);
    auto text = machine_.files->read(path_);
    if (!text) return text.error();
    if (!*text)
        return failure(errc::credentials_expired, {.detail = "the " + name_ + " has not started; the file " +
                                                             path_ + " does not exist: " + remedy_});
    read_ = std::move(**text);
    return parse_sso_token(machine_.refreshed->current(path_, read_), path_, remedy_);
}

sso_token_use sso_session::use_now(const sso_token& token) const {
    std::optional<std::chrono::nanoseconds> since_tried;
    if (const auto tried = machine_.refreshed->tried(path_)) since_tried = machine_.world->now() - *tried;
    return use_of(token, machine_.world->wall_clock(), of_session(), since_tried);
}

boost::asio::awaitable<result<sso_token>> sso_session::token() {
    result<sso_token> cached = read_token();
    if (!cached) co_return cached;
    const sso_token_use use = use_now(*cached);
    if (use == sso_token_use::as_it_is) co_return cached;
    if (use == sso_token_use::not_any_more) co_return expired();

    machine_.refreshed->set_tried(path_, machine_.world->now());
    const result<void> done = co_await refreshed(*cached);
    if (done) co_return cached;
    if (done.error().cause() == errc::canceled) co_return done.error();
    // Another process may have refreshed the token meanwhile; then our refresh token is no longer valid.
    result<sso_token> other = read_token();
    if (other && other->access_token != cached->access_token) cached = std::move(other);
    if (cached->expires_at > machine_.world->wall_clock()) co_return cached;
    co_return done.error();
}

boost::asio::awaitable<result<void>> sso_session::refreshed(sso_token& token) {
    const auto at = service_endpoint(credentials_service::sso_oidc, region_, *configured_);
    if (!at) co_return at.error();
    const http_request request = json_request(*at, "/token", refresh_body_of(token));
    std::function<result<http_request>()> make = [&request]() -> result<http_request> { return request; };
    const http_retry_rules rules;
    auto reply = co_await send_with_retries(machine_.http, machine_.world, std::move(make), rules);
    const auto answer = read_answer(reply, url_of(request));
    if (!answer) co_return answer.error();
    refresh(token, *answer, machine_.world->wall_clock(), start_url_, region_);
    secret text = token.file.text();
    // If the home folder is read-only, this process keeps the new text in memory.
    if (!machine_.files->replace(path_, text)) machine_.refreshed->keep(path_, read_, std::move(text));
    co_return result<void>();
}

result<refreshed_sso_token> sso_session::read_answer(result<wire::response>& reply,
                                                     const std::string& url) const {
    if (!reply) return not_refreshed(reply.error(), " at " + url);
    if (reply->status != 200) {
        const bool passes = reply->status == 429 || reply->status >= 500;
        const failure why(passes ? errc::credentials_failed : errc::credentials_expired,
                          {.detail = passes ? "retry later, or " + remedy_ : remedy_,
                           .service_code = error_code_of(*reply),
                           .request_id = reply->request_id,
                           .http_status = reply->status});
        return not_refreshed(why, ", " + in_words(url, *reply));
    }
    auto answer = parse_refreshed_sso_token(reply->body);
    detail::cleanse(reply->body);
    if (!answer) return not_refreshed(answer.error(), " at " + url);
    return answer;
}

failure sso_session::not_refreshed(const failure& why, const std::string& where) const {
    diagnostics about = why.diagnostics();
    about.detail = "the " + name_ + " could not be refreshed" + where +
                   (about.detail.empty() ? std::string() : ": " + about.detail);
    return {why.cause(), std::move(about)};
}

}  // namespace dynaco::identity
