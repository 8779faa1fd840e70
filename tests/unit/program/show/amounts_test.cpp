#include "program/show/amounts.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>

namespace dynaco::program::show_amounts_test {
namespace {

using std::chrono::milliseconds;

TEST(Amounts, CountsAreGroupedByThree) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(1000), "1,000");
    EXPECT_EQ(count_text(12'345'678), "12,345,678");
    EXPECT_EQ(count_text(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Amounts, ShortCountsHaveAtMostThreeDigits) {
    EXPECT_EQ(short_count(0), "0");
    EXPECT_EQ(short_count(0.4), "0");
    EXPECT_EQ(short_count(850.2), "850");
    EXPECT_EQ(short_count(999.4), "999");
    EXPECT_EQ(short_count(999.6), "1 k");
    EXPECT_EQ(short_count(12'345), "12.3 k");
    EXPECT_EQ(short_count(99'949), "99.9 k");
    EXPECT_EQ(short_count(99'960), "100 k");
    EXPECT_EQ(short_count(999'499), "999 k");
    EXPECT_EQ(short_count(999'600), "1 M");
    EXPECT_EQ(short_count(45e9), "45 G");
    EXPECT_EQ(short_count(-5), "0");
    EXPECT_EQ(short_count(std::nan("")), "0");
}

TEST(Amounts, BytesHavePowersOfAThousand) {
    EXPECT_EQ(bytes_text(0), "0 B");
    EXPECT_EQ(bytes_text(999), "999 B");
    EXPECT_EQ(bytes_text(1500), "1.5 KB");
    EXPECT_EQ(bytes_text(12'345'678), "12.3 MB");
    EXPECT_EQ(bytes_text(1'500'000'000), "1.5 GB");
    EXPECT_EQ(bytes_text(std::numeric_limits<std::uint64_t>::max()), "18.4 EB");
}

TEST(Amounts, DurationsHaveTwoUnits) {
    EXPECT_EQ(duration_text(milliseconds(-1)), "0.0 s");
    EXPECT_EQ(duration_text(milliseconds(449)), "0.4 s");
    EXPECT_EQ(duration_text(milliseconds(9999)), "9.9 s");
    EXPECT_EQ(duration_text(milliseconds(12'900)), "12 s");
    EXPECT_EQ(duration_text(milliseconds(59'999)), "59 s");
    EXPECT_EQ(duration_text(milliseconds(125'000)), "2 m 05 s");
    EXPECT_EQ(duration_text(milliseconds((3 * 3600 + 7 * 60 + 59) * 1000)), "3 h 07 m");
    EXPECT_EQ(duration_text(milliseconds((52 * 3600 + 59 * 60) * 1000)), "2 d 04 h");
}

TEST(Amounts, RatesHaveAUnit) {
    EXPECT_EQ(rate_text(12'345), "12.3 k/s");
    EXPECT_EQ(rate_text(850, "WCU"), "850 WCU/s");
}

TEST(Amounts, AHundredPercentMeansAll) {
    EXPECT_EQ(percent_text(0, 10), "0 %");
    EXPECT_EQ(percent_text(0.429, 1), "42 %");
    EXPECT_EQ(percent_text(999'999, 1'000'000), "99 %");
    EXPECT_EQ(percent_text(10, 10), "100 %");
    EXPECT_EQ(percent_text(11, 10), "100 %");
    EXPECT_EQ(percent_text(0, 0), "100 %");
}

TEST(Amounts, UnitsHaveOneDigitOfTheFraction) {
    EXPECT_EQ(units_text(12), "12");
    EXPECT_EQ(units_text(1234.5), "1,234.5");
    EXPECT_EQ(units_text(0.04), "0");
    EXPECT_EQ(units_text(-1), "0");
}

TEST(Amounts, NounsFollowTheCount) {
    EXPECT_EQ(counted(1, "item", "items"), "1 item");
    EXPECT_EQ(counted(0, "item", "items"), "0 items");
    EXPECT_EQ(counted(1200, "item", "items"), "1,200 items");
    EXPECT_EQ(counted_units(1, "read unit", "read units"), "1 read unit");
    EXPECT_EQ(counted_units(0.98, "read unit", "read units"), "1 read unit");
    EXPECT_EQ(counted_units(0.5, "read unit", "read units"), "0.5 read units");
}

}  // namespace
}  // namespace dynaco::program::show_amounts_test
