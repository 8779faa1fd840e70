#pragma once

#include "identity/profile/set.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Without spaces and tabs, the only white space that the shared files know, at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// A line without the comment at its end ("#" or ";" and what follows), trimmed. In the line of a section a
/// comment begins anywhere, in that of a property after a space or tab only.
[[nodiscard]] std::string_view without_comment(std::string_view line, bool after_blank_only) noexcept;

/// Whether `name` can be that of a profile or property: letters, digits and _-/.%@:+ of ASCII.
[[nodiscard]] bool is_profile_identifier(std::string_view name) noexcept;

/// "name = value" taken apart; parts of the line. Without the sign, all is the name.
struct property_line {
    std::string_view name{};
    std::string_view value{};
    bool has_equals_sign = false;
};
[[nodiscard]] property_line read_property_line(std::string_view line) noexcept;

/// The value of the sub-property `name` (in lower case) in a property's value, which has one sub-property a
/// line; the last one if there are several.
[[nodiscard]] std::optional<std::string_view> find_sub_property(std::string_view value,
                                                                std::string_view name);

/// The two shared files, which write their sections differently.
enum class profile_file_kind : std::uint8_t {
    config,       ///< [default], [profile dev], [sso-session corp], [services local]
    credentials,  ///< [default], [dev]
};

/// What a section is.
enum class section_kind : std::uint8_t { ignored, profile, sso_session, services };

/// The line of a section, understood.
struct section_name {
    section_kind kind = section_kind::ignored;
    std::string_view name{};    ///< A part of what was read.
    bool has_prefix = false;    ///< "profile default", which hides a plain "default".
    std::string_view reason{};  ///< Why it is ignored.
};

/// Understands what is between the brackets of a section. A name with spaces, as the AWS CLI writes it, is in
/// quotes: [profile "my profile"].
[[nodiscard]] section_name read_section_name(std::string_view between, profile_file_kind kind) noexcept;

/// Reads one shared file (AWS SDKs and Tools Reference, "Format of the config file"). `path` is for messages.
/// Names that are not valid and sections that do not belong in the file are ignored; whatever else breaks the
/// grammar is errc::invalid_configuration with path, line and remedy, and without what the line says: it may
/// be a secret.
[[nodiscard]] result<profile_set> parse_profile_file(std::string_view text, profile_file_kind kind,
                                                     const std::string& path);

/// Both files as one: of a property that a profile has in both, the credentials file's counts.
[[nodiscard]] profile_set merge_profile_files(profile_set config, profile_set credentials);

}  // namespace dynaco::identity
