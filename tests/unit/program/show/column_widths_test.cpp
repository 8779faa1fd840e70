#include "program/show/column_widths.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace dynaco::program::column_widths_test {
namespace {

using needs = std::vector<column_need>;
using widths = std::optional<std::vector<std::size_t>>;

TEST(ColumnWidths, AreNaturalIfTheyFit) {
    EXPECT_EQ(fit_columns(needs{{5, 5}, {10, 8}}, 17), widths({5, 10}));
    EXPECT_EQ(fit_columns(needs{{5, 5}, {1000, 8}}, 0), widths({5, 1000}));
    EXPECT_EQ(fit_columns(needs{}, 80), widths(std::vector<std::size_t>{}));
}

TEST(ColumnWidths, CutTheWidestFirst) {
    EXPECT_EQ(fit_columns(needs{{5, 5}, {10, 8}}, 16), widths({5, 9}));
    EXPECT_EQ(fit_columns(needs{{30, 8}, {12, 8}, {40, 8}}, 66), widths({25, 12, 25}));
    EXPECT_EQ(fit_columns(needs{{30, 8}, {12, 8}, {40, 8}}, 40), widths({12, 12, 12}));
}

TEST(ColumnWidths, KeepTheLeastWidths) {
    EXPECT_EQ(fit_columns(needs{{20, 20}, {40, 8}}, 30), widths({20, 8}));
    EXPECT_EQ(fit_columns(needs{{20, 20}, {40, 8}}, 29), std::nullopt);
    EXPECT_EQ(fit_columns(needs{{20, 20}}, 19), std::nullopt);
}

}  // namespace
}  // namespace dynaco::program::column_widths_test
