#pragma once

#include "program/show/text_table.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dynaco::program {

/// A row of a table.
using table_row = std::vector<table_cell>;

/// Returns a cell whose text is safe to show.
[[nodiscard]] table_cell safe_cell(table_cell cell);

/// Decides the widths of columns for these rows, whose texts are safe; nothing: they do not fit.
[[nodiscard]] std::optional<std::vector<std::size_t>> widths_for(std::span<const table_column> columns,
                                                                 std::span<const table_row> rows,
                                                                 std::size_t width, bool header);

/// Returns rows as lines of columns (libsmartcols). Cells that are wider than their column are cut, except
/// numbers and whole columns, which make the column wider in these rows. Each line ends with a new line.
[[nodiscard]] std::string table_lines(std::span<const table_column> columns,
                                      std::span<const std::size_t> widths, std::span<const table_row> rows,
                                      bool colours, bool header);

}  // namespace dynaco::program
