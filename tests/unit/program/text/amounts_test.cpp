#include "program/text/amounts.hpp"

#include "unit/program/expected_fault.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

/// Counts, sizes, durations and rates.
namespace dynaco::program::text_amounts_test {
namespace {

using std::chrono::milliseconds;

template <class Parse>
void amount_refused(Parse parse, std::string_view marked, std::string_view what) {
    expect_fault(marked, what, [parse](const std::string& text) { static_cast<void>(parse(text)); });
}

TEST(Count, IsAWholeNumberWithALetter) {
    EXPECT_EQ(parse_count("0"), 0U);
    EXPECT_EQ(parse_count("1_000_000"), 1'000'000U);
    EXPECT_EQ(parse_count("10k"), 10'000U);
    EXPECT_EQ(parse_count("1.5M"), 1'500'000U);
    EXPECT_EQ(parse_count("1.500 m"), 1'500'000U);
    EXPECT_EQ(parse_count("2G"), 2'000'000'000U);
    amount_refused(parse_count, "^", "expected a number, for example 1000 or 10k");
    amount_refused(parse_count, "^-1", "expected a number, for example 1000 or 10k");
    amount_refused(parse_count, "10^x", "expected k (thousand), M (million), G (billion) or nothing");
    amount_refused(parse_count, "10k^5", "expected the end here");
    amount_refused(parse_count, "^1.5", "this is not a whole number of the smallest unit");
    amount_refused(parse_count, "1.^", "expected a number, for example 1000 or 10k");
    amount_refused(parse_count, "^999999999999999999G", "the number is too large");
    amount_refused(parse_count, "999999999999999999^9", "the number has more than 18 digits");
}

TEST(Size, IsInPowersOf1000Or1024) {
    EXPECT_EQ(parse_size("512"), 512U);
    EXPECT_EQ(parse_size("512B"), 512U);
    EXPECT_EQ(parse_size("64MB"), 64'000'000U);
    EXPECT_EQ(parse_size("64MiB"), 67'108'864U);
    EXPECT_EQ(parse_size("1.5kib"), 1'536U);
    EXPECT_EQ(parse_size("2 TiB"), std::uint64_t{2} << 40);
    amount_refused(parse_size, "64^M",
                   "`M` can mean two sizes: write MB (powers of 1000) or MiB (powers of 1024)");
    amount_refused(parse_size, "64^Mbit", "expected B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or nothing");
    amount_refused(parse_size, "^0.1B", "this is not a whole number of the smallest unit");
}

TEST(Duration, HasUnitsFromLargeToSmall) {
    EXPECT_EQ(parse_duration("90s"), milliseconds(90'000));
    EXPECT_EQ(parse_duration("5m"), milliseconds(300'000));
    EXPECT_EQ(parse_duration("2h30m"), milliseconds(9'000'000));
    EXPECT_EQ(parse_duration("100ms"), milliseconds(100));
    EXPECT_EQ(parse_duration("1.5h"), milliseconds(5'400'000));
    EXPECT_EQ(parse_duration("7d"), milliseconds(604'800'000));
    EXPECT_EQ(parse_duration("1d 2h 3m 4s 5ms"), milliseconds(93'784'005));
    EXPECT_EQ(parse_duration("0"), milliseconds(0));
    const std::string unit = "expected a unit: d, h, m (minutes), s or ms, as in 90s or 2h30m";
    amount_refused(parse_duration, "90^", unit);
    amount_refused(parse_duration, "5m30^", unit);
    amount_refused(parse_duration, "5^y", unit);
    amount_refused(parse_duration, "^", "expected a number, for example 90s or 2h30m");
    amount_refused(parse_duration, "30m2^h", "units are written from large to small, each once, as in 2h30m");
    amount_refused(parse_duration, "1h2^h", "units are written from large to small, each once, as in 2h30m");
    amount_refused(parse_duration, "^0.5ms", "this is not a whole number of the smallest unit");
    amount_refused(parse_duration, "^999999999d", "the duration is too long");
}

TEST(Rate, IsPerSecond) {
    EXPECT_DOUBLE_EQ(parse_rate("500"), 500);
    EXPECT_DOUBLE_EQ(parse_rate("0.5"), 0.5);
    EXPECT_DOUBLE_EQ(parse_rate("10k"), 10'000);
    EXPECT_DOUBLE_EQ(parse_rate("500/s"), 500);
    EXPECT_DOUBLE_EQ(parse_rate("6000/m"), 100);
    EXPECT_DOUBLE_EQ(parse_rate("36k/h"), 10);
    amount_refused(parse_rate, "^0", "a rate must be more than 0");
    amount_refused(parse_rate, "5^x/s",
                   "expected k (thousand), M (million), G (billion) or nothing, then /s, /m or /h");
    amount_refused(parse_rate, "5^/day", "expected /s, /m (minute) or /h");
    amount_refused(parse_rate, "5/s^6", "expected the end here");
}

}  // namespace
}  // namespace dynaco::program::text_amounts_test
