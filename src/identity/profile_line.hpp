#pragma once

#include <optional>
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

}  // namespace dynaco::identity
