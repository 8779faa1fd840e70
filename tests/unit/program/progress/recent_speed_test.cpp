#include "program/progress/recent_speed.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::program::recent_speed_test {
namespace {

using std::chrono::milliseconds;

// Work of 10,000 items, one unit each, whose time is made by the test.
struct RecentSpeed : testing::Test {
    // Works for a time at a rate, in steps of a quarter of a second.
    void works(milliseconds time, double per_second) {
        constexpr milliseconds step{250};
        for (; time.count() > 0; time -= step) {
            done += per_second * 0.25;
            work.elapsed += step;
            note();
        }
    }
    void is_out(milliseconds time) {
        work.elapsed += time;
        work.outage += time;
        note();
    }
    void note() {
        work.items = static_cast<std::uint64_t>(done);
        work.units = done;
        work.items_per_second = work.units_per_second =
            done * 1000 / static_cast<double>((work.elapsed - work.outage).count());
        speed.note(work);
    }
    [[nodiscard]] work_progress shown(milliseconds silence = {}) const {
        return speed.applied(work, silence);
    }
    [[nodiscard]] double seconds_left() const {
        return static_cast<double>(time_left(shown()).value_or(milliseconds(-1)).count()) / 1000;
    }

    work_progress work{.total_items = 10'000};
    double done = 0;
    recent_speed speed{};
};

TEST_F(RecentSpeed, IsThatOfSteadyWork) {
    works(milliseconds(10'000), 100);
    EXPECT_NEAR(shown().items_per_second, 100, 1);
    EXPECT_NEAR(shown().units_per_second, 100, 1);
    EXPECT_NEAR(seconds_left(), 90, 1);
}

TEST_F(RecentSpeed, FollowsAChangeInSeconds) {
    works(milliseconds(60'000), 100);
    works(milliseconds(15'000), 20);
    EXPECT_NEAR(shown().items_per_second, 20 + 80 / 2.718, 2);
    works(milliseconds(45'000), 20);
    EXPECT_NEAR(shown().items_per_second, 20, 2);
    EXPECT_NEAR(seconds_left(), (10'000 - done) / 20, 20);  // the mean since the beginning: 46 s and not 140
}

TEST_F(RecentSpeed, DoesNotJump) {
    works(milliseconds(30'000), 100);
    works(milliseconds(250), 1000);
    EXPECT_NEAR(shown().items_per_second, 115, 3);
    works(milliseconds(250), 0);
    EXPECT_NEAR(shown().items_per_second, 113, 3);
}

TEST_F(RecentSpeed, AnOutageDoesNotCount) {
    works(milliseconds(30'000), 100);
    is_out(milliseconds(60'000));
    EXPECT_NEAR(shown().items_per_second, 100, 1);
    EXPECT_NEAR(seconds_left(), 70, 1);
    works(milliseconds(1'000), 100);
    EXPECT_NEAR(shown().items_per_second, 100, 1);
    EXPECT_NEAR(seconds_left(), 69, 1);
}

TEST_F(RecentSpeed, ASilenceLowersTheRatesAndNotTheTimeLeft) {
    works(milliseconds(30'000), 100);
    EXPECT_NEAR(shown(milliseconds(15'000)).items_per_second, 100 / 2.718, 1);
    EXPECT_EQ(time_left(shown(milliseconds(15'000))), time_left(shown()));
    work.retry_reason = "timeout";
    work.retrying_for = milliseconds(60'000);
    EXPECT_LT(shown().items_per_second, 2);
}

TEST_F(RecentSpeed, OfARunThatContinuesIsThatOfTheRun) {
    work.items_before = 5'000;
    work.done_before = 0.5;
    work.elapsed = milliseconds(1'000);
    work.items = 5'100;
    work.items_per_second = 100;
    speed.note(work);
    EXPECT_NEAR(shown().items_per_second, 100, 1);
    EXPECT_NEAR(seconds_left(), 49, 1);
}

TEST_F(RecentSpeed, IsStillKnownIfThereIsMoreToDo) {
    works(milliseconds(30'000), 100);
    work.total_items = 20'000;
    works(milliseconds(1'000), 100);
    EXPECT_NEAR(seconds_left(), 169, 3);
}

TEST_F(RecentSpeed, IsNotKnownBeforeAnythingIsDone) {
    EXPECT_EQ(shown().items_per_second, 0);
    EXPECT_EQ(time_left(shown()), std::nullopt);
    note();
    EXPECT_EQ(time_left(shown()), std::nullopt);
}

}  // namespace
}  // namespace dynaco::program::recent_speed_test
