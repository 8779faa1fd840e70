#pragma once

#include "program/show/text_table.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dynaco::program {

/// A line of a record: an attribute of an item or a cell of a row.
struct record_line {
    std::string_view title{};          ///< The name, which is safe to show. It must outlive the call.
    const table_cell* cell = nullptr;  ///< The value. It must outlive the call.
    bool whole = false;  ///< Whether the value continues on the next lines instead of being cut.
};

/// Returns the width of a column for these titles: the widest one, but not more than half of the screen.
[[nodiscard]] std::size_t title_width(std::span<const record_line> lines, std::size_t screen_width);

/// Returns a record: a line "title  value" for each value that is not empty. Numbers are never cut. A title
/// that is wider than `titles` has a line for itself.
[[nodiscard]] std::string record_lines(std::span<const record_line> lines, std::size_t titles,
                                       screen shown_on);

}  // namespace dynaco::program
