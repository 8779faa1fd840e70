#include "client/observe/latency_histogram.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::test::latency_histogram_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(LatencyHistogram, BoundsGrowFrom100MicrosecondsTo100Seconds) {
    const auto& bounds = detail::latency_histogram::bounds;
    EXPECT_EQ(bounds.front(), microseconds(100));
    EXPECT_EQ(bounds.back(), seconds(100));
    for (std::size_t i = 1; i < bounds.size(); ++i) {
        EXPECT_GT(bounds.at(i), bounds.at(i - 1));
        EXPECT_LE(bounds.at(i).count() * 100, bounds.at(i - 1).count() * 129) << "a quarter wider, about";
    }
}

TEST(LatencyHistogram, CountsWhatTookNoLongerThanABound) {
    detail::latency_histogram h;
    for (const auto time : {microseconds(0), microseconds(100), microseconds(101), microseconds(125)})
        h.add(time);
    h.add(seconds(1000));
    EXPECT_EQ(h.count_up_to(0), 2U);
    EXPECT_EQ(h.count_up_to(1), 4U);
    EXPECT_EQ(h.count_up_to(60), 4U);
    EXPECT_EQ(h.count(), 5U);
    EXPECT_EQ(h.sum(), seconds(1000) + microseconds(326));
}

TEST(LatencyHistogram, QuantilesOfAnEvenSpread) {
    detail::latency_histogram h;
    for (int i = 1; i <= 1000; ++i) h.add(milliseconds(i));
    for (const double q : {0.01, 0.1, 0.5, 0.9, 0.99}) {
        const double exact = q * 1000;
        const auto found = static_cast<double>(h.quantile(q).count()) / 1000;
        EXPECT_NEAR(found, exact, exact / 100) << q;
    }
    EXPECT_EQ(h.quantile(1), seconds(1));
    EXPECT_EQ(h.quantile(2), seconds(1));
}

TEST(LatencyHistogram, QuantilesOfOneDuration) {
    detail::latency_histogram h;
    EXPECT_EQ(h.quantile(0.5), microseconds(0));
    h.add(milliseconds(7));
    for (const double q : {-1.0, 0.0, 0.5, 1.0}) {
        EXPECT_GE(h.quantile(q), microseconds(6300)) << q;
        EXPECT_LE(h.quantile(q), microseconds(8000)) << q;
    }
}

TEST(LatencyHistogram, QuantileBeyondTheLastBoundIsThatBound) {
    detail::latency_histogram h;
    h.add(seconds(1000));
    EXPECT_EQ(h.quantile(0.5), seconds(100));
}

TEST(LatencyHistogram, AddsUp) {
    detail::latency_histogram a;
    detail::latency_histogram b;
    a.add(milliseconds(1));
    b.add(milliseconds(1));
    b.add(seconds(1));
    a += b;
    EXPECT_EQ(a.count(), 3U);
    EXPECT_EQ(a.count_up_to(10), 2U);
    EXPECT_EQ(a.sum(), milliseconds(1002));
}

}  // namespace
}  // namespace dynaco::test::latency_histogram_test
