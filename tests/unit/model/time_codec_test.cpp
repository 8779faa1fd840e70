#include "both_ways.hpp"

#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/time_codec.hpp>

#include <chrono>
#include <limits>
#include <optional>
#include <vector>

namespace dynaco::time_codec_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::sys_time;
using std::chrono::year_month_day;
using test::both_ways;
using test::n;
using test::read;
using test::read_failure;
using test::s;
using test::write_failure;
using test::written;

using micros = sys_time<std::chrono::microseconds>;
using millis = sys_time<std::chrono::milliseconds>;
using nanos = sys_time<std::chrono::nanoseconds>;

constexpr sys_days new_year =
    sys_days(year_month_day(std::chrono::year(2026), std::chrono::January, std::chrono::day(1)));
constexpr sys_days day_one =
    sys_days(year_month_day(std::chrono::year(1), std::chrono::January, std::chrono::day(1)));
constexpr sys_days last_day =
    sys_days(year_month_day(std::chrono::year(9999), std::chrono::December, std::chrono::day(31)));

static_assert(storable<std::chrono::system_clock::time_point> && storable<sys_days>);
static_assert(!storable<sys_time<std::chrono::duration<double>>>);
static_assert(!storable<sys_time<std::chrono::duration<std::int64_t, std::pico>>>);
static_assert(codec<sys_seconds>::type == attribute_type::S);

TEST(TimeCodec, WritesPynamodbsForm) {
    both_ways(sys_seconds(), s("1970-01-01T00:00:00.000000+0000"));
    both_ways(sys_seconds(new_year + 23h + 59min + 58s), s("2026-01-01T23:59:58.000000+0000"));
    both_ways(micros(new_year + 1us), s("2026-01-01T00:00:00.000001+0000"));
    both_ways(millis(new_year - 1ms), s("2025-12-31T23:59:59.999000+0000"));
    both_ways(micros(sys_days() - 1us), s("1969-12-31T23:59:59.999999+0000"));
    both_ways(new_year, s("2026-01-01T00:00:00.000000+0000"));
    both_ways(sys_time<std::chrono::hours>(new_year + 5h), s("2026-01-01T05:00:00.000000+0000"));
    both_ways(sys_seconds(day_one), s("0001-01-01T00:00:00.000000+0000"));
    both_ways(micros(last_day + 24h - 1us), s("9999-12-31T23:59:59.999999+0000"));
}

TEST(TimeCodec, CutsWhatIsFinerThanMicroseconds) {
    EXPECT_EQ(written(nanos(new_year + 1999ns)), s("2026-01-01T00:00:00.000001+0000"));
    EXPECT_EQ(written(nanos(sys_days() - 1ns)), s("1969-12-31T23:59:59.999999+0000"));
}

template <class D>
void limits_can_be_read_back() {
    using time = sys_time<D>;
    for (const time point : {time::min(), time::min() + D(1), time(D(-1)), time(), time(D(1)),
                             time::max() - D(1), time::max()}) {
        std::string text;
        detail::json::writer out(text);
        if (!detail::model::write_attribute(out, point)) {
            EXPECT_EQ(out.why().cause(), errc::invalid_value);
            continue;
        }
        const auto back = read<time>(text);
        ASSERT_TRUE(back) << text;
        EXPECT_LE(*back, point);
        EXPECT_LT(point - *back, std::chrono::microseconds(1)) << text;
    }
}

TEST(TimeCodec, WhatWasWrittenCanBeReadAtTheLimitsOfEveryUnit) {
    limits_can_be_read_back<std::chrono::nanoseconds>();
    limits_can_be_read_back<std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>>();
    limits_can_be_read_back<std::chrono::microseconds>();
    limits_can_be_read_back<std::chrono::milliseconds>();
    limits_can_be_read_back<std::chrono::seconds>();
    limits_can_be_read_back<std::chrono::minutes>();
    limits_can_be_read_back<std::chrono::hours>();
    limits_can_be_read_back<std::chrono::days>();
    limits_can_be_read_back<std::chrono::duration<std::int32_t>>();
    limits_can_be_read_back<std::chrono::duration<std::int32_t, std::nano>>();
}

