#include "load/pace/unit_bucket.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace unit_bucket_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;

TEST(UnitBucket, SendsRequestsOfAnySizeAtItsRate) {
    time_point now{};
    unit_bucket bucket(1000, 0.01, now);
    double sent = 0;
    for (const double units : {300.0, 1.0, 50.0, 2500.0, 10.0}) {
        EXPECT_EQ(bucket.wait(now), 0ns);
        bucket.take(units, now);
        sent += units;
        for (auto wait = bucket.wait(now); wait > 0ns; wait = bucket.wait(now)) {
            EXPECT_LE(wait, 1s + 1ns);
            now += wait;
        }
        EXPECT_NEAR(seconds_between({}, now), sent / 1000, 1e-6);
    }
}

TEST(UnitBucket, SavesOnlyTheBurst) {
    time_point now{};
    unit_bucket bucket(1000, 0.01, now);
    now += 1h;
    EXPECT_DOUBLE_EQ(bucket.level(now), 10);
}

TEST(UnitBucket, IsSettledByWhatWasConsumed) {
    time_point now{};
    unit_bucket bucket(100, 1, now);
    bucket.take(50, now);
    bucket.settle(50, 150, now);
    EXPECT_DOUBLE_EQ(bucket.level(now), -150);
    EXPECT_EQ(bucket.wait(now), 1s + 1ns) << "a long wait is divided";
    bucket.settle(150, 0, now);
    EXPECT_EQ(bucket.wait(now), 0ns);
}

TEST(UnitBucket, KeepsDebtAsTimeIfTheRateChanges) {
    time_point now{};
    unit_bucket bucket(1000, 0.1, now);
    bucket.take(500, now);
    bucket.set_rate(100, now);
    EXPECT_NEAR(real_seconds(bucket.wait(now)).count(), 0.5, 1e-6);
    bucket.set_rate(1000, now);
    EXPECT_LE(real_seconds(bucket.wait(now)).count(), 0.5);
}

TEST(UnitBucket, MayBeUnlimited) {
    time_point now{};
    unit_bucket bucket(unit_bucket::unlimited, 0.1, now);
    bucket.take(1e9, now);
    EXPECT_EQ(bucket.wait(now), 0ns);
    bucket.set_rate(100, now);
    bucket.take(10, now);
    EXPECT_NEAR(real_seconds(bucket.wait(now)).count(), 0.1, 1e-6);
}

TEST(RecentUnits, ForgetsAfterASecond) {
    time_point now{};
    recent_units recent(now);
    recent.add(5, now);
    now += 500ms;
    recent.add(7, now);
    EXPECT_EQ(recent.sum(now), 12);
    now += 490ms;
    EXPECT_EQ(recent.sum(now), 12);
    now += 30ms;
    EXPECT_EQ(recent.sum(now), 7);
    now += 10s;
    EXPECT_EQ(recent.sum(now), 0);
}

TEST(RecentUnits, IsNeverTooSmall) {
    recent_units recent({});
    std::vector<std::pair<time_point, double>> all;
    time_point now{};
    std::uint64_t random = 7;
    for (int i = 0; i < 20'000; ++i) {
        random = random * 6364136223846793005 + 1442695040888963407;
        now += nanoseconds((random >> 33) % 20'000'000);
        const auto units = static_cast<double>((random >> 40) % 100);
        recent.add(units, now);
        all.emplace_back(now, units);
        double exact = 0;
        for (auto at = all.rbegin(); at != all.rend() && now - at->first <= 1s; ++at) exact += at->second;
        ASSERT_GE(recent.sum(now) + 1e-6, exact);
        ASSERT_LE(recent.sum(now), exact + 1000);
    }
}

}  // namespace
}  // namespace unit_bucket_test
