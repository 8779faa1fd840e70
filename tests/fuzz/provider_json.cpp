#include "fuzz_target.hpp"
#include "identity/text/json.hpp"
#include "identity/text/redaction.hpp"
#include "identity/text/rfc3339.hpp"
#include "json/document.hpp"
#include "json_events.hpp"

#include <algorithm>
#include <cctype>
#include <string>

// The JSON of containers, instance metadata and programs, compared with RapidJSON's tree.
using namespace dynaco;
using detail::json::document;
using fuzz::check;
using identity::provider_json_form;

namespace {

constexpr std::size_t most = 512;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// The first member of this name that is not null.
const document& member(const document& object, std::string_view name) {
    static const document none;
    for (std::size_t i = 0; i < object.names().size(); ++i)
        if (lower(object.names()[i]) == lower(std::string(name)) && !object.elements()[i].is_null())
            return object.elements()[i];
    return none;
}

bool is_text(const document& value) { return value.type() == document::kind::string; }
bool is_there(const document& value) { return is_text(value) && !value.text().empty(); }
bool may_be_missing(const document& value) { return value.is_null() || is_text(value); }

// Whether it contains credentials.
bool is_answer(const document& tree, const provider_json_form& form) {
    const document& code = member(tree, "Code");
    const document& version = member(tree, "Version");
    const document& token = member(tree, form.session_token);
    const document& expiration = member(tree, "Expiration");
    if (is_text(code) && lower(code.text()) != "success") return false;
    if (form.versioned && version.as_double() != 1) return false;
    if (form.temporary && (!is_there(token) || !is_there(expiration))) return false;
    return is_there(member(tree, "AccessKeyId")) && is_there(member(tree, "SecretAccessKey")) &&
           may_be_missing(token) && may_be_missing(expiration) && may_be_missing(member(tree, "AccountId")) &&
           (expiration.text().empty() || identity::parse_rfc3339(expiration.text()));
}

void check_keys(const credentials& keys, const document& tree, const provider_json_form& form,
                std::string_view text) {
    const auto same = [&](std::string_view name, std::string_view value) {
        check(member(tree, name).text() == value, "a member is the one in RapidJSON's tree", text);
    };
    same("AccessKeyId", keys.access_key_id);
    same("SecretAccessKey", keys.secret_access_key);
    same(form.session_token, keys.session_token);
    same("AccountId", keys.account_id);
    check(keys.expiration == identity::parse_rfc3339(member(tree, "Expiration").text()),
          "the expiration is the one in RapidJSON's tree", text);
}

void check_is_tellable(const std::string& said, std::string_view text) {
    check(said.size() <= most + 3, "what is said is cut", text);
    check(std::ranges::none_of(said, [](unsigned char c) { return c < ' ' || c == 127; }),
          "what is said is on one line", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    check_is_tellable(identity::redacted(text, most), text);
    const auto error = identity::parse_provider_error(text);
    check_is_tellable(error.code, text);
    check_is_tellable(error.message, text);

    const auto tree = document::parse(text);
    const bool comparable = tree && !fuzz::reader_events(text).limit && !fuzz::rapidjson_events(text).limit;
    constexpr provider_json_form forms[] = {
        {}, {.temporary = true}, {.session_token = "SessionToken", .versioned = true}};
    for (const provider_json_form& form : forms) {
        const auto read = identity::parse_provider_json(text, form);
        if (read)
            check(!read->access_key_id.empty() && !read->secret_access_key.empty(), "there are keys", text);
        else
            check_is_tellable(read.error().diagnostics().service_code, text);
        if (!comparable) continue;
        check(read.has_value() == is_answer(*tree, form), "RapidJSON's tree is as good an answer", text);
        if (read) check_keys(*read, *tree, form, text);
    }
    return 0;
}
