#include "sigv4/amz_date.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

namespace dynaco::sigv4::amz_date_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;

TEST(SigV4AmzDate, WritesSixteenCharacters) {
    EXPECT_EQ(amz_date{sys_days{year{2026} / 1 / 1}}.text(), "20260101T000000Z");
    EXPECT_EQ(amz_date{sys_days{year{2015} / 8 / 30} + 12h + 36min}.text(), "20150830T123600Z");
    EXPECT_EQ(amz_date{sys_days{year{2024} / 2 / 29} + 23h + 59min + 58s}.text(), "20240229T235958Z");
}

TEST(SigV4AmzDate, DayIsTheDateOfTheSameText) {
    EXPECT_EQ(amz_date{sys_days{year{2025} / 12 / 31} + 23h + 59min + 59s}.day(), "20251231");
    EXPECT_EQ(amz_date{sys_days{year{2026} / 1 / 1}}.day(), "20260101");
}

TEST(SigV4AmzDate, WritesTimesBeforeTheEpoch) {
    EXPECT_EQ(amz_date{sys_seconds{-1s}}.text(), "19691231T235959Z");
    EXPECT_EQ(amz_date{sys_days{year{0} / 1 / 1}}.text(), "00000101T000000Z");
}

TEST(SigV4AmzDate, RefusesYearsOfOtherWidth) {
    EXPECT_EQ(amz_date{sys_days{year{9999} / 12 / 31}}.text(), "99991231T000000Z");
    EXPECT_THROW(amz_date{sys_days{year{10000} / 1 / 1}}, std::invalid_argument);
    EXPECT_THROW(amz_date{sys_days{year{-1} / 12 / 31}}, std::invalid_argument);
}

}  // namespace
}  // namespace dynaco::sigv4::amz_date_test
