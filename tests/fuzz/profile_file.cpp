#include "fuzz_target.hpp"
#include "identity/profile/file.hpp"

#include <algorithm>
#include <string>

// A shared file, read as either kind. An accepted file can be written again and is read as an equal one; a
// failure names the line. In the seeds \r, \n, \t and \\ stand for themselves.
using namespace dynaco;
using fuzz::check;
using identity::profile_file_kind;
using identity::profile_section;
using identity::profile_set;

namespace {

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view two = text.substr(i, 2);
        const auto which = std::string_view(R"(\r\n\t\\)").find(two);
        const bool escape =
            two.size() == 2 && two[0] == '\\' && which != std::string_view::npos && which % 2 == 0;
        out += escape ? "\r\n\t\\"[which / 2] : text[i];
        i += escape ? 1 : 0;
    }
    return out;
}

// With \r\n, so that a \r before it stays unchanged.
void write_section(std::string& out, const std::string& header, const profile_section& section) {
    out += '[' + header + "]\r\n";
    for (const auto& [name, value] : section.properties) {
        out += name + '=';  // without a space: "=#" begins no comment
        for (const char c : value) c == '\n' ? out += "\r\n " : out += c;
        out += "\r\n";
    }
}

void write_sections(std::string& out, const std::string& prefix, const profile_set::sections& sections) {
    for (const auto& [name, section] : sections) {
        std::string header = prefix;
        header += identity::is_profile_identifier(name) ? name : '"' + name + '"';
        write_section(out, header, section);
    }
}

std::string written(const profile_set& files, profile_file_kind kind) {
    std::string out;
    write_sections(out, kind == profile_file_kind::config ? "profile " : "", files.profiles);
    write_sections(out, "sso-session ", files.sso_sessions);
    write_sections(out, "services ", files.services);
    return out;
}

bool same(const profile_set::sections& a, const profile_set::sections& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.properties == y.second.properties;
    });
}
bool same(const profile_set& a, const profile_set& b) {
    return same(a.profiles, b.profiles) && same(a.sso_sessions, b.sso_sessions) &&
           same(a.services, b.services);
}

void check_sections(const profile_set::sections& sections, std::ptrdiff_t lines, std::string_view input) {
    for (const auto& [name, section] : sections) {
        check(!name.empty() && section.file == "file" && section.line >= 1 && section.line <= lines,
              "a section has a name and begins somewhere", input);
        for (const auto& [key, value] : section.properties) {
            check(identity::is_profile_identifier(key), "a property has the name of one", input);
            check(identity::trimmed(value.substr(0, value.find('\n'))).size() ==
                      std::min(value.size(), value.find('\n')),
                  "a value is trimmed", input);
            static_cast<void>(identity::find_sub_property(value, "endpoint_url"));
        }
    }
}

void check_kind(std::string_view text, profile_file_kind kind, std::string_view input) {
    const auto lines = std::ranges::count(text, '\n') + 1;
    const auto read = identity::parse_profile_file(text, kind, "file");
    if (!read) {
        check(read.error().cause() == errc::invalid_configuration &&
                  read.error().diagnostics().detail.starts_with("could not parse profile file file, line "),
              "a failure says where it is", input);
        return;
    }
    check(kind == profile_file_kind::config || (read->sso_sessions.empty() && read->services.empty()),
          "the credentials file has profiles only", input);
    for (const auto* const sections : {&read->profiles, &read->sso_sessions, &read->services})
        check_sections(*sections, lines, input);
    const std::string again = written(*read, kind);
    const auto second = identity::parse_profile_file(again, kind, "file");
    check(second && same(*read, *second), "what is written anew is read as the same", input);
    check(second->ignored.empty(), "nothing of what is written anew is ignored", input);
    auto config = identity::parse_profile_file(text, kind, "file");
    check(config && same(*second,
                         identity::merge_profile_files(
                             std::move(*config), identity::parse_profile_file(text, kind, "file").value())),
          "a file merged with itself is the same", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::as_text(data, size);
    const std::string text = unescaped(input);
    check_kind(text, profile_file_kind::config, input);
    check_kind(text, profile_file_kind::credentials, input);
    return 0;
}
