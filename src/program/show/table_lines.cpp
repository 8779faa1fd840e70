#include "program/show/table_lines.hpp"

#include "program/show/column_widths.hpp"
#include "program/show/text_width.hpp"
#include "program/show/utf8_section.hpp"

#include <algorithm>
#include <cstdlib>
#include <libsmartcols/libsmartcols.h>
#include <memory>
#include <new>

namespace dynaco::program {
namespace {

constexpr std::size_t narrow_column = 8;  // texts are not cut below it

struct scols_deleter {
    void operator()(libscols_table* table) const noexcept { ::scols_unref_table(table); }
    void operator()(char* text) const noexcept { std::free(text); }  // NOLINT(*-no-malloc)
};
using scols_table = std::unique_ptr<libscols_table, scols_deleter>;

// Functions of libsmartcols fail only without memory.
template <class T>
T* made(T* object) {
    if (!object) throw std::bad_alloc();
    return object;
}
void done(int code) {
    if (code != 0) throw std::bad_alloc();
}

scols_table empty_table(bool colours, bool header) {
    scols_table table(made(::scols_new_table()));
    done(::scols_table_enable_colors(table.get(), colours ? 1 : 0));
    done(::scols_table_enable_noheadings(table.get(), header ? 0 : 1));
    done(::scols_table_enable_noencoding(table.get(), 1));  // the texts are safe
    done(::scols_table_enable_minout(table.get(), 1));      // no blanks at the end of lines
    done(::scols_table_set_column_separator(table.get(), std::string(column_gap, ' ').c_str()));
    // The widths are decided: the library asks no terminal and makes no column narrower.
    done(::scols_table_set_termforce(table.get(), SCOLS_TERMFORCE_NEVER));
    return table;
}

void colour_cell(libscols_cell* cell, tone look) {
    if (const std::string_view begin = begin_of(look); !begin.empty())
        done(::scols_cell_set_color(cell, std::string(begin).c_str()));
}

void append_column(libscols_table* table, const table_column& column, std::size_t width) {
    const int flags = column.right ? SCOLS_FL_RIGHT : 0;
    libscols_column* const made_column =
        made(::scols_table_new_column(table, cut_to_width(column.title, width).c_str(), 0, flags));
    // A width of 1 and less would be a fraction of the terminal's width.
    if (width > 1) done(::scols_column_set_whint(made_column, static_cast<double>(width)));
    colour_cell(::scols_column_get_header(made_column), tone::title);
}

void append_row(libscols_table* table, std::span<const table_column> columns,
                std::span<const std::size_t> widths, const table_row& row) {
    libscols_line* const line = made(::scols_table_new_line(table, nullptr));
    for (std::size_t i = 0; i < std::min(row.size(), columns.size()); ++i) {
        const table_cell& cell = row[i];
        if (cell.text.empty()) continue;
        const bool whole = cell.number || columns[i].whole;
        const std::string text = whole ? cell.text : cut_to_width(cell.text, widths[i]);
        done(::scols_line_set_data(line, i, text.c_str()));
        colour_cell(::scols_line_get_cell(line, i), cell.look);
    }
}

column_need need_of(std::span<const table_row> rows, const table_column& column, std::size_t index,
                    bool header) {
    const std::size_t title = header ? text_width(column.title) : 0;
    column_need need{.natural = std::max<std::size_t>(title, 1), .least = std::max<std::size_t>(title, 1)};
    for (const table_row& row : rows) {
        if (index >= row.size()) continue;
        const std::size_t width = text_width(row[index].text);
        const bool whole = row[index].number || column.whole;
        need.natural = std::max(need.natural, width);
        need.least = std::max(need.least, whole ? width : std::min(width, narrow_column));
    }
    return need;
}

}  // namespace

table_cell safe_cell(table_cell cell) {
    if (is_unsafe(cell.text)) cell.text = visible_text(cell.text);
    return cell;
}

std::optional<std::vector<std::size_t>> widths_for(std::span<const table_column> columns,
                                                   std::span<const table_row> rows, std::size_t width,
                                                   bool header) {
    std::vector<column_need> needs;
    for (std::size_t i = 0; i < columns.size(); ++i) needs.push_back(need_of(rows, columns[i], i, header));
    return fit_columns(needs, width);
}

std::string table_lines(std::span<const table_column> columns, std::span<const std::size_t> widths,
                        std::span<const table_row> rows, bool colours, bool header) {
    if (columns.empty()) return {};
    const utf8_section utf8;
    const scols_table table = empty_table(colours, header);
    for (std::size_t i = 0; i < columns.size(); ++i) append_column(table.get(), columns[i], widths[i]);
    for (const table_row& each : rows) append_row(table.get(), columns, widths, each);
    // libsmartcols prints nothing, not even the header, for a table without lines.
    if (rows.empty() && header) done(::scols_table_new_line(table.get(), nullptr) ? 0 : 1);
    char* text = nullptr;
    done(::scols_print_table_to_string(table.get(), &text));
    const std::unique_ptr<char, scols_deleter> owned(text);
    std::string lines = text ? text : "";
    if (rows.empty()) lines.erase(std::min(lines.find('\n'), lines.size()));
    if (!lines.empty()) lines += '\n';
    return lines;
}

}  // namespace dynaco::program
