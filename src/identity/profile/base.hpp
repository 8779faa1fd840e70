#pragma once

#include "identity/profile/chain.hpp"

#include <optional>

namespace dynaco::identity {

/// A profile with its name. Refers to both.
struct profile_view {
    const std::string& name;
    const profile_section& section;

    /// The value of a property; null if it is missing or blank.
    [[nodiscard]] const std::string* find(std::string_view property) const;
    /// The value of a property; empty if it is missing or blank.
    [[nodiscard]] std::string text(std::string_view property) const;
    /// `profile "dev" (/home/ann/.aws/config, line 3)`, for error texts.
    [[nodiscard]] std::string where() const;
    /// A failure with errc::invalid_configuration; its detail is `where()`, then `why`.
    [[nodiscard]] failure invalid(const std::string& why) const;
};

/// The access keys of a profile; nothing if it has none.
///
/// Fails with errc::invalid_configuration: a part of the keys is missing.
[[nodiscard]] result<std::optional<credentials>> access_keys_of(const profile_view& profile);

/// The credentials that a profile configures, apart from a role to assume; see `chain_of_profile` for the
/// order.
///
/// Fails with errc::missing_credentials: the profile has no credentials. errc::invalid_configuration: they
/// are not valid.
[[nodiscard]] result<chain_base> base_of(const profile_set& files, const profile_view& profile);

}  // namespace dynaco::identity
