#include "program/show/paragraph.hpp"

#include <algorithm>

namespace dynaco::program {
namespace {

// Characters, not bytes: texts of help are UTF-8 without wide characters.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

void append_paragraph(std::string& out, std::string_view text, std::size_t indent, std::size_t& column,
                      std::size_t width) {
    bool first = true;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        if (word.empty()) continue;
        if (!first && column + 1 + characters(word) > width) {
            out += '\n';
            column = 0;
            first = true;
        }
        if (first && column < indent) {
            out.append(indent - column, ' ');
            column = indent;
        }
        if (!first) out += ' ', ++column;
        out += word;
        column += characters(word);
        first = false;
    }
}

}  // namespace

void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column,
                    std::size_t width) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(' ')) {
            if (column < indent) out.append(indent - column, ' ');
            out += line;
        } else {
            append_paragraph(out, line, indent, column, width);
        }
        out += '\n';
        column = 0;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

}  // namespace dynaco::program
