#pragma once

#include <cstdint>
#include <string_view>

namespace dynaco::identity {

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

}  // namespace dynaco::identity
