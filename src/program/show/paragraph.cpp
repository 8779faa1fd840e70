#include "program/show/paragraph.hpp"

#include "program/show/text_width.hpp"

#include <algorithm>

namespace dynaco::program {
namespace {

// `first`: the first word begins the text of its line.
void append_paragraph(std::string& out, std::string_view text, std::size_t indent, std::size_t& column,
                      std::size_t width, bool first = true) {
    while (!text.empty()) {
        const auto space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        if (word.empty()) continue;
        if (!first && column + 1 + text_width(word) > width) {
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
        column += text_width(word);
        first = false;
    }
}

// Appends a line that begins with a space, unchanged if it fits.
void append_kept(std::string& out, std::string_view line, std::size_t indent, std::size_t& column,
                 std::size_t width) {
    if (column < indent) out.append(indent - column, ' ');
    column = std::max(column, indent);
    if (column + text_width(line) <= width) {
        out += line;
        return;
    }
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t word_end = std::min(line.find(' ', blanks), line.size());
    const std::size_t further = column + blanks + 2;
    out += line.substr(0, word_end);
    column += text_width(line.substr(0, word_end));
    append_paragraph(out, line.substr(word_end), further, column, width, false);
}

// The end of the first word of a shell's command line: a blank in quotes does not end it.
std::size_t end_of_shell_word(std::string_view line) {
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote == '\0' && c == ' ') return i;
        if (c == '\\' && quote != '\'')
            ++i;
        else if (quote == '\0' ? c == '"' || c == '\'' : c == quote)
            quote = quote == '\0' ? c : '\0';
    }
    return line.size();
}

}  // namespace

void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column,
                    std::size_t width) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(' '))
            append_kept(out, line, indent, column, width);
        else
            append_paragraph(out, line, indent, column, width);
        out += '\n';
        column = 0;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::string visible_lines(std::string_view text) {
    std::string out;
    for (;;) {
        const auto end = text.find('\n');
        out += visible_text(text.substr(0, end));
        if (end == std::string_view::npos) return out;
        out += '\n';
        text.remove_prefix(end + 1);
    }
}

std::string message_lines(std::string_view command, std::string_view text, std::size_t width,
                          std::string_view shell) {
    std::string message = "dynaco";
    if (!command.empty()) (message += ' ') += command;
    (message += ": ") += visible_lines(text);
    const std::string line = visible_text(shell);
    if (!line.empty()) message += ':';
    const bool in_one_line = width == 0 || text_width(message) + 1 + text_width(line) <= width;
    if (!line.empty() && in_one_line) return message + ' ' + line + '\n';
    if (width == 0) return message + '\n';
    std::string lines;
    append_wrapped(lines, message, 0, 0, width);
    if (!line.empty()) append_shell_line(lines, line, 2, width);
    return lines;
}

void append_shell_line(std::string& out, std::string_view line, std::size_t indent, std::size_t width) {
    out.append(indent, ' ');
    std::size_t column = indent;
    for (bool first = true; !line.empty(); first = false) {
        const std::string_view word = line.substr(0, end_of_shell_word(line));
        line.remove_prefix(std::min(word.size() + 1, line.size()));
        const std::size_t needed = text_width(word) + (line.empty() ? 0 : 2);  // " \" may follow
        if (!first && column + 1 + needed > width) {
            out += " \\\n";
            column = indent + 2;
            out.append(column, ' ');
        } else if (!first) {
            out += ' ', ++column;
        }
        out += word;
        column += text_width(word);
    }
    out += '\n';
}

}  // namespace dynaco::program
