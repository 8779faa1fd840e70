#include "program/show/facts.hpp"

#include "program/show/text_width.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

namespace dynaco::program {
namespace {

constexpr std::size_t gap = 2;         // between the columns
constexpr std::size_t least_room = 8;  // the smallest width of a content

// Lines end between words; a word that is too long is divided.
std::vector<std::string_view> lines_of(std::string_view content, std::size_t name_width, std::size_t width) {
    if (width == 0) return {content};
    const std::size_t used = name_width + gap;
    const std::size_t room = width > used + least_room ? width - used : least_room;
    std::vector<std::string_view> lines;
    do {
        std::string_view line = wrapped(content, room).front();
        const std::size_t blank = content.substr(0, line.size() + 1).rfind(' ');
        const bool ends_at_blank = line.size() < content.size() && blank != content.npos && blank > 0;
        if (ends_at_blank) line = content.substr(0, blank);
        lines.push_back(line);
        content.remove_prefix(line.size() + (ends_at_blank ? 1 : 0));
    } while (!content.empty());
    return lines;
}

}  // namespace

void print_facts(std::ostream& out, const std::vector<fact>& facts, screen shown_on) {
    std::size_t name_width = 0;
    for (const fact& each : facts) name_width = std::max(name_width, text_width(each.name));
    for (const fact& each : facts) {
        std::string label = each.name;
        label.append(name_width - text_width(each.name) + gap, ' ');
        const std::string content = visible_text(each.content);
        if (each.name.empty()) {
            out << '\n';
            continue;
        }
        for (const std::string_view line : lines_of(content, name_width, shown_on.width)) {
            out << painted(label, tone::faint, shown_on.colours) << painted(line, each.look, shown_on.colours)
                << '\n';
            label.assign(name_width + gap, ' ');
        }
    }
}

}  // namespace dynaco::program
