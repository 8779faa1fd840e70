#include "identity/login/token.hpp"

#include "identity/text/host.hpp"
#include "identity/text/rfc3339.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

constexpr std::chrono::minutes login_refreshed_before(5);
constexpr std::int64_t usual_lifetime = 900;  // seconds, if the service does not say

failure unusable_login(const std::string& path, const std::string& why, const std::string& remedy) {
    return {errc::credentials_failed, {.detail = path + ": " + why + ": " + remedy}};
}

failure bad_login_reply(const std::string& why) { return {errc::credentials_failed, {.detail = why}}; }

constexpr const char* key_members[] = {"accessKeyId", "secretAccessKey", "sessionToken"};

credentials keys_of(const detail::json::document& access_token) {
    return {.access_key_id = std::string(text_of(access_token, key_members[0])),
            .secret_access_key = text_of(access_token, key_members[1]),
            .session_token = text_of(access_token, key_members[2])};
}

}  // namespace

result<login_token> parse_login_token(std::string_view text, const std::string& path,
                                      const std::string& remedy) {
    login_token token;
    token.file = secret_document(text);
    if (!token.file) return unusable_login(path, "the file is not a JSON object", remedy);
    const detail::json::document& all = token.file.tree();
    const detail::json::document& access_token = all["accessToken"];
    if (access_token.type() != detail::json::document::kind::object)
        return unusable_login(path, "the file has no object \"accessToken\"", remedy);
    for (const char* name : key_members)
        if (text_of(access_token, name).empty())
            return unusable_login(path, "the file has no \"accessToken." + std::string(name) + '"', remedy);
    for (const char* name : {"clientId", "refreshToken", "dpopKey"})
        if (text_of(all, name).empty())
            return unusable_login(path, "the file has no \"" + std::string(name) + '"', remedy);
    token.keys = keys_of(access_token);
    token.keys.expiration = parse_rfc3339(text_of(access_token, "expiresAt"));
    if (!token.keys.expiration)
        return unusable_login(path, "\"accessToken.expiresAt\" is missing or not a time", remedy);
    token.keys.account_id = text_of(access_token, "accountId");
    token.client_id = text_of(all, "clientId");
    token.refresh_token = text_of(all, "refreshToken");
    token.dpop_key = text_of(all, "dpopKey");
    return token;
}

bool is_due(const login_token& token, std::chrono::system_clock::time_point now) {
    return token.keys.expiration < now + login_refreshed_before;
}

result<refreshed_login_token> parse_refreshed_login_token(std::string_view json) {
    constexpr std::int64_t longest = 366LL * 24 * 60 * 60;
    const secret_document answer(json);
    if (!answer) return bad_login_reply("the response is not a JSON object");
    const detail::json::document& access_token = answer.tree()["accessToken"];
    for (const char* name : key_members)
        if (text_of(access_token, name).empty())
            return bad_login_reply("the response has no \"accessToken." + std::string(name) + '"');
    refreshed_login_token token{.keys = keys_of(access_token),
                                .refresh_token = text_of(answer.tree(), "refreshToken"),
                                .id_token = text_of(answer.tree(), "idToken")};
    if (token.refresh_token.empty()) return bad_login_reply("the response has no \"refreshToken\"");
    const detail::json::document& lifetime = answer.tree()["expiresIn"];
    const std::int64_t seconds = lifetime.is_null() ? usual_lifetime : lifetime.as_integer();
    if (seconds <= 0 || seconds > longest)
        return bad_login_reply("\"expiresIn\" of the response is not a number of seconds");
    token.lifetime = std::chrono::seconds(seconds);
    return token;
}

void refresh(login_token& token, const refreshed_login_token& with,
             std::chrono::system_clock::time_point now) {
    const auto account_id = std::move(token.keys.account_id);
    token.keys = with.keys;
    token.keys.account_id = account_id;
    token.keys.expiration = now + with.lifetime;
    token.refresh_token = with.refresh_token;

    detail::json::document& file = token.file.tree();
    detail::json::document& access_token = file.member("accessToken");
    access_token.set("accessKeyId", token.keys.access_key_id);
    access_token.set("secretAccessKey", token.keys.secret_access_key);
    access_token.set("sessionToken", token.keys.session_token);
    access_token.set("expiresAt", rfc3339_text(now + with.lifetime));
    file.set("refreshToken", token.refresh_token);
    if (!with.id_token.empty()) file.set("idToken", with.id_token);
}

login_refusal login_refusal_of(int status, std::string_view error_code) {
    const std::string code = lower(error_code);
    if (code == "token_expired" || code == "authcode_expired") return login_refusal::session_over;
    if (code == "user_credentials_changed") return login_refusal::password_changed;
    if (code == "insufficient_permissions") return login_refusal::not_permitted;
    return status == 429 || status >= 500 ? login_refusal::passing : login_refusal::other;
}

}  // namespace dynaco::identity
