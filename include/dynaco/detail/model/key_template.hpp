#pragma once

#include <dynaco/attribute_types.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

/// Templates of composed keys: "USER#{user_id}", "ORDER#{number:08}".
namespace dynaco::detail::model {

template <class T>
inline constexpr bool is_composed = false;
template <fixed_string Template>
inline constexpr bool is_composed<composed<Template>> = true;

/// A hole, which is replaced by a member's value, and the text before it.
struct template_hole {
    std::string_view before{};
    std::string_view member{};
    std::size_t width = 0;  ///< Number of digits that a number is padded to with zeros; 0: no padding.
};

/// The parsed template. A literal brace cannot be written.
struct key_template {
    static constexpr std::size_t max_holes = 8;

    template_hole holes[max_holes]{};
    std::size_t count = 0;
    std::string_view tail{};  ///< The text after the last hole.
    bool valid = false;
    bool separated = true;  ///< True if there is text between any two holes.

    /// The text at which the hole ends; empty for a hole at the end.
    [[nodiscard]] constexpr std::string_view after(std::size_t hole) const noexcept {
        return hole + 1 < count ? holes[hole + 1].before : tail;
    }
    [[nodiscard]] constexpr std::string_view prefix() const noexcept {
        return count > 0 ? holes[0].before : tail;
    }
};

constexpr bool read_hole(std::string_view text, template_hole& hole) noexcept {
    const std::size_t colon = text.find(':');
    hole.member = text.substr(0, colon);
    if (hole.member.empty() || hole.member.find('{') != std::string_view::npos) return false;
    if (colon == std::string_view::npos) return true;
    const std::string_view width = text.substr(colon + 1);
    if (width.size() < 2 || width.size() > 3 || width[0] != '0') return false;
    for (const char c : width) {
        if (c < '0' || c > '9') return false;
        hole.width = hole.width * 10 + static_cast<std::size_t>(c - '0');
    }
    return hole.width > 0;
}

/// Parses `text ( "{" member [":0" digits] "}" text )*`. @returns an invalid template for other text, or if
/// there are more than 8 holes
constexpr key_template parse_key_template(std::string_view text) noexcept {
    key_template t;
    for (;;) {
        const std::size_t open = text.find('{');
        const std::string_view plain = text.substr(0, open);
        if (plain.find('}') != std::string_view::npos) return t;
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos || t.count == key_template::max_holes) return t;
        template_hole& hole = t.holes[t.count];
        hole.before = plain;
        if (!read_hole(text.substr(open + 1, close - open - 1), hole)) return t;
        if (t.count++ > 0 && plain.empty()) t.separated = false;
        text.remove_prefix(close + 1);
    }
    t.tail = text;
    t.valid = true;
    return t;
}

template <fixed_string Text>
inline constexpr key_template template_of = parse_key_template(Text.view());

/// Splits `text`: `holes` gets one view for each hole. A hole ends at the first occurrence of the text after
/// it. @returns false if the text does not fit
constexpr bool split_key(const key_template& t, std::string_view text, std::string_view* holes) noexcept {
    for (std::size_t i = 0; i < t.count; ++i) {
        if (!text.starts_with(t.holes[i].before)) return false;
        text.remove_prefix(t.holes[i].before.size());
        const bool is_last = i + 1 == t.count;
        if (is_last && !text.ends_with(t.tail)) return false;
        const std::size_t end = is_last ? text.size() - t.tail.size() : text.find(t.after(i));
        if (end == std::string_view::npos) return false;
        holes[i] = text.substr(0, end);
        const std::size_t width = t.holes[i].width;
        if (width > 0 && (end != width || holes[i].find_first_not_of("0123456789") != std::string_view::npos))
            return false;
        text.remove_prefix(end);
    }
    return text == t.tail;
}
/// True if `text` fits the template.
constexpr bool fits_template(const key_template& t, std::string_view text) noexcept {
    std::string_view ignored[key_template::max_holes];
    return split_key(t, text, ignored);
}

/// True if the value for the only hole of a template seems to be the whole text: it begins with the text
/// before the hole or, if that is empty, ends with the text after it. In templates without a separator next
/// to the hole, such as "U{id}", any value can follow, so this returns false.
constexpr bool looks_composed(const key_template& t, std::string_view text) noexcept {
    const auto is_separator = [](char c) {
        return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    };
    if (const std::string_view before = t.prefix(); !before.empty())
        return is_separator(before.back()) && text.starts_with(before);
    return !t.tail.empty() && is_separator(t.tail.front()) && text.ends_with(t.tail);
}

/// True if no text fits both templates, as far as their beginnings and ends show.
constexpr bool templates_differ(const key_template& a, const key_template& b) noexcept {
    if (a.count == 0) return !fits_template(b, a.tail);
    if (b.count == 0) return !fits_template(a, b.tail);
    const std::size_t head = std::min(a.prefix().size(), b.prefix().size());
    const std::size_t tail = std::min(a.tail.size(), b.tail.size());
    return a.prefix().substr(0, head) != b.prefix().substr(0, head) ||
           a.tail.substr(a.tail.size() - tail) != b.tail.substr(b.tail.size() - tail);
}

}  // namespace dynaco::detail::model
