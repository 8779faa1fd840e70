#include "program/show/text_table.hpp"

#include "program/show/record_lines.hpp"
#include "program/show/table_lines.hpp"
#include "program/show/text_width.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

namespace dynaco::program {
namespace {

std::vector<record_line> row_as_record(const std::vector<table_column>& columns, const table_row& row) {
    std::vector<record_line> lines;
    for (std::size_t i = 0; i < row.size(); ++i)
        lines.push_back({.title = columns[i].title, .cell = &row[i], .whole = columns[i].whole});
    return lines;
}

}  // namespace

text_table::text_table(std::vector<table_column> columns) : columns_(std::move(columns)) {
    for (table_column& each : columns_) each.title = visible_text(each.title);
}

void text_table::add_row(std::vector<table_cell> cells) {
    cells.resize(columns_.size());
    for (table_cell& each : cells) each = safe_cell(std::move(each));
    rows_.push_back(std::move(cells));
}

void text_table::print(std::ostream& out, screen shown_on, bool header) const {
    if (const auto widths = widths_for(columns_, rows_, shown_on.width, header)) {
        out << table_lines(columns_, *widths, rows_, shown_on.colours, header);
        return;
    }
    std::size_t titles = 0;
    for (const table_row& row : rows_)
        titles = std::max(titles, title_width(row_as_record(columns_, row), shown_on.width));
    bool first = true;
    for (const table_row& row : rows_) {
        if (!first) out << '\n';
        first = false;
        out << record_lines(row_as_record(columns_, row), titles, shown_on);
    }
}

}  // namespace dynaco::program
