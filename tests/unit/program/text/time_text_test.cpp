#include "program/text/time_text.hpp"

#include "program/text/text_fault.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::program::time_text_test {
namespace {

using namespace std::chrono;

const time_point noon = sys_days(2026y / 11 / 30) + 12h;

TEST(TimeText, IsAnInstantWithItsDistanceFromUtc) {
    EXPECT_EQ(parse_time("2026-11-30T12:00:00Z", {}), noon);
    EXPECT_EQ(parse_time("2026-11-30 12:00Z", {}), noon);
    EXPECT_EQ(parse_time("2026-11-30t12:00:00z", {}), noon);
    EXPECT_EQ(parse_time("2026-11-30T13:30:00+01:30", {}), noon);
    EXPECT_EQ(parse_time("2026-11-29T23:00:00-13:00", {}), noon);
    EXPECT_EQ(parse_time("2026-11-30T12:00:00.25Z", {}), noon + 250ms);
    EXPECT_EQ(parse_time("2026-11-30T12:00:00.123456789Z", {}), noon + 123ms);
    EXPECT_EQ(parse_time("2024-02-29T00:00:00Z", {}), time_point(sys_days(2024y / 2 / 29)));
}

TEST(TimeText, IsADurationBeforeNow) {
    EXPECT_EQ(parse_time("2h", noon), noon - 2h);
    EXPECT_EQ(parse_time("1h30m", noon), noon - 90min);
    EXPECT_EQ(parse_time("0", noon), noon);
}

TEST(TimeText, MistakesArePointedAt) {
    const auto column = [](const char* text) {
        try {
            static_cast<void>(parse_time(text, noon));
        } catch (const text_error& why) {
            return static_cast<int>(why.fault().column);
        }
        return -1;
    };
    EXPECT_EQ(column(""), 0);
    EXPECT_EQ(column("yesterday"), 0);
    EXPECT_EQ(column("2026-11-30"), 10);
    EXPECT_EQ(column("2026-11-30T12:00:00"), 19);
    EXPECT_EQ(column("2026-02-29T12:00:00Z"), 0);
    EXPECT_EQ(column("2026-11-30T24:00:00Z"), 11);
    EXPECT_EQ(column("2026-11-30T12:60:00Z"), 14);
    EXPECT_EQ(column("2026-11-30T12:00:00.Z"), 20);
    EXPECT_EQ(column("2026-11-30T12:00:00Zx"), 20);
    EXPECT_EQ(column("2026-11-30T12:00:00+1"), 21);
}

TEST(TimeText, IsWrittenInUtc) {
    EXPECT_EQ(time_text(noon + 1s + 999ms), "2026-11-30T12:00:01Z");
    EXPECT_EQ(time_text(time_point() - 1s), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace dynaco::program::time_text_test
