#pragma once

#include "identity/machine/machine.hpp"
#include "identity/profile/set.hpp"

#include <dynaco/errors.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The value of a setting and where it was found.
struct setting {
    std::string value{};
    std::string source{};  ///< "environment variable AWS_REGION", "profile \"dev\" (/home/ann/.aws/config)".
};

/// The settings in the environment and in the selected profile of the shared files. The environment has
/// precedence. A blank variable counts as not set. Immutable.
class settings {
 public:
    /// `profile` is the profile chosen in code; empty: AWS_PROFILE, otherwise AWS_DEFAULT_PROFILE, otherwise
    /// "default".
    settings(environment env, std::shared_ptr<const profile_set> files, std::string profile);

    [[nodiscard]] const environment& env() const noexcept { return env_; }
    [[nodiscard]] const profile_set& files() const noexcept { return *files_; }
    [[nodiscard]] const std::string& profile_name() const noexcept { return profile_name_; }
    /// "client_options::profile", "environment variable AWS_PROFILE" or "by default".
    [[nodiscard]] const std::string& profile_chosen_by() const noexcept { return chosen_by_; }
    [[nodiscard]] bool profile_chosen_in_code() const noexcept { return in_code_; }
    /// The selected profile; null if it is not in the files.
    [[nodiscard]] const profile_section* profile() const noexcept { return profile_; }

    /// The value of the variable; if that is not set, of the profile's property. An empty name is skipped.
    /// Nothing if neither is set.
    [[nodiscard]] std::optional<setting> find(std::string_view variable, std::string_view property) const;
    /// The region: AWS_REGION, otherwise AWS_DEFAULT_REGION, otherwise `region` of the profile.
    [[nodiscard]] std::optional<setting> region() const;
    /// A setting with the value "true" or "false", in upper or lower case; nothing if it is not set.
    ///
    /// Fails with errc::invalid_configuration: it has another value.
    [[nodiscard]] result<std::optional<bool>> flag(std::string_view variable,
                                                   std::string_view property) const;
    /// A property ("endpoint_url") of `service` ("dynamodb") in the section that the profile's `services`
    /// names; nothing if it is not set.
    ///
    /// Fails with errc::invalid_configuration: the section does not exist.
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

/// Reads the shared files: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, by default ~/.aws/config and
/// ~/.aws/credentials. A missing file counts as empty.
///
/// Fails with errc::invalid_configuration: a file is not valid (the detail has path, line and reason), or a
/// profile was selected that is in neither file (the detail lists the profiles).
[[nodiscard]] result<settings> load_settings(const machine& machine, std::string profile);

}  // namespace dynaco::identity
