#include "identity/profile_file.hpp"

#include "identity/authority.hpp"
#include "identity/profile_line.hpp"

#include <dynaco/core/secret.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::identity {
namespace {

void overwrite(std::string& value) { const secret dying(std::move(value)); }

// Leaves no copy of the value behind when it needs more room.
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

// One file, line by line.
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
    // What a continuation line continues.
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
            return ignore(between, "[profile default] counts");
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
                                .reason = "[profile default] counts"});
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
            ignore({}, "a property's name is made of letters, digits and _-/.%@:+");
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
    profile_section* section_ = nullptr;  // null: one that is ignored
    open_property open_ = open_property::none;
    std::string* value_ = nullptr;  // null: that of a property that is ignored
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
    for (auto& [name, section] : credentials.profiles)  // those that are in both
        merge(config.profiles[name], std::move(section));
    std::ranges::move(credentials.ignored, std::back_inserter(config.ignored));
    return config;
}

}  // namespace dynaco::identity
