#include "program/measure/latencies.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace dynaco::program::latencies_test {
namespace {

using std::chrono::microseconds;

TEST(Latencies, WithoutDurationsAreZero) {
    EXPECT_EQ(microseconds(0), latencies().percentile(0.5));
    EXPECT_EQ(0U, latencies().count());
}

TEST(Latencies, SmallOnesAreExact) {
    latencies all;
    for (int i = 1; i <= 50; ++i) all.add(microseconds(i));
    EXPECT_EQ(microseconds(25), all.percentile(0.5));
    EXPECT_EQ(microseconds(1), all.percentile(0.0));
    EXPECT_EQ(microseconds(50), all.percentile(1.0));
}

// Compared with the sorted durations, over nine powers of ten.
TEST(Latencies, PercentilesAreNearTheTruth) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> exponent(0, 9);
    latencies all;
    std::vector<std::int64_t> truth;
    for (int i = 0; i < 20'000; ++i) {
        truth.push_back(static_cast<std::int64_t>(std::pow(10.0, exponent(random))));
        all.add(microseconds(truth.back()));
    }
    std::ranges::sort(truth);
    for (const double share : {0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
        const auto at = static_cast<std::size_t>(std::ceil(share * 20'000)) - 1;
        const auto found = static_cast<double>(all.percentile(share).count());
        const auto exact = static_cast<double>(truth[at]);
        EXPECT_GE(found, exact) << share;
        EXPECT_LE(found, exact * 1.04 + 1) << share;
    }
    EXPECT_EQ(truth.back(), all.longest().count());
}

TEST(Latencies, NegativeAndHugeDurationsAreCounted) {
    latencies all;
    all.add(microseconds(-5));
    all.add(microseconds::max());
    EXPECT_EQ(2U, all.count());
    EXPECT_EQ(microseconds(0), all.percentile(0.5));
    EXPECT_GT(all.percentile(1.0), microseconds(1'000'000'000));
}

TEST(Latencies, AreMerged) {
    latencies a;
    latencies b;
    a.add(microseconds(10));
    b.add(microseconds(30));
    a.merge(b);
    EXPECT_EQ(2U, a.count());
    EXPECT_EQ(microseconds(30), a.longest());
    EXPECT_EQ(microseconds(10), a.percentile(0.5));
}

}  // namespace
}  // namespace dynaco::program::latencies_test
