#include "identity/profile_line.hpp"

#include "identity/authority.hpp"

#include <algorithm>

namespace dynaco::identity {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view comment_signs = "#;";

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(blanks);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view without_comment(std::string_view line, bool after_blank_only) noexcept {
    line = trimmed(line);
    for (auto at = line.find_first_of(comment_signs); at != line.npos;
         at = line.find_first_of(comment_signs, at + 1)) {
        const bool after_blank = at > 0 && blanks.find(line[at - 1]) != blanks.npos;
        if (after_blank || !after_blank_only) return trimmed(line.substr(0, at));
    }
    return line;
}

bool is_profile_identifier(std::string_view name) noexcept {
    constexpr std::string_view valid =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/.%@:+";
    return !name.empty() && name.find_first_not_of(valid) == name.npos;
}

property_line read_property_line(std::string_view line) noexcept {
    line = without_comment(line, true);
    const auto sign = line.find('=');
    if (sign == line.npos) return {.name = line};
    return {.name = trimmed(line.substr(0, sign)),
            .value = trimmed(line.substr(sign + 1)),
            .has_equals_sign = true};
}

std::optional<std::string_view> find_sub_property(std::string_view value, std::string_view name) {
    std::optional<std::string_view> found;
    for (std::string_view rest = value; !rest.empty();) {
        const auto end = rest.find('\n');
        const property_line line = read_property_line(rest.substr(0, end));
        if (line.has_equals_sign && lower(line.name) == name) found = line.value;
        rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    }
    return found;
}

}  // namespace dynaco::identity
