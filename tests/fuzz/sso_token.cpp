#include "fuzz_target.hpp"
#include "identity/login/token.hpp"
#include "identity/source/request.hpp"
#include "identity/sso/session.hpp"
#include "identity/sso/token.hpp"

#include <algorithm>
#include <string>

// The files of `aws sso login` and `aws login`, and the responses of their services. The first character
// selects the kind of the text after it. The values that are read must be those of RapidJSON's tree, a
// refreshed token must keep the members that dynaco does not set, and a failure must not repeat the text.
using namespace dynaco;
using detail::json::document;
using fuzz::check;
using identity::secret_document;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_seconds now{1'767'225'600s};

bool same(const document& a, const document& b) {
    return a.type() == b.type() && a.text() == b.text() && a.as_bool() == b.as_bool() &&
           a.names() == b.names() &&
           std::ranges::equal(a.elements(), b.elements(),
                              [](const document& x, const document& y) { return same(x, y); });
}

/// All members of `before`, except those that dynaco sets, are in `after`. If a name occurs several times,
/// its first member counts.
bool keeps(const document& before, const document& after, std::initializer_list<std::string_view> ours) {
    return std::ranges::all_of(before.names(), [&](const std::string& name) {
        return std::ranges::find(ours, name) != ours.end() || same(before[name], after[name]);
    });
}

/// A failure describes the mistake without repeating the text.
void check_failure(const failure& why, std::string_view text) {
    check(why.cause() == errc::credentials_failed, "it is a failure of the credentials", text);
    check(why.diagnostics().detail.size() < 120, "it repeats nothing", text);
    check(why.diagnostics().service_message.empty() && why.diagnostics().body.empty(), "nothing at all",
          text);
}

void written_again(std::string_view text) {
    const secret_document tree(text);
    if (!tree) return;
    const secret_document again(tree.text().view());
    check(again && same(tree.tree(), again.tree()), "what is written is what was read", text);
}

void sso_file(std::string_view text) {
    auto token = identity::parse_sso_token(text, "/t", "run it");
    if (!token) return check_failure(token.error(), text);
    const secret_document before(text);
    check(token->access_token == identity::text_of(before.tree(), "accessToken"), "the token", text);
    for (const bool of_session : {true, false}) {
        const auto use = use_of(*token, now, of_session, {});
        check((use == identity::sso_token_use::not_any_more) <= (token->expires_at <= now), "it has expired",
              text);
        check(of_session || use != identity::sso_token_use::refreshed, "only sessions are refreshed", text);
    }
    refresh(*token, {.access_token = "new", .refresh_token = "next", .lifetime = 1h}, now, "url", "region");
    check(keeps(before.tree(), token->file.tree(),
                {"startUrl", "region", "accessToken", "expiresAt", "refreshToken"}),
          "members that are not ours stay", text);
    const auto again = identity::parse_sso_token(token->file.text(), "/t", "run it");
    check(again && again->access_token == "new" && again->refresh_token == "next" &&
              again->expires_at == now + 1h && again->client_secret == token->client_secret,
          "what was refreshed is read again", text);
}

void login_file(std::string_view text) {
    auto token = identity::parse_login_token(text, "/t", "run it");
    if (!token) return check_failure(token.error(), text);
    const secret_document before(text);
    check(token->dpop_key == identity::text_of(before.tree(), "dpopKey") && !token->dpop_key.empty(),
          "the key", text);
    identity::refreshed_login_token with{.refresh_token = "next", .id_token = "id", .lifetime = 900s};
    with.keys.access_key_id = with.keys.secret_access_key = with.keys.session_token = "new";
    refresh(*token, with, now);
    check(keeps(before.tree(), token->file.tree(), {"accessToken", "refreshToken", "idToken"}) &&
              keeps(before.tree()["accessToken"], token->file.tree()["accessToken"],
                    {"accessKeyId", "secretAccessKey", "sessionToken", "expiresAt"}),
          "members that are not ours stay", text);
    const auto again = identity::parse_login_token(token->file.text(), "/t", "run it");
    check(again && again->keys.access_key_id == "new" && again->refresh_token == "next" &&
              again->keys.expiration == now + 900s && again->keys.account_id == token->keys.account_id,
          "what was refreshed is read again", text);
    check(!is_due(*again, now), "and has just begun", text);
}

void portal_answer(std::string_view text) {
    const auto keys = identity::parse_role_credentials(text);
    if (!keys) return check_failure(keys.error(), text);
    check(!keys->access_key_id.empty() && !keys->secret_access_key.empty() && !keys->session_token.empty() &&
              keys->expiration > std::chrono::sys_seconds(),
          "it is complete", text);
}

void sso_answer(std::string_view text) {
    const auto token = identity::parse_refreshed_sso_token(text);
    if (!token) return check_failure(token.error(), text);
    check(!token->access_token.empty() && token->lifetime > 0s && token->lifetime <= 366 * 24h,
          "it is complete", text);
}

void login_answer(std::string_view text) {
    const auto token = identity::parse_refreshed_login_token(text);
    if (!token) return check_failure(token.error(), text);
    check(!token->keys.secret_access_key.empty() && !token->refresh_token.empty() && token->lifetime > 0s &&
              token->lifetime <= 366 * 24h,
          "it is complete", text);
}

void error_answer(std::string_view text) {
    wire::response reply{.status = 400};
    reply.body = std::string(text);
    const std::string code = identity::error_code_of(reply);
    check(code.size() <= 64 && code.find_first_of(" \"\n:") == std::string::npos, "a code is one word", text);
    static_cast<void>(identity::login_refusal_of(400, code));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::as_text(data, size);
    if (text.empty()) return 0;
    const char which = text.front();
    text.remove_prefix(1);
    written_again(text);
    switch (which) {
        case 'S': sso_file(text); break;
        case 'L': login_file(text); break;
        case 'p': portal_answer(text); break;
        case 's': sso_answer(text); break;
        case 'l': login_answer(text); break;
        default: error_answer(text);
    }
    return 0;
}
