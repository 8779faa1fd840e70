#include "identity/sso_portal.hpp"

#include "identity/secret_document.hpp"
#include "identity/service_request.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace dynaco::identity {
namespace {

failure bad_answer(const std::string& why) { return {errc::credentials_failed, {.detail = why}}; }

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
    constexpr std::int64_t latest = 9'000'000'000'000;  // in the year 2255; the clock goes to 2262
    const secret_document answer(json);
    if (!answer) return bad_answer("the answer is not a JSON object");
    const json::document& role = answer.tree()["roleCredentials"];
    if (role.type() != json::document::kind::object)
        return bad_answer("the answer has no object \"roleCredentials\"");
    for (const char* name : {"accessKeyId", "secretAccessKey", "sessionToken"})
        if (text_of(role, name).empty())
            return bad_answer("the answer has no \"roleCredentials." + std::string(name) + '"');
    const std::int64_t expiration = role["expiration"].as_integer();
    if (expiration <= 0)
        return bad_answer("the answer's \"roleCredentials.expiration\" is missing or no number of ms");
    return credentials{.access_key_id = std::string(text_of(role, "accessKeyId")),
                       .secret_access_key = text_of(role, "secretAccessKey"),
                       .session_token = text_of(role, "sessionToken"),
                       .expiration = std::chrono::system_clock::time_point(
                           std::chrono::milliseconds(std::min(expiration, latest)))};
}

}  // namespace dynaco::identity
