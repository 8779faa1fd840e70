#include "program/items/page_budget.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::program {
namespace {

// A page has at most 1 MB: 128 units if it is read eventually consistently, else 256.
constexpr double units_of_full_page = 256;
constexpr double largest_limit = 1'000'000;

}  // namespace

std::uint32_t page_budget::next_limit() const noexcept {
    double limit = 0;
    if (items_ > 0 && !filtered_) limit = static_cast<double>(items_ - std::min(printed_, items_));
    if (const double left = units_ - consumed_; units_ > 0 && left < units_of_full_page) {
        // Before the first page nothing is known of the sizes. An item of 4 KB consumes half a unit; a larger
        // one may exceed the limit, then the page has only one of them.
        const double per_item = scanned_ > 0 ? consumed_ / static_cast<double>(scanned_) : 1.0;
        const double fit = std::max(1.0, std::floor(left / std::max(per_item, 0.001)));
        limit = limit > 0 ? std::min(limit, fit) : fit;
    }
    return static_cast<std::uint32_t>(std::min(limit, largest_limit));
}

void page_budget::add_page(std::uint64_t scanned, double units) noexcept {
    scanned_ += scanned;
    consumed_ += units;
}

}  // namespace dynaco::program
