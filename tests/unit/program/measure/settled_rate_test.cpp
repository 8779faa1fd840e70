#include "program/measure/settled_rate.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynaco::program::settled_rate_test {
namespace {

TEST(SettledRate, IsTheMeanAfterTheBegin) {
    const auto found = find_settled_rate(std::vector<double>{100, 4000, 1000, 1010, 990, 1000});
    ASSERT_TRUE(found);
    EXPECT_EQ(2U, found->after);
    EXPECT_DOUBLE_EQ(1000, found->per_second);
}

TEST(SettledRate, NeedsThreeSeconds) {
    EXPECT_FALSE(find_settled_rate(std::vector<double>{}));
    EXPECT_FALSE(find_settled_rate(std::vector<double>{1000, 1000}));
    EXPECT_TRUE(find_settled_rate(std::vector<double>{1000, 1000, 1000}));
}

TEST(SettledRate, AFallingRateDoesNotSettle) {
    EXPECT_FALSE(find_settled_rate(std::vector<double>{4000, 3000, 2000, 1000, 500}));
    EXPECT_FALSE(find_settled_rate(std::vector<double>{0, 0, 0, 0}));
}

}  // namespace
}  // namespace dynaco::program::settled_rate_test
