#include "identity/text/rfc3339.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::rfc3339_test {
namespace {

namespace chrono = std::chrono;
using namespace std::chrono_literals;

constexpr chrono::sys_seconds birthday = chrono::sys_days(2026y / 1 / 31) + 23h + 59min + 58s;

TEST(Rfc3339, ReadsUtc) {
    EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), chrono::sys_seconds{});
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58Z"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-01-31t23:59:58z"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-01-31 23:59:58Z"), birthday);
    EXPECT_EQ(parse_rfc3339("1969-12-31T23:59:59Z"), chrono::sys_seconds(-1s));
}

TEST(Rfc3339, ReadsOffsets) {
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58+00:00"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58-00:00"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-02-01T05:29:58+05:30"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-02-01T05:29:58+0530"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-01-31T15:59:58-08:00"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-02-01T00:19:30+00:19:32"), birthday);  // Amsterdam, once
    EXPECT_EQ(parse_rfc3339("2026-02-01T23:58:58+23:59"), birthday);
}

// libc++'s system_clock counts microseconds.
chrono::system_clock::time_point after_birthday(chrono::nanoseconds time) {
    return chrono::floor<chrono::system_clock::duration>(birthday + time);
}

TEST(Rfc3339, KeepsFractionsToTheResolutionOfTheClock) {
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58.5Z"), birthday + 500ms);
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58.000Z"), birthday);
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58.123456Z"), birthday + 123'456us);
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58.123456789+00:00"), after_birthday(123'456'789ns));
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58.000000001Z"), after_birthday(1ns));
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58.1234567899999Z"), after_birthday(123'456'789ns));
    EXPECT_EQ(parse_rfc3339("2026-01-31T23:59:58." + std::string(10'000, '9') + "Z"),
              after_birthday(999'999'999ns));
    EXPECT_EQ(parse_rfc3339("1969-12-31T23:59:59.25Z"), chrono::sys_seconds{} - 750ms);
}

TEST(Rfc3339, KnowsTheCalendar) {
    EXPECT_EQ(parse_rfc3339("2028-02-29T00:00:00Z"), chrono::sys_days(2028y / 2 / 29));
    EXPECT_EQ(parse_rfc3339("2000-02-29T00:00:00Z"), chrono::sys_days(2000y / 2 / 29));
    for (const char* none :
         {"2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z",
          "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-31T24:00:00Z",
          "2026-01-31T23:60:00Z", "2026-01-31T23:59:61Z", "2026-01-31T23:59:58+24:00",
          "2026-01-31T23:59:58+05:60", "2026-01-31T23:59:58+05:30:60"})
        EXPECT_FALSE(parse_rfc3339(none)) << none;
}

TEST(Rfc3339, TakesALeapSecondForTheSecondBefore) {
    EXPECT_EQ(parse_rfc3339("2016-12-31T23:59:60Z"), chrono::sys_days(2017y / 1 / 1) - 1s);
}

TEST(Rfc3339, EndsWhereTheClockDoes) {
    const auto first = chrono::sys_days(1678y / 1 / 1);
    const auto last = chrono::sys_days(2262y / 1 / 1) - 1s;
    EXPECT_EQ(parse_rfc3339("1678-01-01T00:00:00Z"), first);
    EXPECT_EQ(parse_rfc3339("1677-12-31T23:59:59Z"), first);
    EXPECT_EQ(parse_rfc3339("0000-01-01T00:00:00Z"), first);
    EXPECT_EQ(parse_rfc3339("0001-01-01T00:00:00+23:59"), first);
    EXPECT_EQ(parse_rfc3339("2261-12-31T23:59:59Z"), last);
    EXPECT_EQ(parse_rfc3339("2261-12-31T23:59:59.5Z"), last + 500ms);
    EXPECT_EQ(parse_rfc3339("2262-01-01T00:00:00Z"), last);
    EXPECT_EQ(parse_rfc3339("9999-12-31T23:59:59Z"), last);
    EXPECT_EQ(parse_rfc3339("9999-12-31T23:59:59-23:59"), last);
}

TEST(Rfc3339, RefusesOtherForms) {
    for (const char* none : {"",
                             "Z",
                             "2026-01-31",
                             "2026-01-31T23:59:58",
                             "2026-01-31T23:59Z",
                             "20260131T235958Z",
                             "2026-1-31T23:59:58Z",
                             "26-01-31T23:59:58Z",
                             "02026-01-31T23:59:58Z",
                             "+2026-01-31T23:59:58Z",
                             "-2026-01-31T23:59:58Z",
                             "2026/01/31T23:59:58Z",
                             "2026-01-31_23:59:58Z",
                             "2026-01-31T23:59:58.Z",
                             "2026-01-31T23:59:58,5Z",
                             "2026-01-31T23:59:58 Z",
                             " 2026-01-31T23:59:58Z",
                             "2026-01-31T23:59:58Z ",
                             "2026-01-31T23:59:58ZZ",
                             "2026-01-31T23:59:58UTC",
                             "2026-01-31T23:59:58+5:30",
                             "2026-01-31T23:59:58+05",
                             "2026-01-31T23:59:58+053",
                             "2026-01-31T23:59:58+05:30:1",
                             "2026-01-31T23:59:58+053015",
                             "2026-01-31T23:59:58*05:30",
                             "2026-01-31T23:59:58+05:30Z",
                             "2026-01-31T2a:59:58Z",
                             "2026-01-31T23:59:58+",
                             "1769903998",
                             "Sat, 31 Jan 2026 23:59:58 GMT"})
        EXPECT_FALSE(parse_rfc3339(none)) << none;
    using namespace std::string_view_literals;
    EXPECT_FALSE(parse_rfc3339("2026-01-31T23:59:58Z\0"sv));
    EXPECT_FALSE(parse_rfc3339("2026\0-01-31T23:59:58Z"sv));
}

// Every shortened text is refused; nothing is read beyond the end.
TEST(Rfc3339, RefusesEveryBeginning) {
    const std::string whole = "2026-01-31T23:59:58.25+05:30";
    ASSERT_TRUE(parse_rfc3339(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(parse_rfc3339(std::string(whole, 0, size))) << size;
}

}  // namespace
}  // namespace dynaco::identity::rfc3339_test
