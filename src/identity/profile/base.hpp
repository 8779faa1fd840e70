#pragma once

#include "identity/profile/chain.hpp"

#include <optional>

namespace dynaco::identity {

/// A profile with its name, as the rules look at it.
struct profile_view {
    const std::string& name;
    const profile_section& section;

    /// The value of a property; null if it is not there or empty.
    [[nodiscard]] const std::string* find(std::string_view property) const;
    /// The same, empty if it is not there.
    [[nodiscard]] std::string text(std::string_view property) const;
    /// `profile "dev" (/home/ann/.aws/config, line 3)`.
    [[nodiscard]] std::string where() const;
    /// errc::invalid_configuration, with the place before `why`.
    [[nodiscard]] failure invalid(const std::string& why) const;
};

/// The access keys of a profile; nothing if it has none. A part of them is errc::invalid_configuration.
[[nodiscard]] result<std::optional<credentials>> access_keys_of(const profile_view& profile);

/// What a profile says of credentials beside a role to assume, see `chain_of_profile`.
/// errc::missing_credentials if that is nothing.
[[nodiscard]] result<chain_base> base_of(const profile_set& files, const profile_view& profile);

}  // namespace dynaco::identity
