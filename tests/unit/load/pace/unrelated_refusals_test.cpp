#include "load/pace/unrelated_refusals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace unrelated_refusals_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;

constexpr double request = 25;  // units

/// Sends requests and lowers the rate by a tenth after each refusal, as long as that is useful.
struct descent {
    unrelated_refusals refusals{};
    double rate;
    time_point now{};
    bool is_useless = false;

    /// Returns the rate at the end. `refused`: the part of a request that is refused at a rate.
    template <class Refused>
    double run(int requests, Refused refused) {
        for (int i = 0; i < requests && !is_useless; ++i) {
            now += nanoseconds(static_cast<std::int64_t>(request * 1e9 / rate));
            const double part = refused(rate);
            is_useless = refusals.on_answer(now, rate, request * (1 - part), request * part, now);
            if (is_useless || part == 0 || !refusals.is_exceeded()) continue;
            is_useless = !refusals.on_cut(rate, now);
            if (!is_useless) rate = std::max(1.0, rate * 0.9);
        }
        return rate;
    }
};

auto capacity_of(double units) {
    return [units](double rate) { return std::max(0.0, 1 - units / rate); };
}

TEST(UnrelatedRefusals, FindsThePartThatIsRefusedAtAnyRate) {
    for (const double part : {0.05, 0.2, 0.4}) {
        descent by{.rate = 5000};
        by.run(200, [part](double) { return part; });
        EXPECT_TRUE(by.is_useless) << part;
        EXPECT_NEAR(by.refusals.part(), part, 1e-9);
        EXPECT_DOUBLE_EQ(by.refusals.rate_before(), 5000);
    }
}

TEST(UnrelatedRefusals, FindsRandomRefusals) {
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        std::mt19937_64 random(seed);
        descent by{.rate = 5000};
        by.run(2000, [&random](double) { return random() % 3 == 0 ? 1.0 : 0.0; });
        found += by.is_useless ? 1 : 0;
    }
    EXPECT_GE(found, 95);
}

TEST(UnrelatedRefusals, TheCapacityIsARelation) {
    for (const double capacity : {100.0, 500.0, 2000.0, 4500.0, 4900.0}) {
        descent by{.rate = 5000};
        by.run(2000, capacity_of(capacity));
        EXPECT_FALSE(by.is_useless) << capacity;
        EXPECT_EQ(by.refusals.part(), 0);
        EXPECT_LE(by.rate, capacity);
    }
}

TEST(UnrelatedRefusals, MoreThanHalfIsThrottling) {
    descent by{.rate = 5000};
    by.run(200, [](double) { return 0.7; });
    EXPECT_FALSE(by.is_useless);
    EXPECT_LT(by.rate, 5);
}

TEST(UnrelatedRefusals, OnlyMoreThanTheKnownPartIsThrottling) {
    descent by{.rate = 5000};
    by.run(200, [](double) { return 0.1; });
    ASSERT_TRUE(by.is_useless);
    EXPECT_FALSE(by.refusals.is_exceeded());
    for (int i = 0; i < 100; ++i) ASSERT_FALSE(by.refusals.on_answer(by.now, 5000, 22, 3, by.now));
    EXPECT_FALSE(by.refusals.is_exceeded());
    for (int i = 0; i < 20; ++i) ASSERT_FALSE(by.refusals.on_answer(by.now, 5000, 5, 20, by.now));
    EXPECT_TRUE(by.refusals.is_exceeded());
    EXPECT_NEAR(by.refusals.excess_of(0.8), 0.7 / 0.9, 0.01);
}

TEST(UnrelatedRefusals, ExaminesThemAgainAfterAMinute) {
    descent by{.rate = 5000};
    by.run(200, [](double) { return 0.1; });
    ASSERT_TRUE(by.is_useless);
    by.now += 61s;
    ASSERT_FALSE(by.refusals.on_answer(by.now, 5000, 22, 3, by.now));
    EXPECT_EQ(by.refusals.part(), 0);
    EXPECT_TRUE(by.refusals.is_exceeded());
}

TEST(UnrelatedRefusals, RefusalsThatEndAreNotExpectedAnyMore) {
    descent by{.rate = 5000};
    by.run(200, [](double) { return 0.3; });
    ASSERT_TRUE(by.is_useless);
    for (int i = 0; i < 500; ++i) ASSERT_FALSE(by.refusals.on_answer(by.now, 5000, 25, 0, by.now));
    EXPECT_LE(by.refusals.part(), 0.021);
}

// A refusal each five seconds, while the rate rises again between them.
TEST(UnrelatedRefusals, RareRefusalsBecomeUseless) {
    unrelated_refusals refusals;
    time_point now{};
    int useful = 0;
    for (; useful < 20; ++useful) {
        for (int i = 0; i < 99; ++i) ASSERT_FALSE(refusals.on_answer(now, 500, request, 0, now));
        now += 5s;
        ASSERT_FALSE(refusals.on_answer(now, 500, 0, request, now));
        ASSERT_TRUE(refusals.is_exceeded());
        if (!refusals.on_cut(500, now)) break;
    }
    EXPECT_EQ(useful, unrelated_refusals::many_cuts - 1);
    EXPECT_FALSE(refusals.is_exceeded());
    for (int i = 0; i < 8; ++i) ASSERT_FALSE(refusals.on_answer(now, 500, 10, 15, now));
    EXPECT_TRUE(refusals.is_exceeded());
    EXPECT_EQ(refusals.part(), 0);
}

TEST(UnrelatedRefusals, CutsThatHalveTheRateAreUseful) {
    unrelated_refusals refusals;
    time_point now{};
    for (double rate = 5000; rate > 5; rate /= 2) {
        for (int i = 0; i < 99; ++i) ASSERT_FALSE(refusals.on_answer(now, rate, request, 0, now));
        now += 5s;
        ASSERT_FALSE(refusals.on_answer(now, rate, 0, request, now));
        EXPECT_TRUE(refusals.on_cut(rate, now));
    }
}

}  // namespace
}  // namespace unrelated_refusals_test
