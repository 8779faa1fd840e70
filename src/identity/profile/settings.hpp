#pragma once

#include "identity/machine/machine.hpp"
#include "identity/profile/set.hpp"

#include <dynaco/errors.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// A setting's value and where it was found.
struct setting {
    std::string value{};
    std::string source{};  ///< "environment variable AWS_REGION", "profile \"dev\" (/home/ann/.aws/config)".
};

/// What the environment and the selected profile of the shared files say. Immutable; the environment's word
/// is asked first. A blank variable counts as not set.
class settings {
 public:
    /// `profile`: the one that was chosen in code; empty: AWS_PROFILE, else "default".
    settings(environment env, std::shared_ptr<const profile_set> files, std::string profile);

    [[nodiscard]] const environment& env() const noexcept { return env_; }
    [[nodiscard]] const profile_set& files() const noexcept { return *files_; }
    [[nodiscard]] const std::string& profile_name() const noexcept { return profile_name_; }
    /// "client_options::profile", "environment variable AWS_PROFILE" or "by default".
    [[nodiscard]] const std::string& profile_chosen_by() const noexcept { return chosen_by_; }
    [[nodiscard]] bool profile_chosen_in_code() const noexcept { return in_code_; }
    /// The selected profile; null if the files do not have it.
    [[nodiscard]] const profile_section* profile() const noexcept { return profile_; }

    /// The variable, else the property of the profile; either name may be empty: it is not asked for.
    [[nodiscard]] std::optional<setting> find(std::string_view variable, std::string_view property) const;
    /// AWS_REGION, else AWS_DEFAULT_REGION, else `region` of the profile.
    [[nodiscard]] std::optional<setting> region() const;
    /// A setting that is "true" or "false", in any case; errc::invalid_configuration for anything else.
    [[nodiscard]] result<std::optional<bool>> flag(std::string_view variable,
                                                   std::string_view property) const;
    /// "endpoint_url" of `service` ("dynamodb") in the section that the profile's `services` names. A
    /// section that is not there is errc::invalid_configuration.
    [[nodiscard]] result<std::optional<setting>> of_service(std::string_view service,
                                                            std::string_view property) const;

 private:
    environment env_;
    std::shared_ptr<const profile_set> files_;
    std::string profile_name_;
    std::string chosen_by_;
    bool in_code_;
    const profile_section* profile_ = nullptr;
};

/// Reads the shared files: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and
/// ~/.aws/credentials. Files that are not there are empty. errc::invalid_configuration for one that is broken
/// (path, line, reason), and for a profile that was asked for by name and is in neither file (what profiles
/// there are).
[[nodiscard]] result<settings> load_settings(const machine& machine, std::string profile);

}  // namespace dynaco::identity
