#pragma once

#include "program/show/screen.hpp"

#include <cstddef>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {

/// A column of a table.
struct table_column {
    std::string title{};  ///< The header.
    bool right = false;   ///< Whether the cells are aligned to the right: for numbers.
    bool whole = false;   ///< Whether cells are never cut: for texts that a reader copies or compares.
};

/// A cell of a table.
struct table_cell {
    /// The text. Characters that could change a terminal are replaced (`visible_text`). Empty: nothing.
    std::string text{};
    tone look = tone::plain;  ///< Its kind, for the colour.
    bool number = false;      ///< Whether it is a number, which is never cut.

    /// An empty cell.
    table_cell() = default;
    /// A cell with a text.
    table_cell(std::string content, tone kind = tone::plain)  // NOLINT(google-explicit-constructor)
        : text(std::move(content)), look(kind), number(kind == tone::number) {}
    /// A cell with a text.
    table_cell(const char* content) : text(content) {}  // NOLINT(google-explicit-constructor)
};

/// A table in memory, for lists that fit there: tables, jobs, indexes.
///
///     text_table tables({{"table", false, true}, {"items", true}, {"status"}});
///     tables.add_row({"orders", {count_text(1234567), tone::number}, {"ACTIVE", tone::good}});
///     tables.print(out, {.width = 80, .colours = true});
///
/// prints
///
///     table       items  status
///     orders  1,234,567  ACTIVE
///
/// Columns that are too wide are cut with `…`, the widest first; a column is not cut below its title or 8
/// columns, and neither are numbers and columns with `whole`. If the columns still do not fit, each row is
/// printed as a record: one line "title  value" per cell that is not empty, with an empty line between
/// records.
class text_table {
 public:
    /// A table without rows.
    explicit text_table(std::vector<table_column> columns);

    /// Adds a row. Missing cells are empty; surplus cells are left out.
    void add_row(std::vector<table_cell> cells);
    /// The number of rows.
    [[nodiscard]] std::size_t rows() const noexcept { return rows_.size(); }

    /// Prints the table; without rows only the header. Each line ends with a new line and has no blanks at
    /// its end.
    void print(std::ostream& out, screen shown_on, bool header = true) const;

 private:
    std::vector<table_column> columns_;
    std::vector<std::vector<table_cell>> rows_{};
};

}  // namespace dynaco::program