TEST(TimeCodec, TheLatestNanosecondsCanBeReadBack) {
    EXPECT_EQ(written(nanos::max()), s("2262-04-11T23:47:16.854775+0000"));
    EXPECT_EQ(read<nanos>(s("2262-04-11T23:47:16.854775+0000")), nanos::max() - 807ns);
    EXPECT_EQ(read<nanos>(s("2262-04-11T23:47:16.854775807Z")), nanos::max());
    EXPECT_EQ(read<nanos>(s("1677-09-21T00:12:43.145224192Z")), nanos::min());
    EXPECT_EQ(read_failure<nanos>(s("2262-04-11T23:47:16.854775808Z")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<nanos>(s("1677-09-21T00:12:43.145224191Z")).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(nanos::min()).cause(), errc::invalid_value);
}

TEST(TimeCodec, RefusesYearsWithoutFourDigits) {
    EXPECT_EQ(write_failure(sys_seconds(day_one - 1s)).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(sys_seconds(last_day + 24h)).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(sys_seconds::max()).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(sys_seconds::min()).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(sys_time<std::chrono::hours>::max()).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(sys_days::min()).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(std::vector<sys_seconds>{{}, sys_seconds::max()}).diagnostics().attribute_path,
              "[1]");
}

TEST(TimeCodec, TextsSortLikeTimes) {
    const std::vector<micros> times{day_one,  sys_days() - 1us, sys_days(),
                                    new_year, new_year + 1us,   last_day};
    for (std::size_t i = 1; i < times.size(); ++i) EXPECT_LT(written(times[i - 1]), written(times[i]));
}

TEST(TimeCodec, ReadsOtherForms) {
    const micros noon = new_year + 12h + 30min + 15s;
    for (const char* text :
         {"2026-01-01T12:30:15Z", "2026-01-01 12:30:15z", "2026-01-01t12:30:15+00:00",
          "2026-01-01T12:30:15-00:00", "2026-01-01T18:00:15+0530", "2026-01-01T18:00:15+05:30",
          "2026-01-01T17:30:15+05", "2026-01-01T00:30:15.000-12", "2026-01-02T02:30:15+14:00",
          "2025-12-31T13:30:15.0-23:00", "2026-01-01 12:30:15.000000000Z"})
        EXPECT_EQ(read<micros>(s(text)), noon) << text;
    EXPECT_EQ(read<micros>(s("2026-01-01T12:30:15.5Z")), noon + 500ms);
    EXPECT_EQ(read<micros>(s("2026-01-01T12:30:15.000001Z")), noon + 1us);
    EXPECT_EQ(read<nanos>(s("2026-01-01T12:30:15.123456789Z")), noon + 123456789ns);
    EXPECT_EQ(read<sys_seconds>(s("2024-02-29T00:00:00Z")), sys_days(new_year) - 672 * 24h);
}

TEST(TimeCodec, RepairsShortYearsAsPynamodbDoes) {
    EXPECT_EQ(read<sys_seconds>(s("1-01-01T00:00:00.000000+0000")), day_one);
    EXPECT_EQ(read<sys_seconds>(s("900-01-01T00:00:00.000000+0000")),
              sys_days(year_month_day(std::chrono::year(900), std::chrono::January, std::chrono::day(1))));
    EXPECT_EQ(read_failure<sys_seconds>(s("-01-01T00:00:00.000000+0000")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<sys_seconds>(s("900-01-01T00:00:00Z")).cause(), errc::invalid_value);
}

TEST(TimeCodec, RefusesOtherTexts) {
    for (const char* text : {"",
                             "now",
                             "2026-01-01",
                             "2026-01-01T12:30:15",
                             "2026-01-01T12:30Z",
                             "2026-01-01T12:30:15.Z",
                             "2026-01-01T12:30:15.0000000001Z",
                             "2026-13-01T00:00:00Z",
                             "2026-00-01T00:00:00Z",
                             "2026-01-00T00:00:00Z",
                             "2026-02-29T00:00:00Z",
                             "2026-04-31T00:00:00Z",
                             "2026-01-01T24:00:00Z",
                             "2026-01-01T00:60:00Z",
                             "2026-01-01T00:00:60Z",
                             "2026-01-01T00:00:00+24:00",
                             "2026-01-01T00:00:00+00:60",
                             "2026-01-01T00:00:00+0",
                             "2026-01-01T00:00:00+000",
                             "2026-01-01T00:00:00Z ",
                             " 2026-01-01T00:00:00Z",
                             "2026-1-1T00:00:00Z",
                             "26-01-01T00:00:00Z",
                             "0000-01-01T00:00:00Z",
                             "+2026-01-01T00:00:00Z",
                             "20260101T000000Z",
                             "2026/01/01T00:00:00Z",
                             "2026-01-01_00:00:00Z",
                             "2026-01-01T00:00:00,5Z",
                             "2026-01-01T00:00:00.000000+0000x"})
        EXPECT_EQ(read_failure<micros>(s(text)).cause(), errc::invalid_value) << text;
    EXPECT_EQ(read_failure<micros>(s("now")).diagnostics().detail,
              "\"now\" is not a time with a time zone, such as 2026-01-31T23:59:59.000000+0000");
    EXPECT_EQ(read_failure<micros>(n("0")).cause(), errc::type_mismatch);
    const std::string list = "{\"L\":[" + s("now") + "]}";
    EXPECT_EQ(read_failure<std::vector<micros>>(list).diagnostics().attribute_path, "[0]");
}

TEST(TimeCodec, CutsNothingThatIsStored) {
    EXPECT_EQ(read_failure<sys_seconds>(s("2026-01-01T00:00:00.5Z")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<millis>(s("2026-01-01T00:00:00.0001Z")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<micros>(s("2026-01-01T00:00:00.000000001Z")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<sys_days>(s("2026-01-01T00:00:01Z")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<nanos>(s("1066-10-14T09:00:00Z")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<nanos>(s("9999-01-01T00:00:00Z")).cause(), errc::invalid_value);
    using narrow = sys_time<std::chrono::duration<std::int16_t>>;
    EXPECT_EQ(read<narrow>(s("1970-01-01T09:06:07Z"))->time_since_epoch().count(), 32767);
    EXPECT_EQ(read_failure<narrow>(s("1970-01-01T09:06:08Z")).cause(), errc::invalid_value);
}

TEST(DateCodec, IsTheDay) {
    both_ways(year_month_day(new_year), s("2026-01-01"));
    both_ways(year_month_day(day_one), s("0001-01-01"));
    both_ways(year_month_day(last_day), s("9999-12-31"));
    EXPECT_EQ(write_failure(year_month_day()).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(year_month_day(day_one - std::chrono::days(1))).cause(), errc::invalid_value);
    EXPECT_EQ(
        write_failure(year_month_day(std::chrono::year(2026), std::chrono::February, std::chrono::day(29)))
            .cause(),
        errc::invalid_value);
    for (const char* text :
         {"", "2026-02-29", "2026-1-1", "2026-01-01T00:00:00Z", "20260101", "0000-01-01", "2026-01-0x"})
        EXPECT_EQ(read_failure<year_month_day>(s(text)).cause(), errc::invalid_value) << text;
}

TEST(DurationCodec, IsTheCountOfItsUnit) {
    both_ways(1500ms, n("1500"));
    both_ways(std::chrono::hours(-2), n("-2"));
    both_ways(std::chrono::duration<double>(0.25), n("0.25"));
    both_ways(std::optional(std::chrono::seconds(3)), n("3"));
    EXPECT_EQ(read<std::chrono::seconds>(n("6E1")), 60s);
    EXPECT_EQ(read_failure<std::chrono::seconds>(n("1.5")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<std::chrono::seconds>(s("1")).cause(), errc::type_mismatch);
}

}  // namespace
}  // namespace dynaco::time_codec_test
