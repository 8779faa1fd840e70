#pragma once

#include "identity/profile/set.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The text without spaces and tabs at both ends. The shared files have no other white space.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// A line without the comment at its end ("#" or ";" and the text after it), trimmed. In a section line a
/// comment may begin anywhere; in a property line only after a space or tab (`after_blank_only`).
[[nodiscard]] std::string_view without_comment(std::string_view line, bool after_blank_only) noexcept;

/// Whether `name` is valid for a profile or property: ASCII letters, digits and _-/.%@:+
[[nodiscard]] bool is_profile_identifier(std::string_view name) noexcept;

/// The parts of a line "name = value". Views of the line. Without an equals sign, the whole line is the name.
struct property_line {
    std::string_view name{};
    std::string_view value{};
    bool has_equals_sign = false;
};
/// Splits a property line, without its comment, into name and value.
[[nodiscard]] property_line read_property_line(std::string_view line) noexcept;

/// The value of the sub-property `name` (in lower case) in a property's value with one sub-property per line.
/// If there are several, the last one.
[[nodiscard]] std::optional<std::string_view> find_sub_property(std::string_view value,
                                                                std::string_view name);

/// The two shared files. Their section names have different forms.
enum class profile_file_kind : std::uint8_t {
    config,       ///< [default], [profile dev], [sso-session corp], [services local]
    credentials,  ///< [default], [dev]
};

/// The kind of a section.
enum class section_kind : std::uint8_t { ignored, profile, sso_session, services };

/// A parsed section line.
struct section_name {
    section_kind kind = section_kind::ignored;
    std::string_view name{};    ///< A view of the parsed text.
    bool has_prefix = false;    ///< "profile default", which replaces a plain "default".
    std::string_view reason{};  ///< Why the section is ignored.
};

/// Parses the text between the brackets of a section. A name with spaces is in quotes, as the AWS CLI writes
/// it: [profile "my profile"].
[[nodiscard]] section_name read_section_name(std::string_view between, profile_file_kind kind) noexcept;

/// Parses one shared file (AWS SDKs and Tools Reference, "Format of the config file"). `path` is for error
/// texts. Invalid names, and sections that do not belong in the file, are ignored.
///
/// Fails with errc::invalid_configuration: another error in the syntax. The detail has the path, the line
/// number and what to do, but not the line, which may contain a secret.
[[nodiscard]] result<profile_set> parse_profile_file(std::string_view text, profile_file_kind kind,
                                                     const std::string& path);

/// Merges both files. If a profile has a property in both, the value of the credentials file is used.
[[nodiscard]] profile_set merge_profile_files(profile_set config, profile_set credentials);

}  // namespace dynaco::identity
