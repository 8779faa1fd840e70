#include "identity/profile_section_name.hpp"

#include "identity/profile_line.hpp"

#include <array>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr std::array<std::pair<std::string_view, section_kind>, 3> prefixes{{
    {"profile", section_kind::profile},
    {"sso-session", section_kind::sso_session},
    {"services", section_kind::services},
}};

section_kind kind_of(std::string_view prefix) noexcept {
    for (const auto& [text, kind] : prefixes)
        if (prefix == text) return kind;
    return section_kind::ignored;
}

section_name ignored(std::string_view reason) noexcept { return {.reason = reason}; }

// Without the quotes round it; as it is if it has none, or more of them.
std::string_view unquoted(std::string_view name) noexcept {
    if (name.size() < 2) return name;
    const char quote = name.front();
    if ((quote != '"' && quote != '\'') || name.back() != quote) return name;
    const std::string_view inside = name.substr(1, name.size() - 2);
    return inside.empty() || inside.find_first_of("\"'\\") != inside.npos ? name : inside;
}

section_name named(section_kind kind, std::string_view name, bool has_prefix) noexcept {
    const std::string_view bare = unquoted(name);
    if (bare.size() == name.size() && !is_profile_identifier(name))
        return ignored("a name is made of letters, digits and _-/.%@:+");
    return {.kind = kind, .name = bare, .has_prefix = has_prefix};
}

section_name in_credentials(std::string_view text, section_kind prefix) noexcept {
    if (prefix == section_kind::profile) return ignored("the credentials file has its profiles as [name]");
    if (prefix != section_kind::ignored) return ignored("it belongs in the config file");
    if (!is_profile_identifier(text)) return ignored("a name is made of letters, digits and _-/.%@:+");
    return {.kind = section_kind::profile, .name = text};
}

}  // namespace

section_name read_section_name(std::string_view between, profile_file_kind kind) noexcept {
    const std::string_view text = trimmed(between);
    const auto blank = text.find_first_of(" \t");
    const auto prefix = blank == text.npos ? section_kind::ignored : kind_of(text.substr(0, blank));
    if (kind == profile_file_kind::credentials) return in_credentials(text, prefix);
    if (prefix != section_kind::ignored) return named(prefix, trimmed(text.substr(blank)), true);
    if (text == "default") return {.kind = section_kind::profile, .name = text};
    return ignored("the config file has its profiles as [profile name]");
}

}  // namespace dynaco::identity
