#include "identity/chain/plan.hpp"

#include "identity/text/host.hpp"
#include "identity/text/rfc3339.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

std::string value_of(const environment& env, const char* variable) {
    std::string value = env(variable);
    if (value.find_first_not_of(" \t\r\n") == std::string::npos) value.clear();
    return value;
}

failure invalid(std::string why) { return {errc::invalid_configuration, {.detail = std::move(why)}}; }

failure missing_variable(const char* missing, const char* present) {
    return invalid(std::string("the environment variable ") + missing + " is not set, but " + present +
                   " is: set both or neither");
}

void choose(credentials_plan& plan, profile_chain chain, std::string name, std::string why) {
    plan.chosen = std::move(chain);
    plan.name = std::move(name);
    plan.why = std::move(why);
}

std::string profile_text(const settings& configured) {
    return "profile \"" + configured.profile_name() + '"';
}

// Refuses the bases that a profile may name but that cannot provide credentials.
result<void> check_base(const profile_chain& chain) {
    const std::string in = "profile \"" + chain.base_profile + "\": ";
    if (const auto* const named = std::get_if<named_source>(&chain.base)) {
        const std::string name = lower(named->name);
        if (name != "environment" && name != "ec2instancemetadata" && name != "ecscontainer")
            return invalid(in + "profile referenced `" + named->name +
                           "` provider but that provider is not supported; set `credential_source` to "
                           "Environment, Ec2InstanceMetadata or EcsContainer");
    }
    if (const auto* const sso = std::get_if<sso_options>(&chain.base); sso && sso->account_id.empty())
        return invalid(
            in +
            "selected profile will resolve an access token instead of credentials since it doesn't "
            "have `sso_account_id` and `sso_role_name` set. Specify both `sso_account_id` and "
            "`sso_role_name` to let this profile resolve credentials.");
    return {};
}

// Each of these functions chooses its source or adds it to the skipped ones.

result<void> try_environment(credentials_plan& plan, const environment& env) {
    auto keys = keys_in_environment(env);
    if (!keys) return keys.error();
    if (*keys)
        choose(plan, {.base = std::move(**keys)}, "environment", "AWS_ACCESS_KEY_ID is set");
    else
        plan.skipped.push_back({"environment", "AWS_ACCESS_KEY_ID is not set"});
    return {};
}

result<void> try_profile(credentials_plan& plan, const settings& configured) {
    auto chain = chain_of_profile(configured.files(), configured.profile_name());
    if (!chain) {
        if (chain.error().cause() != errc::missing_credentials) return chain.error();
        plan.skipped.push_back({profile_text(configured), chain.error().diagnostics().detail});
        return {};
    }
    if (auto usable = check_base(*chain); !usable) return usable;
    choose(plan, std::move(*chain), profile_text(configured), configured.profile_chosen_by());
    return {};
}

result<void> try_web_identity(credentials_plan& plan, const environment& env) {
    web_identity_options options{.role_arn = value_of(env, "AWS_ROLE_ARN"),
                                 .token_file = value_of(env, "AWS_WEB_IDENTITY_TOKEN_FILE"),
                                 .role_session_name = value_of(env, "AWS_ROLE_SESSION_NAME")};
    // AWS_ROLE_ARN alone does not count: other programs use this variable too.
    if (options.token_file.empty()) {
        plan.skipped.push_back({"web identity", "AWS_WEB_IDENTITY_TOKEN_FILE is not set"});
        return {};
    }
    if (options.role_arn.empty()) return missing_variable("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE");
    choose(plan, {.base = std::move(options)}, "web identity", "AWS_WEB_IDENTITY_TOKEN_FILE is set");
    return {};
}

void try_container(credentials_plan& plan, const environment& env) {
    for (const char* const variable :
         {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"})
        if (!value_of(env, variable).empty())
            return choose(plan, {.base = named_source{.name = "EcsContainer"}}, "container",
                          std::string(variable) + " is set");
    plan.skipped.push_back({"container",
                            "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
                            "AWS_CONTAINER_CREDENTIALS_FULL_URI is set"});
}

void try_instance(credentials_plan& plan, const environment& env) {
    // Any other value than "true" means false, as in AWS's own tools.
    if (lower(value_of(env, "AWS_EC2_METADATA_DISABLED")) == "true")
        plan.skipped.push_back(
            {"instance metadata", std::string(not_enabled) + " (AWS_EC2_METADATA_DISABLED is true)"});
    else
        choose(plan, {.base = named_source{.name = "Ec2InstanceMetadata"}}, "instance metadata", {});
}

}  // namespace

bool credentials_plan::asks_instance() const {
    const auto* const named = chosen ? std::get_if<named_source>(&chosen->base) : nullptr;
    return named && lower(named->name) == "ec2instancemetadata";
}

std::string credentials_plan::skipped_text() const {
    std::string text;
    for (const skipped_source& each : skipped)
        ((text += text.empty() ? "" : "; ") += each.name + ": ") += each.why;
    return text;
}

result<std::optional<credentials>> keys_in_environment(const environment& env) {
    credentials keys{.access_key_id = value_of(env, "AWS_ACCESS_KEY_ID"),
                     .secret_access_key = value_of(env, "AWS_SECRET_ACCESS_KEY"),
                     .session_token = value_of(env, "AWS_SESSION_TOKEN"),
                     .account_id = value_of(env, "AWS_ACCOUNT_ID")};
    const bool key = !keys.secret_access_key.empty();
    if (keys.access_key_id.empty() && !key) return std::optional<credentials>();
    if (keys.access_key_id.empty()) return missing_variable("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    if (!key) return missing_variable("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID");
    if (const std::string end = value_of(env, "AWS_CREDENTIAL_EXPIRATION"); !end.empty()) {
        keys.expiration = parse_rfc3339(end);
        if (!keys.expiration)
            return invalid("the environment variable AWS_CREDENTIAL_EXPIRATION is \"" + end +
                           R"(", which is not a time such as "2026-01-31T23:59:59Z")");
    }
    return std::optional<credentials>(std::move(keys));
}

result<credentials_plan> plan_environment_credentials(const environment& env) {
    credentials_plan plan;
    if (auto done = try_environment(plan, env); !done) return done.error();
    return plan;
}

result<credentials_plan> plan_profile_credentials(const settings& configured) {
    credentials_plan plan;
    if (auto done = try_profile(plan, configured); !done) return done.error();
    for (skipped_source& each : plan.skipped) each.why.insert(0, ": ").insert(0, not_enabled);
    return plan;
}

result<credentials_plan> plan_credentials(const settings& configured) {
    credentials_plan plan;
    const environment& env = configured.env();
    if (configured.profile_chosen_in_code())
        plan.skipped.push_back({"environment", "a profile was chosen in code"});
    else if (auto done = try_environment(plan, env); !done)
        return done.error();
    if (plan.chosen) return plan;
    if (auto done = try_profile(plan, configured); !done) return done.error();
    if (plan.chosen) return plan;
    if (auto done = try_web_identity(plan, env); !done) return done.error();
    if (!plan.chosen) try_container(plan, env);
    if (!plan.chosen) try_instance(plan, env);
    return plan;
}

}  // namespace dynaco::identity
