#include "program/items/page_budget.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::page_budget_test {
namespace {

TEST(PageBudget, WithoutLimitsPagesAreFull) {
    page_budget budget(0, 0, false);
    EXPECT_EQ(0U, budget.next_limit());
    budget.add_page(1000, 128);
    budget.add_item();
    EXPECT_EQ(0U, budget.next_limit());
    EXPECT_FALSE(budget.has_all_items());
    EXPECT_FALSE(budget.is_spent());
}

TEST(PageBudget, ReadsOnlyTheItemsThatAreWanted) {
    page_budget budget(5, 0, false);
    EXPECT_EQ(5U, budget.next_limit());
    for (int i = 0; i < 3; ++i) budget.add_item();
    EXPECT_EQ(2U, budget.next_limit());
    for (int i = 0; i < 2; ++i) budget.add_item();
    EXPECT_TRUE(budget.has_all_items());
}

TEST(PageBudget, AFilterNeedsFullPages) { EXPECT_EQ(0U, page_budget(5, 0, true).next_limit()); }

TEST(PageBudget, PagesGetSmallerNearTheLimitOfUnits) {
    page_budget budget(0, 1000, false);
    EXPECT_EQ(0U, budget.next_limit());
    budget.add_page(1500, 900);  // 0.6 units an item; 100 left
    EXPECT_EQ(166U, budget.next_limit());
    budget.add_page(166, 99.6);
    EXPECT_EQ(1U, budget.next_limit());
    budget.add_page(1, 0.5);
    EXPECT_TRUE(budget.is_spent());
}

TEST(PageBudget, TheFirstPageAssumesAUnitAnItem) { EXPECT_EQ(10U, page_budget(0, 10, false).next_limit()); }

// Items of any size up to 4 KB: the sum never exceeds the limit.
TEST(PageBudget, SmallItemsNeverExceedTheUnits) {
    for (const double per_item : {0.0005, 0.01, 0.5}) {
        page_budget budget(0, 20, false);
        while (!budget.is_spent() && budget.scanned() < 100'000) {
            const std::uint32_t limit = budget.next_limit();
            ASSERT_GT(limit, 0U);
            budget.add_page(limit, limit * per_item);
        }
        EXPECT_LE(budget.consumed(), 20 + 1e-6) << per_item;
    }
}

}  // namespace
}  // namespace dynaco::program::page_budget_test
