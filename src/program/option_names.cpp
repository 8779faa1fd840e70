#include "program/option_names.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::pair<std::string_view, std::string_view> program_options[] = {
    {"client_options::profile", "--profile"},
    {"client_options::region", "--region"},
    {"client_options::endpoint", "--endpoint"},
    {"source_options::format", "--input-format"},
    {"source_options::delimiter", "--delimiter"},
    {"source_options::types", "--types or the table's keys"},
    {"export_options::consistent_read", "--consistent"},
};

// The position of a name of the library in a text.
struct code_name {
    std::size_t begin = std::string::npos;
    std::size_t end = std::string::npos;
};

bool is_part_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

// "client_options::region", "table<T>::admin().plan()", "codec<T>". An ARN has "::", too, but after another
// colon.
code_name code_name_at(std::string_view text, std::size_t mark, std::size_t size) {
    std::size_t begin = mark;
    while (begin > 0 &&
           (is_part_of_name(text[begin - 1]) || text[begin - 1] == '<' || text[begin - 1] == '>'))
        --begin;
    std::size_t end = mark + size;
    const bool is_name = begin < mark && begins_name(text[begin]) && (begin == 0 || text[begin - 1] != ':');
    if (!is_name || (size == 2 && (end == text.size() || !begins_name(text[end])))) return {};
    constexpr std::string_view further = ".:<>";
    while (end < text.size())
        if (text.substr(end).starts_with("()"))
            end += 2;
        else if (is_part_of_name(text[end]) || further.find(text[end]) != text.npos)
            ++end;
        else
            break;
    while (text[end - 1] == '.' || text[end - 1] == ':') --end;
    return {begin, end};
}

code_name next_code_name(std::string_view text, std::size_t from) {
    for (std::size_t at = from; at < text.size(); ++at)
        for (const std::string_view mark : {"::", "<T>"})
            if (text.substr(at).starts_with(mark))
                if (const code_name found = code_name_at(text, at, mark.size()); found.begin != text.npos)
                    return found;
    return {};
}

// The advice with the name, including the words that join it to the rest: "; set X", ", or X".
code_name advice_around(std::string_view text, code_name name) {
    std::size_t begin = std::string::npos;
    for (const std::string_view joint : {"; ", ", or ", ", and "})
        if (const auto at = text.rfind(joint, name.begin); at != text.npos)
            begin = begin == std::string::npos ? at : std::max(begin, at);
    if (begin == std::string::npos) return {};
    return {begin, std::min({text.find("; ", name.end), text.find(" [", name.end), text.size()})};
}

// The length of " or " between the name and a variable of the environment, which the program also has.
std::size_t joint_before_variable(std::string_view rest) {
    for (const std::string_view joint : {" or ", " and "})
        if (rest.starts_with(joint) && rest.substr(joint.size()).starts_with("AWS_")) return joint.size();
    return 0;
}

}  // namespace

std::string with_option_names(std::string text) {
    for (code_name name = next_code_name(text, 0); name.begin != text.npos;
         name = next_code_name(text, name.begin)) {
        const std::string_view all = text;
        const std::string_view typed = all.substr(name.begin, name.end - name.begin);
        const auto* const option =
            std::ranges::find(program_options, typed, [](const auto& each) { return each.first; });
        if (option != std::end(program_options)) {
            text.replace(name.begin, typed.size(), option->second);
        } else if (const std::size_t joint = joint_before_variable(all.substr(name.end)); joint > 0) {
            text.erase(name.begin, typed.size() + joint);
        } else if (const code_name advice = advice_around(text, name); advice.begin != text.npos) {
            text.erase(advice.begin, advice.end - advice.begin);
            name.begin = advice.begin;
        } else {
            const auto member = typed.rfind("::");
            text.erase(name.begin, member == typed.npos ? typed.size() : member + 2);
        }
    }
    return text;
}

}  // namespace dynaco::program
