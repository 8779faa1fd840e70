#include "load/plan/acknowledged_ranges.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

namespace acknowledged_ranges_test {
namespace {

using dynaco::loading::acknowledged_ranges;
using dynaco::loading::sequence_range;
using ranges = std::vector<sequence_range>;

TEST(AcknowledgedRanges, MovesTheLowWaterMark) {
    acknowledged_ranges a;
    EXPECT_TRUE(a.add(1));
    EXPECT_EQ(a.low(), 0u);
    EXPECT_TRUE(a.add(0));
    EXPECT_EQ(a.low(), 2u);
    EXPECT_TRUE(a.add({4, 6}));
    EXPECT_TRUE(a.add(8));
    EXPECT_EQ(a.beyond(), (ranges{{4, 6}, {8, 8}}));
    EXPECT_EQ(a.count_beyond(), 4u);
    EXPECT_TRUE(a.add({2, 3}));
    EXPECT_EQ(a.low(), 7u);
    EXPECT_EQ(a.beyond(), (ranges{{8, 8}}));
}

TEST(AcknowledgedRanges, RefusesANumberTwice) {
    acknowledged_ranges a(10);
    EXPECT_FALSE(a.add(9));
    EXPECT_TRUE(a.add(12));
    EXPECT_FALSE(a.add(12));
    EXPECT_TRUE(a.add(10));
    EXPECT_FALSE(a.add(10));
    EXPECT_TRUE(a.contains(3));
    EXPECT_TRUE(a.contains(10));
    EXPECT_FALSE(a.contains(11));
    EXPECT_TRUE(a.contains(12));
    EXPECT_FALSE(a.contains(1'000'000));
}

TEST(AcknowledgedRanges, AgreesWithASetInAnyOrder) {
    for (const std::uint64_t start : {0u, 1u, 63u, 4095u, 4096u, 10'000u}) {
        acknowledged_ranges a(start);
        std::vector<std::uint64_t> numbers(30'000);
        std::iota(numbers.begin(), numbers.end(), start);
        std::mt19937 random(static_cast<unsigned>(start));
        // In parts, as a load acknowledges: far out of order inside a window.
        for (std::size_t i = 0; i < numbers.size(); i += 6000)
            std::shuffle(numbers.begin() + static_cast<std::ptrdiff_t>(i),
                         numbers.begin() + static_cast<std::ptrdiff_t>(std::min(i + 9000, numbers.size())),
                         random);
        std::set<std::uint64_t> model;
        std::uint64_t low = start;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            ASSERT_TRUE(a.add(numbers[i]));
            model.insert(numbers[i]);
            while (model.contains(low)) model.erase(low++);
            ASSERT_EQ(a.low(), low);
            if (i % 997 != 0) continue;
            ranges expected;
            for (const std::uint64_t each : model)
                if (!expected.empty() && expected.back().last + 1 == each)
                    expected.back().last = each;
                else
                    expected.push_back({each, each});
            ASSERT_EQ(a.beyond(), expected) << i;
            ASSERT_EQ(a.count_beyond(), model.size());
        }
        EXPECT_EQ(a.low(), start + numbers.size());
        EXPECT_TRUE(a.beyond().empty());
        EXPECT_LE(a.parts(), 1u);
    }
}

TEST(AcknowledgedRanges, NeedsLittleMemoryIfOneNumberIsMissingForLong) {
    acknowledged_ranges a;
    for (std::uint64_t i = 1; i < 3'000'000; ++i)
        if (i != 1'500'000) a.add(i);
    EXPECT_LE(a.parts(), 6u);
    EXPECT_EQ(a.beyond(), (ranges{{1, 1'499'999}, {1'500'001, 2'999'999}}));
    a.add(0);
    EXPECT_EQ(a.low(), 1'500'000u);
    a.add(1'500'000);
    EXPECT_EQ(a.low(), 3'000'000u);
}

}  // namespace
}  // namespace acknowledged_ranges_test
