#include "identity/profile/base.hpp"

#include <algorithm>
#include <charconv>

namespace dynaco::identity {
namespace {

result<std::chrono::seconds> duration_of(const profile_view& profile) {
    const std::string* const text = profile.find("duration_seconds");
    if (!text) return std::chrono::seconds();
    int seconds = 0;
    const char* const end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, seconds);
    if (error != std::errc{} || stop != end || seconds < 900 || seconds > 43'200)
        return profile.invalid("`duration_seconds` is \"" + *text +
                               "\"; it must be a number from 900 (15 minutes) to 43200 (12 hours)");
    return std::chrono::seconds(seconds);
}

// A role with a web identity token is the base of a chain, not a role in it.
bool assumes_role(const profile_view& profile) {
    return profile.find("role_arn") && !profile.find("web_identity_token_file");
}

result<assume_role_options> role_of(const profile_view& profile) {
    const auto duration = duration_of(profile);
    if (!duration) return duration.error();
    return assume_role_options{.role_arn = profile.text("role_arn"),
                               .role_session_name = profile.text("role_session_name"),
                               .external_id = profile.text("external_id"),
                               .duration = *duration,
                               .mfa_serial = profile.text("mfa_serial")};
}

// The profile whose credentials assume the role; null: the base of the profile itself.
result<const std::string*> source_of(const profile_view& profile) {
    const std::string* const source = profile.find("source_profile");
    const bool named = profile.find("credential_source") != nullptr;
    if (source && named)
        return profile.invalid(
            "profile contained both source_profile and credential_source. Only one or the other can be "
            "defined: remove one of them");
    if (!source && !named)
        return profile.invalid(
            "profile must contain `source_profile` or `credential_source` but neither were defined: set one "
            "of them to choose the credentials that assume the role");
    return source && *source != profile.name ? source : nullptr;
}

// Follows the profiles from the selected one to the one with the base.
class walk {
 public:
    walk(const profile_set& files, const std::string& selected) : files_(files), name_(&selected) {}

    result<profile_chain> run() {
        for (;;) {
            const auto profile = enter();
            if (!profile) return profile.error();
            const auto finished = step(*profile);
            if (!finished) return finished.error();
            if (*finished) break;
        }
        std::ranges::reverse(found_.roles);
        return std::move(found_);
    }

 private:
    result<profile_view> enter() {
        const auto at = files_.profiles.find(*name_);
        if (at == files_.profiles.end()) return not_found();
        if (std::ranges::find(visited_, at->first) != visited_.end()) return loop();
        visited_.push_back(at->first);
        return profile_view{.name = at->first, .section = at->second};
    }

    // Returns whether the base is reached.
    result<bool> step(const profile_view& profile) {
        if (visited_.size() > 1) {
            auto keys = access_keys_of(profile);
            if (keys && *keys) return set_base(profile, std::move(**keys));
        }
        if (!assumes_role(profile)) return base(profile);
        auto role = role_of(profile);
        if (!role) return role.error();
        const auto source = source_of(profile);
        if (!source) return source.error();
        found_.roles.push_back(std::move(*role));
        if (!*source) return base(profile);
        name_ = *source;
        return false;
    }

    result<bool> base(const profile_view& profile) {
        auto found = base_of(files_, profile);
        if (found) return set_base(profile, std::move(*found));
        // If the selected profile has no credentials, other sources may have some. If a role's source profile
        // has none, that is an error.
        if (found_.roles.empty()) return found.error();
        return failure(errc::invalid_configuration,
                       {.detail = "could not load source profile: " + found.error().diagnostics().detail});
    }

    bool set_base(const profile_view& profile, chain_base base) {
        found_.base = std::move(base);
        found_.base_profile = profile.name;
        return true;
    }

    [[nodiscard]] failure not_found() const {
        const std::string files = files_.config_path + " or " + files_.credentials_path;
        if (files_.profiles.empty())
            return {errc::missing_credentials, {.detail = "No profiles were defined in " + files}};
        if (visited_.empty() && *name_ == "default")
            return {errc::missing_credentials, {.detail = "there is no profile \"default\" in " + files}};
        const std::string from = visited_.empty() ? "the root profile" : visited_.back();
        return {errc::invalid_configuration,
                {.detail = "could not find source profile " + *name_ + " referenced from " + from +
                           ": add it to " + files}};
    }

    [[nodiscard]] failure loop() const {
        std::string names;
        for (const std::string& each : visited_) (names += names.empty() ? "\"" : ", \"") += each + '"';
        const auto at = files_.profiles.find(*name_);
        return profile_view{.name = at->first, .section = at->second}.invalid(
            "profile formed an infinite loop. first we loaded [" + names + "], then attempted to reload " +
            *name_ + ": set `source_profile` of one of them to a profile with credentials");
    }

    const profile_set& files_;
    const std::string* name_;
    std::vector<std::string> visited_{};
    profile_chain found_{};
};

}  // namespace

result<profile_chain> chain_of_profile(const profile_set& files, const std::string& selected) {
    return walk(files, selected).run();
}

}  // namespace dynaco::identity
