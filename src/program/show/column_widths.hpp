#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dynaco::program {

/// The columns of blanks between two columns of a table.
inline constexpr std::size_t column_gap = 2;

/// The widths that a column of a table needs.
struct column_need {
    std::size_t natural = 0;  ///< The width of its widest cell or its title.
    std::size_t least = 0;    ///< The width below which it is not cut; at most `natural`.
};

/// Decides the widths of columns so that a line fits `width`; 0: without a limit. The widest columns are cut
/// first, to the same width. Nothing: the columns do not fit even with their least widths.
[[nodiscard]] std::optional<std::vector<std::size_t>> fit_columns(std::span<const column_need> needs,
                                                                  std::size_t width);

}  // namespace dynaco::program
