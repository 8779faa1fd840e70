#include "table/batch/plan.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::table_calls::batch_plan_test {
namespace {

using std::chrono::milliseconds;

TEST(BatchPlan, GoesOnAtOnceWhenAllIsProcessed) {
    batch_plan plan;
    EXPECT_EQ(plan.round(25, 0), milliseconds(0));
    EXPECT_EQ(plan.round(1, 0), milliseconds(0));
}

TEST(BatchPlan, APartialRoundIsFollowedByAShortPause) {
    batch_plan plan;
    for (int i = 0; i < 100; ++i) EXPECT_EQ(plan.round(100, 60), batch_plan::base) << i;
    EXPECT_EQ(plan.round(25, 24), batch_plan::base);
}

TEST(BatchPlan, PausesGrowWhenNothingIsProcessed) {
    batch_plan plan{20};
    milliseconds before{0};
    for (int i = 0; i < 19; ++i) {
        const auto pause = plan.round(25, 25);
        ASSERT_TRUE(pause);
        EXPECT_EQ(*pause, std::min(batch_plan::base * (1 << std::min(i, 10)), batch_plan::longest));
        EXPECT_GE(*pause, before);
        before = *pause;
    }
    EXPECT_EQ(before, batch_plan::longest);
}

TEST(BatchPlan, ProgressStartsAnew) {
    for (const std::size_t left : {0U, 1U, 24U}) {
        batch_plan plan;
        for (int i = 0; i < 5; ++i) plan.round(25, 25);
        plan.round(25, left);
        EXPECT_EQ(plan.round(25, 25), batch_plan::base);
    }
}

TEST(BatchPlan, GivesUpWithoutProgress) {
    batch_plan plan;
    for (int i = 1; i < batch_plan::usual_attempts; ++i) EXPECT_TRUE(plan.round(25, 25)) << i;
    EXPECT_FALSE(plan.round(25, 25));
    EXPECT_EQ(plan.round(25, 25), batch_plan::base) << "what is asked for again starts anew";
}

TEST(BatchPlan, TakesTheAttemptsOfThePolicy) {
    for (const int attempts : {1, 2, 3, 12}) {
        batch_plan plan{attempts};
        for (int i = 1; i < attempts; ++i) EXPECT_TRUE(plan.round(25, 25)) << attempts << ' ' << i;
        EXPECT_FALSE(plan.round(25, 25)) << attempts;
    }
    batch_plan once{1};
    EXPECT_TRUE(once.round(25, 24)) << "progress is not a failed attempt";
}

TEST(BatchPlan, AnyProgressKeepsItGoing) {
    batch_plan plan;
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(plan.round(25, i % 5 == 4 ? 24 : 25)) << i;
}

}  // namespace
}  // namespace dynaco::table_calls::batch_plan_test
