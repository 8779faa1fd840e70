#include "identity/profile/base.hpp"

#include <algorithm>
#include <array>

namespace dynaco::identity {
namespace {

// The section with the properties of the Identity Center session: with `sso_session` it is the session's own
// section, otherwise (older profiles) the profile.
result<const profile_section*> sso_section(const profile_set& files, const profile_view& profile) {
    const std::string session = profile.text("sso_session");
    if (session.empty()) return &profile.section;
    for (const char* const property : {"sso_start_url", "sso_region"})
        if (profile.find(property))
            return profile.invalid(
                '`' + std::string(property) +
                "` can only be specified in the [sso-session] config when a session name is "
                "given: move it to [sso-session " +
                session + "], or remove `sso_session`");
    const auto at = files.sso_sessions.find(session);
    if (at == files.sso_sessions.end())
        return profile.invalid("sso-session named `" + session + "` (referenced by profile `" + profile.name +
                               "`) was not found: add a section [sso-session " + session +
                               "], or run `aws configure sso`");
    return &at->second;
}

result<void> check_sso_role(const profile_view& profile) {
    const bool account = profile.find("sso_account_id") != nullptr;
    const bool role = profile.find("sso_role_name") != nullptr;
    if (account == role) return {};
    return profile.invalid(account ? "if `sso_account_id` is set, then `sso_role_name` must also be set"
                                   : "if `sso_role_name` is set, then `sso_account_id` must also be set");
}

result<chain_base> sso_of(const profile_set& files, const profile_view& profile) {
    const auto found = sso_section(files, profile);
    if (!found) return found.error();
    if (const auto role = check_sso_role(profile); !role) return role.error();
    const std::string session = profile.text("sso_session");
    const std::string section_name = "sso-session \"" + session + '"';
    const profile_view sso{.name = profile.name, .section = **found};
    for (const char* const property : {"sso_region", "sso_start_url"})
        if (!sso.find(property))
            return profile.invalid('`' + std::string(property) + "` was missing" +
                                   (session.empty() ? "" : " in " + section_name) +
                                   ": add it, or run `aws configure sso`");
    return sso_options{.session = session,
                       .start_url = sso.text("sso_start_url"),
                       .region = sso.text("sso_region"),
                       .account_id = profile.text("sso_account_id"),
                       .role_name = profile.text("sso_role_name"),
                       .profile = std::string(profile.name)};
}

bool mentions_sso(const profile_view& profile) {
    constexpr std::array<std::string_view, 5> properties{"sso_account_id", "sso_region", "sso_role_name",
                                                         "sso_start_url", "sso_session"};
    return std::ranges::any_of(properties, [&](std::string_view each) { return profile.find(each); });
}

result<chain_base> web_identity_of(const profile_view& profile) {
    if (!profile.find("role_arn"))
        return profile.invalid(
            "`web_identity_token_file` was specified but `role_arn` was missing: add the "
            "role that the token is for");
    return web_identity_options{.role_arn = profile.text("role_arn"),
                                .token_file = profile.text("web_identity_token_file"),
                                .role_session_name = profile.text("role_session_name")};
}

failure no_credentials_in(const profile_view& profile) {
    return {errc::missing_credentials,
            {.detail = profile.where() + ": profile `" + profile.name +
                       "` did not contain credential information (access keys, role_arn, sso_session, "
                       "login_session, credential_process, ...)"}};
}

}  // namespace

const std::string* profile_view::find(std::string_view property) const {
    const std::string* const value = section.find(property);
    return value && value->find_first_not_of(" \t\n") != std::string::npos ? value : nullptr;
}

std::string profile_view::text(std::string_view property) const {
    const std::string* const value = find(property);
    return value ? *value : std::string();
}

std::string profile_view::where() const {
    return "profile \"" + name + "\" (" + section.file + ", line " + std::to_string(section.line) + ')';
}

failure profile_view::invalid(const std::string& why) const {
    return {errc::invalid_configuration, {.detail = where() + ": " + why}};
}

result<std::optional<credentials>> access_keys_of(const profile_view& profile) {
    const std::string* const id = profile.find("aws_access_key_id");
    const std::string* const key = profile.find("aws_secret_access_key");
    const std::string* const token = profile.find("aws_session_token");
    if (!id && !key && !token) return std::optional<credentials>();
    const auto missing = [&profile](const char* property) {
        return profile.invalid("profile missing " + std::string(property) +
                               ": add it, or remove the other settings of the access key");
    };
    if (!id) return missing("aws_access_key_id");
    if (!key) return missing("aws_secret_access_key");
    credentials keys{.access_key_id = *id, .secret_access_key = *key};
    if (token) keys.session_token = *token;
    keys.account_id = profile.text("aws_account_id");
    return std::optional<credentials>(std::move(keys));
}

result<chain_base> base_of(const profile_set& files, const profile_view& profile) {
    if (const auto* const source = profile.find("credential_source")) return named_source{.name = *source};
    if (profile.find("web_identity_token_file")) return web_identity_of(profile);
    if (mentions_sso(profile)) return sso_of(files, profile);
    if (const auto* const session = profile.find("login_session"))
        return login_options{.session = *session, .region = profile.text("region"), .profile = profile.name};
    if (const auto* const command = profile.find("credential_process"))
        return process_options{.command = *command, .account_id = profile.text("aws_account_id")};
    auto keys = access_keys_of(profile);
    if (!keys) return keys.error();
    if (!*keys) return no_credentials_in(profile);
    return chain_base(std::move(**keys));
}

}  // namespace dynaco::identity
