#include "identity/text/json.hpp"

#include "core/parse_real.hpp"
#include "identity/text/host.hpp"
#include "identity/text/redaction.hpp"
#include "identity/text/rfc3339.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <span>
#include <utility>

namespace dynaco::identity {
namespace {

// A member to find, and its value. The text is not parsed into a detail::json::document, which would leave
// copies of secrets in memory.
struct member {
    std::string_view name;
    secret text{};
    bool found = false;
    bool is_string = false;
};

failure bad_answer(std::string why) { return {errc::credentials_failed, {.detail = std::move(why)}}; }

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && lower(a) == lower(b);
}

// Stores any value except null: the text of a string, or the JSON text of another value.
bool read_value(detail::json::reader& in, member* wanted) {
    std::string_view raw;
    if (!in.raw(raw)) return false;
    detail::json::reader value(raw);
    std::string_view text;
    if (!wanted || wanted->found || value.take_null()) return true;
    wanted->found = true;
    wanted->is_string = raw.starts_with('"');
    if (wanted->is_string && !value.string(text)) return false;
    wanted->text = secret(wanted->is_string ? text : raw);
    return true;
}

// False if the text is not one JSON object.
bool read_members(std::string_view json, std::span<member> wanted) {
    detail::json::reader in(json);
    if (!in.take('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        member* it = nullptr;
        for (member& each : wanted)
            if (same_name(each.name, name)) it = &each;
        if (!read_value(in, it)) return false;
    }
    return !in.failed() && in.at_end();
}

// The member's text; empty if it is missing and not required.
result<secret> take_text(member& from, bool required) {
    const std::string quoted = '"' + std::string(from.name) + '"';
    if (from.found && !from.is_string) return bad_answer("the JSON member " + quoted + " is not a string");
    if (required && !from.found) return bad_answer("the JSON has no member " + quoted);
    if (required && from.text.empty()) return bad_answer("the JSON member " + quoted + " is empty");
    return std::move(from.text);
}

result<void> check_version(const member& version) {
    double number = 0;
    const std::string_view text = version.text.view();
    const auto [stop, error] = detail::parse_real(text.data(), text.data() + text.size(), number);
    const bool readable = error == std::errc{} && stop == text.data() + text.size();
    if (!version.found) return bad_answer("the JSON has no member \"Version\"; it must be 1");
    if (version.is_string || !readable || number != 1)
        return bad_answer("the JSON member \"Version\" is not the number 1");
    return {};
}

// A service may report with status 200 that it has no credentials.
result<void> check_code(const member& code, const member& message) {
    if (!code.found || !code.is_string || lower(code.text) == "success") return {};
    const provider_error error{.code = redacted(code.text), .message = redacted(message.text)};
    return failure(
        errc::credentials_failed,
        {.detail = "the source returned an error instead: " + text_of(error), .service_code = error.code});
}

}  // namespace

result<credentials> parse_provider_json(std::string_view json, const provider_json_form& form) {
    member all[] = {{.name = "AccessKeyId"}, {.name = "SecretAccessKey"}, {.name = form.session_token},
                    {.name = "Expiration"},  {.name = "AccountId"},       {.name = "Code"},
                    {.name = "Message"},     {.name = "Version"}};
    if (!read_members(json, all)) return bad_answer("the text is not a JSON object");
    if (const auto right = check_code(all[5], all[6]); !right) return right.error();
    if (form.versioned)
        if (const auto right = check_version(all[7]); !right) return right.error();

    const auto key_id = take_text(all[0], true);
    if (!key_id) return key_id.error();
    auto key = take_text(all[1], true);
    if (!key) return key.error();
    auto token = take_text(all[2], form.temporary);
    if (!token) return token.error();
    const auto expiration = take_text(all[3], form.temporary);
    if (!expiration) return expiration.error();
    const auto account = take_text(all[4], false);
    if (!account) return account.error();

    credentials found{.access_key_id = std::string(key_id->view()),
                      .secret_access_key = std::move(*key),
                      .session_token = std::move(*token),
                      .account_id = std::string(account->view())};
    if (expiration->empty()) return found;
    found.expiration = parse_rfc3339(expiration->view());
    if (!found.expiration)
        return bad_answer("the JSON member \"Expiration\" is not a time such as 2026-01-31T23:59:59Z");
    return found;
}

provider_error parse_provider_error(std::string_view json) {
    member all[] = {{.name = "code"}, {.name = "message"}};
    if (!read_members(json, all)) return {};
    provider_error error;
    if (all[0].is_string) error.code = redacted(all[0].text);
    if (all[1].is_string) error.message = redacted(all[1].text);
    return error;
}

std::string text_of(const provider_error& error) {
    if (error.code.empty() || error.message.empty()) return error.code + error.message;
    return error.code + ": " + error.message;
}

}  // namespace dynaco::identity
