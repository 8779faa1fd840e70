#include "table/batch_plan.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::table_calls {
namespace {

using std::chrono::milliseconds;

TEST(BatchPlan, GoesOnAtOnceWhenAllIsProcessed) {
    batch_plan plan;
    EXPECT_EQ(plan.round(25, 0), milliseconds(0));
    EXPECT_EQ(plan.round(1, 0), milliseconds(0));
}

TEST(BatchPlan, PausesGrowToALimit) {
    batch_plan plan;
    milliseconds before{0};
    for (int i = 0; i < 20; ++i) {
        const auto pause = plan.round(25, 24);
        ASSERT_TRUE(pause);
        EXPECT_EQ(*pause, std::min(batch_plan::base * (1 << std::min(i, 10)), batch_plan::longest));
        EXPECT_GE(*pause, before);
        before = *pause;
    }
    EXPECT_EQ(before, batch_plan::longest);
}

TEST(BatchPlan, SuccessStartsAnew) {
    batch_plan plan;
    for (int i = 0; i < 5; ++i) plan.round(25, 20);
    plan.round(20, 0);
    EXPECT_EQ(plan.round(25, 1), batch_plan::base);
}

TEST(BatchPlan, GivesUpWithoutProgress) {
    batch_plan plan;
    for (int i = 1; i < batch_plan::max_fruitless_rounds; ++i) EXPECT_TRUE(plan.round(25, 25)) << i;
    EXPECT_FALSE(plan.round(25, 25));
}

TEST(BatchPlan, AnyProgressKeepsItGoing) {
    batch_plan plan;
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(plan.round(25, i % 5 == 4 ? 24 : 25)) << i;
}

}  // namespace
}  // namespace dynaco::table_calls
