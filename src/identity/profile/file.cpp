#include "identity/profile/file.hpp"

#include "identity/text/host.hpp"

#include <dynaco/types.hpp>

#include <algorithm>
#include <array>
#include <utility>

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

// The name without the quotes at both ends; unchanged if it has no quotes there, or more quotes inside.
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
        return ignored("a name can only have letters, digits and _-/.%@:+");
    return {.kind = kind, .name = bare, .has_prefix = has_prefix};
}

section_name in_credentials(std::string_view text, section_kind prefix) noexcept {
    if (prefix == section_kind::profile)
        return ignored("in the credentials file, a profile is written as [name]");
    if (prefix != section_kind::ignored) return ignored("this section belongs in the config file");
    if (!is_profile_identifier(text)) return ignored("a name can only have letters, digits and _-/.%@:+");
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
    return ignored("in the config file, a profile is written as [profile name]");
}

namespace {

void overwrite(std::string& value) { const secret dying(std::move(value)); }

// Leaves no copy of the value in memory when the string grows.
void append_line(std::string& value, std::string_view line) {
    if (value.capacity() < value.size() + 1 + line.size()) {
        std::string grown;
        grown.reserve(2 * (value.size() + 1 + line.size()));
        grown += value;
        overwrite(value);
        value = std::move(grown);
    }
    (value += '\n') += line;
}

// Parses one file, line by line.
class parser {
 public:
    parser(profile_file_kind kind, const std::string& path) : kind_(kind), path_(path) {}

    result<profile_set> read(std::string_view text) {
        if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // some editors' byte order mark
        while (!text.empty()) {
            ++line_;
            const auto end = text.find('\n');
            std::string_view line = text.substr(0, end);
            text.remove_prefix(end == text.npos ? text.size() : end + 1);
            if (line.ends_with('\r')) line.remove_suffix(1);
            if (auto done = read_line(line); !done) return done.error();
        }
        return std::move(set_);
    }

 private:
    // The kind of value that a continuation line continues.
    enum class open_property : std::uint8_t { none, value, sub_properties };

    result<void> read_line(std::string_view line) {
        if (trimmed(line).empty() || line.front() == '#' || line.front() == ';') return {};
        if (line.front() == '[') return read_section(line);
        if (line.front() == ' ' || line.front() == '\t') return read_continuation(line);
        return read_property(line);
    }

    result<void> read_section(std::string_view line) {
        line = without_comment(line, false);
        if (!line.ends_with(']'))
            return broken("Profile definition must end with ']'; write it as [profile name]");
        in_section_ = true;
        section_ = nullptr;
        open_ = open_property::none;
        const std::string_view between = line.substr(1, line.size() - 2);
        const section_name name = read_section_name(between, kind_);
        if (name.kind == section_kind::ignored)
            ignore(between, name.reason);
        else
            enter(name, between);
        return {};
    }

    void enter(const section_name& name, std::string_view between) {
        const bool is_default = name.kind == section_kind::profile && name.name == "default";
        if (is_default && !name.has_prefix && default_has_prefix_)
            return ignore(between, "[profile default] is used instead");
        const auto [at, is_new] = sections_of(name.kind).try_emplace(std::string(name.name));
        section_ = &at->second;
        if (is_default && name.has_prefix && !default_has_prefix_) {
            default_has_prefix_ = true;
            if (!is_new) hide_plain_default();
        }
        if (section_->line != 0) return;
        section_->file = path_;
        section_->line = line_;
    }

    void hide_plain_default() {
        set_.ignored.push_back({.section = "default",
                                .file = path_,
                                .line = section_->line,
                                .reason = "[profile default] is used instead"});
        for (auto& [name, value] : section_->properties) overwrite(value);
        *section_ = {};
    }

    result<void> read_property(std::string_view line) {
        if (!in_section_)
            return broken("Expected a profile definition; write [profile name] or [default] above");
        const property_line property = read_property_line(line);
        if (auto sound = check(property, "Property", "property"); !sound) return sound;
        open_ = property.value.empty() ? open_property::sub_properties : open_property::value;
        value_ = nullptr;
        if (!section_) return {};
        if (!is_profile_identifier(property.name)) {
            ignore({}, "a property's name can only have letters, digits and _-/.%@:+");
            return {};
        }
        value_ = &section_->properties[lower(property.name)];
        overwrite(*value_);
        *value_ = property.value;
        return {};
    }

    result<void> read_continuation(std::string_view line) {
        if (!in_section_)
            return broken("Expected a profile definition, found continuation; remove the white space that " +
                          std::string("the line begins with, and write [profile name] or [default] above"));
        if (open_ == open_property::none)
            return broken("Expected a property definition, found continuation; remove the white space that " +
                          std::string("the line begins with"));
        if (open_ == open_property::sub_properties)
            if (auto sound = check(read_property_line(line), "Sub-property", "sub-property"); !sound)
                return sound;
        if (value_) append_line(*value_, trimmed(line));
        return {};
    }

    [[nodiscard]] result<void> check(const property_line& read, std::string_view what_it_is,
                                     std::string_view what) const {
        if (!read.has_equals_sign)
            return broken("Expected an '=' sign defining a " + std::string(what) +
                          "; write it as name = value");
        if (read.name.empty())
            return broken(std::string(what_it_is) + " did not have a name; write it as name = value");
        return {};
    }

    [[nodiscard]] failure broken(const std::string& why) const {
        return {errc::invalid_configuration,
                {.detail = "could not parse profile file " + path_ + ", line " + std::to_string(line_) +
                           ": " + why}};
    }

    void ignore(std::string_view between, std::string_view reason) {
        set_.ignored.push_back({.section = std::string(trimmed(between)),
                                .file = path_,
                                .line = line_,
                                .reason = std::string(reason)});
    }

    profile_set::sections& sections_of(section_kind kind) {
        if (kind == section_kind::sso_session) return set_.sso_sessions;
        return kind == section_kind::services ? set_.services : set_.profiles;
    }

    const profile_file_kind kind_;
    const std::string& path_;
    profile_set set_{};
    int line_ = 0;
    bool in_section_ = false;
    bool default_has_prefix_ = false;
    profile_section* section_ = nullptr;  // null: the section is ignored
    open_property open_ = open_property::none;
    std::string* value_ = nullptr;  // null: the property is ignored
};

void merge(profile_section& into, profile_section&& from) {
    for (auto& [name, value] : from.properties) {
        std::string& mine = into.properties[name];
        overwrite(mine);
        mine = std::move(value);
        overwrite(value);
        into.other_files[name] = from.file;
    }
}

}  // namespace

result<profile_set> parse_profile_file(std::string_view text, profile_file_kind kind,
                                       const std::string& path) {
    return parser(kind, path).read(text);
}

profile_set merge_profile_files(profile_set config, profile_set credentials) {
    config.profiles.merge(credentials.profiles);
    for (auto& [name, section] : credentials.profiles)  // sections that are in both files
        merge(config.profiles[name], std::move(section));
    std::ranges::move(credentials.ignored, std::back_inserter(config.ignored));
    return config;
}

}  // namespace dynaco::identity
