#include "program/start/drawn_fault.hpp"

#include "program/show/text_width.hpp"
#include "program/text/characters.hpp"

#include <algorithm>
#include <vector>

namespace dynaco::program {
namespace {

constexpr std::string_view cut_mark = "…";

// One character as it is drawn.
struct drawn_character {
    std::string_view bytes{};
    std::size_t width = 1;
};

std::vector<drawn_character> drawn_line(std::string_view line) {
    std::vector<drawn_character> all;
    for (std::size_t at = 0; at < line.size();) {
        const character next = character_at(line, at);
        const std::string_view bytes = line.substr(at, next.size);
        if (!next.valid)
            all.push_back({"?", 1});
        else if (is_unsafe(bytes))
            all.push_back({" ", 1});
        else
            all.push_back({bytes, text_width(bytes)});
        at += next.size;
    }
    return all;
}

std::size_t characters_before(std::string_view line, std::size_t offset) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < std::min(offset, line.size()); ++count) {
        at += character_at(line, at).size;
        if (at > offset) break;  // the offset is inside this character
    }
    return count;
}

// The part of a line that is drawn: characters [first, last), with marks where the line was cut.
struct line_window {
    std::size_t first = 0;
    std::size_t last = 0;
};

std::size_t width_between(const std::vector<drawn_character>& line, std::size_t first, std::size_t last) {
    std::size_t width = 0;
    for (std::size_t i = first; i < last; ++i) width += line[i].width;
    return width;
}

// Grows the window around the caret: first to the left, up to two thirds of the width, then to the right,
// then again to the left. A mark takes one column.
line_window window_around(const std::vector<drawn_character>& line, std::size_t caret, std::size_t width) {
    if (width_between(line, 0, line.size()) + (caret == line.size() ? 1 : 0) <= width)
        return {0, line.size()};
    const std::size_t room = width - 2;  // for both marks
    line_window window{caret, caret};
    std::size_t used = caret < line.size() ? line[caret].width : 1;
    if (caret < line.size()) ++window.last;
    const auto grow_left = [&](std::size_t most) {
        while (window.first > 0 && used + line[window.first - 1].width <= most)
            used += line[--window.first].width;
    };
    grow_left(room * 2 / 3);
    while (window.last < line.size() && used + line[window.last].width <= room)
        used += line[window.last++].width;
    grow_left(room);
    return window;
}

}  // namespace

std::string drawn(std::string_view text, const text_fault& fault, std::size_t width) {
    if (text.empty()) return {};
    const std::size_t column = std::min(fault.column, text.size());
    const std::size_t begin = column == 0 ? 0 : text.rfind('\n', column - 1) + 1;  // npos + 1 is 0
    const std::string_view line = text.substr(begin, text.find('\n', column) - begin);
    const auto characters = drawn_line(line);
    const std::size_t caret = characters_before(line, column - begin);
    const line_window window = window_around(characters, caret, std::max<std::size_t>(width, 8));

    std::string result(window.first > 0 ? cut_mark : "");
    for (std::size_t i = window.first; i < window.last; ++i) result += characters[i].bytes;
    if (window.last < characters.size()) result += cut_mark;
    result += '\n';
    result.append((window.first > 0 ? 1 : 0) + width_between(characters, window.first, caret), ' ');
    return result += "^\n";
}

}  // namespace dynaco::program
