#include "program/show/record_lines.hpp"

#include "program/show/column_widths.hpp"
#include "program/show/text_width.hpp"

#include <algorithm>

namespace dynaco::program {
namespace {

void append_value(std::string& out, const record_line& line, std::size_t indent, screen shown_on) {
    const std::string& text = line.cell->text;
    const auto paint = [&](std::string_view part) {
        (out += painted(part, line.cell->look, shown_on.colours)) += '\n';
    };
    if (shown_on.width == 0) return paint(text);
    const std::size_t room = shown_on.width > indent ? shown_on.width - indent : 1;
    if (!line.whole && !line.cell->number) return paint(cut_to_width(text, room));
    bool first = true;
    for (const std::string_view part : wrapped(text, room)) {
        if (!first) out.append(indent, ' ');
        first = false;
        paint(part);
    }
}

}  // namespace

std::size_t title_width(std::span<const record_line> lines, std::size_t screen_width) {
    std::size_t widest = 0;
    for (const record_line& each : lines)
        if (!each.cell->text.empty()) widest = std::max(widest, text_width(each.title));
    return screen_width == 0 ? widest : std::min(widest, screen_width / 2);
}

std::string record_lines(std::span<const record_line> lines, std::size_t titles, screen shown_on) {
    const std::size_t indent = titles + column_gap;
    std::string out;
    for (const record_line& each : lines) {
        if (each.cell->text.empty()) continue;
        const std::size_t width = text_width(each.title);
        out +=
            painted(shown_on.width == 0 ? std::string(each.title) : cut_to_width(each.title, shown_on.width),
                    tone::title, shown_on.colours);
        if (width > titles)
            (out += '\n').append(indent, ' ');
        else
            out.append(indent - width, ' ');
        append_value(out, each, indent, shown_on);
    }
    return out;
}

}  // namespace dynaco::program
