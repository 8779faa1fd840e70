#include "identity/profile/settings.hpp"

#include "identity/profile/file.hpp"
#include "identity/profile/set.hpp"
#include "identity/text/host.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

failure unusable_setting(std::string detail) {
    return {errc::invalid_configuration, {.detail = std::move(detail)}};
}

// "a, b and c"; of many names only the first ones.
std::string names_of(const profile_set::sections& sections) {
    constexpr std::size_t enough = 8;
    std::string text;
    std::size_t count = 0;
    for (const auto& [name, section] : sections) {
        if (++count > enough) return text + " and " + std::to_string(sections.size() - enough) + " more";
        if (count > 1) text += count == sections.size() ? " and " : ", ";
        text += name;
    }
    return text;
}

// Names an ignored section that looks like the missing one: "[dev]" in the config file.
std::string near_miss(const profile_set& files, std::string_view name) {
    for (const ignored_part& part : files.ignored)
        if (part.section == name || part.section.ends_with(' ' + std::string(name)))
            return "; [" + part.section + "] in " + part.file + ", line " + std::to_string(part.line) +
                   ", is ignored: " + part.reason;
    return {};
}

failure unknown_profile(const settings& s) {
    const profile_set& files = s.files();
    std::string detail = "there is no profile \"" + s.profile_name() + "\" (" + s.profile_chosen_by() +
                         ") in " + files.config_path + " or " + files.credentials_path;
    detail += near_miss(files, s.profile_name());
    detail += files.profiles.empty() ? std::string("; they have no profiles: create one with 'aws configure'")
                                     : "; choose one of " + names_of(files.profiles);
    return unusable_setting(std::move(detail));
}

result<profile_set> read_profiles(file_access& files, const std::string& path, profile_file_kind kind) {
    // Without a home folder the path would be in the current folder, which another user may control.
    if (path.starts_with('~')) return profile_set();
    const auto text = files.read(path);
    if (!text) return text.error();
    if (!*text) return profile_set();
    return parse_profile_file((*text)->view(), kind, path);
}

result<std::shared_ptr<const profile_set>> read_shared_files(const machine& machine) {
    profile_locations where = locate_profile_files(machine.env);
    auto config = read_profiles(*machine.files, where.config, profile_file_kind::config);
    if (!config) return config.error();
    auto credentials = read_profiles(*machine.files, where.credentials, profile_file_kind::credentials);
    if (!credentials) return credentials.error();
    auto all =
        std::make_shared<profile_set>(merge_profile_files(std::move(*config), std::move(*credentials)));
    all->config_path = std::move(where.config);
    all->credentials_path = std::move(where.credentials);
    return std::shared_ptr<const profile_set>(std::move(all));
}

}  // namespace

settings::settings(environment env, std::shared_ptr<const profile_set> files, std::string profile)
    : env_(std::move(env)),
      files_(std::move(files)),
      profile_name_(std::move(profile)),
      chosen_by_("client_options::profile"),
      in_code_(!profile_name_.empty()) {
    for (const char* const variable : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) {
        if (!profile_name_.empty()) break;
        profile_name_ = trimmed(env_(variable));
        chosen_by_ = std::string("environment variable ") + variable;
    }
    if (profile_name_.empty()) {
        profile_name_ = "default";
        chosen_by_ = "by default";
    }
    const auto at = files_->profiles.find(profile_name_);
    if (at != files_->profiles.end()) profile_ = &at->second;
}

std::optional<setting> settings::find(std::string_view variable, std::string_view property) const {
    if (!variable.empty())
        if (std::string value = env_(variable); !is_blank(value))
            return setting{std::move(value), "environment variable " + std::string(variable)};
    const std::string* const value = profile_ && !property.empty() ? profile_->find(property) : nullptr;
    if (!value || is_blank(*value)) return std::nullopt;
    return setting{*value, "profile \"" + profile_name_ + "\" (" + profile_->file_of(property) + ')'};
}

std::optional<setting> settings::region() const {
    auto found = find("AWS_REGION", {});
    return found ? found : find("AWS_DEFAULT_REGION", "region");
}

result<std::optional<bool>> settings::flag(std::string_view variable, std::string_view property) const {
    const std::optional<setting> found = find(variable, property);
    if (!found) return std::optional<bool>();
    const std::string word = lower(trimmed(found->value));
    if (word == "true") return std::optional<bool>(true);
    if (word == "false") return std::optional<bool>(false);
    const bool from_profile = found->source.starts_with("profile ");
    return unusable_setting((from_profile ? std::string(property) + " of " : std::string()) + found->source +
                            " is \"" + found->value + "\"; it must be true or false");
}

result<std::optional<setting>> settings::of_service(std::string_view service,
                                                    std::string_view property) const {
    const std::string* const name = profile_ ? profile_->find("services") : nullptr;
    if (!name || is_blank(*name)) return std::optional<setting>();
    const auto at = files_->services.find(*name);
    if (at == files_->services.end()) {
        const std::string& file = profile_->file_of("services");
        return unusable_setting(
            "profile \"" + profile_name_ + "\" (" + file + ") names the services section \"" + *name +
            "\", which does not exist; add [services " + *name + "] to " + files_->config_path +
            " or remove 'services' from the profile" + near_miss(*files_, *name));
    }
    const std::string* const nested = at->second.find(service);
    if (!nested) return std::optional<setting>();
    const auto value = find_sub_property(*nested, property);
    if (!value || value->empty()) return std::optional<setting>();
    return std::optional<setting>(
        setting{std::string(*value), "services section \"" + *name + "\" (" + at->second.file + ')'});
}

result<settings> load_settings(const machine& machine, std::string profile) {
    const auto files = read_shared_files(machine);
    if (!files) return files.error();
    settings loaded(machine.env, *files, std::move(profile));
    if (!loaded.profile() && loaded.profile_chosen_by() != "by default") return unknown_profile(loaded);
    return loaded;
}

}  // namespace dynaco::identity
