#include "program/show/column_widths.hpp"

#include <algorithm>

namespace dynaco::program {
namespace {

std::size_t width_under(const column_need& need, std::size_t cap) noexcept {
    return std::max(need.least, std::min(need.natural, cap));
}

std::size_t total_under(std::span<const column_need> needs, std::size_t cap) noexcept {
    std::size_t total = needs.empty() ? 0 : column_gap * (needs.size() - 1);
    for (const column_need& each : needs) total += width_under(each, cap);
    return total;
}

}  // namespace

std::optional<std::vector<std::size_t>> fit_columns(std::span<const column_need> needs, std::size_t width) {
    std::size_t cap = 0;
    for (const column_need& each : needs) cap = std::max(cap, each.natural);
    if (width > 0 && total_under(needs, cap) > width) {
        if (total_under(needs, 0) > width) return std::nullopt;
        std::size_t fits = 0;
        std::size_t too_wide = cap;
        while (too_wide > fits + 1) {
            const std::size_t middle = fits + (too_wide - fits) / 2;
            (total_under(needs, middle) <= width ? fits : too_wide) = middle;
        }
        cap = fits;
    }
    std::vector<std::size_t> widths;
    for (const column_need& each : needs) widths.push_back(width_under(each, cap));
    return widths;
}

}  // namespace dynaco::program
