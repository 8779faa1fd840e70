#include "identity/sso/token.hpp"

#include "identity/text/rfc3339.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

// The same times as in botocore.
constexpr std::chrono::minutes token_refreshed_before(15);
constexpr std::chrono::seconds between_tries(60);

failure unusable_sso_token(const std::string& path, const std::string& why, const std::string& remedy) {
    return {errc::credentials_failed, {.detail = path + ": " + why + ": " + remedy}};
}

failure bad_token_reply(const char* why) { return {errc::credentials_failed, {.detail = why}}; }

bool can_be_refreshed(const sso_token& token, std::chrono::system_clock::time_point now) {
    return !token.client_id.empty() && !token.client_secret.empty() && !token.refresh_token.empty() &&
           token.registration_expires_at > now;
}

}  // namespace

result<sso_token> parse_sso_token(std::string_view text, const std::string& path, const std::string& remedy) {
    sso_token token;
    token.file = secret_document(text);
    if (!token.file) return unusable_sso_token(path, "the file is not a JSON object", remedy);
    const auto member = [&token](std::string_view name) { return text_of(token.file.tree(), name); };
    token.access_token = member("accessToken");
    if (token.access_token.empty())
        return unusable_sso_token(path, "the file has no \"accessToken\"", remedy);
    const auto expires_at = parse_rfc3339(member("expiresAt"));
    if (!expires_at) return unusable_sso_token(path, "\"expiresAt\" is missing or not a time", remedy);
    token.expires_at = *expires_at;
    token.client_id = member("clientId");
    token.client_secret = member("clientSecret");
    token.refresh_token = member("refreshToken");
    token.registration_expires_at = parse_rfc3339(member("registrationExpiresAt"));
    return token;
}

sso_token_use use_of(const sso_token& token, std::chrono::system_clock::time_point now, bool of_session,
                     std::optional<std::chrono::nanoseconds> since_tried) {
    const bool expired = token.expires_at <= now;
    const bool due = token.expires_at <= now + token_refreshed_before;
    const bool tried_just_now = !expired && since_tried && *since_tried < between_tries;
    if (due && of_session && can_be_refreshed(token, now) && !tried_just_now) return sso_token_use::refreshed;
    return expired ? sso_token_use::not_any_more : sso_token_use::as_it_is;
}

result<refreshed_sso_token> parse_refreshed_sso_token(std::string_view json) {
    constexpr std::int64_t longest = 366LL * 24 * 60 * 60;
    const secret_document answer(json);
    if (!answer) return bad_token_reply("the response is not a JSON object");
    refreshed_sso_token token{.access_token = text_of(answer.tree(), "accessToken"),
                              .refresh_token = text_of(answer.tree(), "refreshToken")};
    if (token.access_token.empty()) return bad_token_reply("the response has no \"accessToken\"");
    const std::int64_t seconds = answer.tree()["expiresIn"].as_integer();
    if (seconds <= 0 || seconds > longest)
        return bad_token_reply("\"expiresIn\" of the response is missing or not a number of seconds");
    token.lifetime = std::chrono::seconds(seconds);
    return token;
}

void refresh(sso_token& token, const refreshed_sso_token& with, std::chrono::system_clock::time_point now,
             std::string_view start_url, std::string_view region) {
    token.access_token = with.access_token;
    token.expires_at = now + with.lifetime;
    if (!with.refresh_token.empty()) token.refresh_token = with.refresh_token;
    detail::json::document& file = token.file.tree();
    file.set("startUrl", start_url);
    file.set("region", region);
    file.set("accessToken", token.access_token);
    file.set("expiresAt", rfc3339_text(token.expires_at));
    file.set("refreshToken", token.refresh_token);
}

}  // namespace dynaco::identity
