#include "both_ways.hpp"

#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/detail/model/time_codec.hpp>

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace dynaco::scalar_codec_test {
namespace {

using test::n;
using test::read;
using test::written;

template <class T>
errc write_refusal(const T& value) {
    return test::write_failure(value).cause();
}
template <class T>
errc read_refusal(std::string_view text) {
    return test::read_failure<T>(text).cause();
}

static_assert(storable<std::string> && storable<bool> && storable<std::int8_t> &&
              storable<unsigned long long>);
static_assert(storable<double> && storable<float> && storable<number> && storable<binary>);
static_assert(storable<std::optional<std::string>>);
static_assert(writable_attribute<std::string_view> && !storable<std::string_view>, "a view owns nothing");
static_assert(!writable_attribute<char> && !writable_attribute<const char*> &&
              !writable_attribute<long double>);

TEST(ScalarCodec, ReadsAndWritesStrings) {
    EXPECT_EQ(written(std::string("text")), R"({"S":"text"})");
    EXPECT_EQ(written(std::string_view("a\"\n")), R"({"S":"a\"\n"})");
    EXPECT_EQ(written(std::string()), R"({"S":""})");
    EXPECT_EQ(read<std::string>(R"({"S":"a\u00e9\n"})"), "a\u00e9\n");
    EXPECT_EQ(read<std::string>(R"({"S":""})"), "");
}

TEST(ScalarCodec, ReadsAndWritesBooleans) {
    EXPECT_EQ(written(true), R"({"BOOL":true})");
    EXPECT_EQ(written(false), R"({"BOOL":false})");
    EXPECT_EQ(read<bool>(R"({"BOOL":true})"), true);
    EXPECT_EQ(read<bool>(R"({ "BOOL" : false })"), false);
    EXPECT_EQ(read_refusal<bool>(R"({"BOOL":1})"), errc::malformed_reply);
    EXPECT_EQ(read_refusal<bool>(R"({"N":"1"})"), errc::type_mismatch);
}

TEST(ScalarCodec, ReadsAndWritesBinary) {
    EXPECT_EQ(written(binary{}), R"({"B":""})");
    EXPECT_EQ(written(binary{std::byte{0}, std::byte{255}}), R"({"B":"AP8="})");
    const std::array bytes{std::byte{1}};
    EXPECT_EQ(written(std::span<const std::byte>(bytes)), R"({"B":"AQ=="})");
    EXPECT_EQ(read<binary>(R"({"B":"AP8="})"), (binary{std::byte{0}, std::byte{255}}));
    EXPECT_EQ(read_refusal<binary>(R"({"B":"AP8"})"), errc::invalid_value);
    EXPECT_EQ(read_refusal<binary>(R"({"S":"AP8="})"), errc::type_mismatch);
}

TEST(ScalarCodec, TypesAreNotMixed) {
    EXPECT_EQ(read_refusal<std::string>(n("1")), errc::type_mismatch);
    EXPECT_EQ(read_refusal<int>(R"({"S":"1"})"), errc::type_mismatch);
    EXPECT_EQ(read_refusal<double>(R"({"BOOL":true})"), errc::type_mismatch);
    EXPECT_EQ(read_refusal<number>(R"({"NULL":true})"), errc::type_mismatch);
    EXPECT_EQ(read_refusal<std::string>(R"({"NULL":true})"), errc::type_mismatch);
    EXPECT_EQ(read_refusal<std::string>(R"({"new":"1"})"), errc::type_mismatch);
}

TEST(ScalarCodec, MismatchNamesBothTypes) {
    detail::json::reader in(R"({"S":"1"})");
    int value = 0;
    EXPECT_FALSE(detail::model::read_attribute(in, value));
    EXPECT_EQ(in.why().diagnostics().detail, "the attribute has type S, but the member needs N");
}

template <class I>
void both_ways(I value) {
    EXPECT_EQ(written(value), n(std::to_string(value)));
    EXPECT_EQ(read<I>(n(std::to_string(value))), value);
}
template <class I>
void limits() {
    both_ways(std::numeric_limits<I>::min());
    both_ways(std::numeric_limits<I>::max());
    both_ways(I{1});
    EXPECT_EQ(read_refusal<I>(n("18446744073709551616")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<I>(n("-9223372036854775809")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<I>(n("1e125")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<I>(n("1.5")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<I>(n("")), errc::invalid_value);
    EXPECT_EQ(read_refusal<I>(n("1x")), errc::invalid_value);
    EXPECT_EQ(read_refusal<I>(n("1 ")), errc::invalid_value);
}

TEST(ScalarCodec, IntegersOfEveryWidth) {
    limits<std::int8_t>();
    limits<std::uint8_t>();
    limits<std::int16_t>();
    limits<std::uint16_t>();
    limits<std::int32_t>();
    limits<std::uint32_t>();
    limits<std::int64_t>();
    limits<std::uint64_t>();
    limits<long long>();
    limits<unsigned long long>();
}

TEST(ScalarCodec, IntegersOutOfRange) {
    EXPECT_EQ(read_refusal<std::int8_t>(n("300")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<std::int8_t>(n("-129")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<std::uint8_t>(n("256")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<unsigned>(n("-1")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<std::uint64_t>(n("-1")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<std::int32_t>(n("3e9")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<std::int64_t>(n("9223372036854775808")), errc::number_out_of_range);
}

TEST(ScalarCodec, IntegersInOtherSpellings) {
    EXPECT_EQ(read<int>(n("1E3")), 1000);
    EXPECT_EQ(read<std::uint8_t>(n("5.0")), 5);
    EXPECT_EQ(read<std::int8_t>(n("-1.28e2")), -128);
    EXPECT_EQ(read<int>(n("-0")), 0);
    EXPECT_EQ(read<unsigned>(n("-0")), 0U);
    EXPECT_EQ(read<int>(n("007")), 7);
    EXPECT_EQ(read<int>(R"({"N":"\u0031"})"), 1);
    EXPECT_EQ(read<std::uint64_t>(n("18446744073709551615.0")), std::numeric_limits<std::uint64_t>::max());
}

TEST(ScalarCodec, NumbersMustBeStrings) {
    EXPECT_EQ(read_refusal<int>(R"({"N":1})"), errc::malformed_reply);
    EXPECT_EQ(read_refusal<double>(R"({"N":1.5})"), errc::malformed_reply);
    EXPECT_EQ(read_refusal<number>(R"({"N":null})"), errc::malformed_reply);
}

TEST(ScalarCodec, DoublesAreShortest) {
    EXPECT_EQ(written(0.1), n("0.1"));
    EXPECT_EQ(written(0.1 + 0.2), n("0.30000000000000004"));
    EXPECT_EQ(written(1.0), n("1"));
    EXPECT_EQ(written(-2.5e-7), n("-2.5e-07"));
    EXPECT_EQ(written(1e22), n("1e+22"));
    EXPECT_EQ(written(0.1F), n("0.1"));
    EXPECT_EQ(written(16777216.0F), n("16777216"));
    EXPECT_EQ(written(std::numeric_limits<float>::max()), n("3.4028235e+38"));
}

// Numbers are written as by number, dynaco::value, Python and JavaScript, so that a double is always the same
// number in DynamoDB.
TEST(ScalarCodec, LargeWholeRealsAreTheShortestDecimal) {
    EXPECT_EQ(written(9223372036854775808.0), n("9.223372036854776e+18"));
    EXPECT_EQ(written(-9223372036854775808.0), n("-9.223372036854776e+18"));
    EXPECT_EQ(written(123456792.0F), n("1.2345679e+08"));
    EXPECT_EQ(written(123456792.0), n("123456792"));
    EXPECT_EQ(written(999999999999999.0), n("999999999999999"));
    for (const double real : {9223372036854775808.0, 18446744073709551616.0, 9007199254740993.0,
                              123456789012345680.0, 1e22, -3e15})
        EXPECT_EQ(read<number>(written(real)), number(real)) << real;
    for (const double real : {9007199254740991.0, 4503599627370497.0})
        EXPECT_EQ(read<number>(written(real)), number(static_cast<std::int64_t>(real))) << real;
}

TEST(ScalarCodec, DoublesComeBackEqual) {
    for (const double real : {0.0, 1.0 / 3, -123456789.123456789, 1e-130, 9.9e125, 9007199254740993.0,
                              123456789012345678.0, 2.2250738585072014e-100, 5e15 + 0.5})
        EXPECT_EQ(read<double>(written(real)), real);
    for (const float real : {0.0F, 1.0F / 3, 1e-45F, 1.17549435e-38F, 3.4028235e38F, 16777217.0F})
        EXPECT_EQ(read<float>(written(real)), real);
}

TEST(ScalarCodec, DoublesThatAreNotStorable) {
    EXPECT_EQ(write_refusal(std::numeric_limits<double>::quiet_NaN()), errc::not_a_number);
    EXPECT_EQ(write_refusal(std::numeric_limits<double>::infinity()), errc::not_a_number);
    EXPECT_EQ(write_refusal(-std::numeric_limits<float>::infinity()), errc::not_a_number);
    EXPECT_EQ(write_refusal(std::numeric_limits<double>::denorm_min()), errc::number_out_of_range);
    EXPECT_EQ(write_refusal(std::numeric_limits<double>::min()), errc::number_out_of_range);
    EXPECT_EQ(write_refusal(std::nextafter(1e-130, 0.0)), errc::number_out_of_range);
    EXPECT_EQ(write_refusal(1e126), errc::number_out_of_range);
    EXPECT_EQ(write_refusal(-std::numeric_limits<double>::max()), errc::number_out_of_range);
    EXPECT_EQ(write_refusal(std::nextafter(1e126, 0.0)), errc{});
    EXPECT_EQ(write_refusal(1e-130), errc{});
}

TEST(ScalarCodec, DoublesRoundOnce) {
    EXPECT_EQ(read<double>(n("9007199254740993")), 9007199254740992.0);
    EXPECT_EQ(read<double>(n("0.1000000000000000055511151231257827021")), 0.1);
    // Half way between two floats, and a little more: converting through double would lose the difference.
    EXPECT_EQ(read<float>(n("1.00000005960464477540")), std::nextafter(1.0F, 2.0F));
    EXPECT_EQ(read<float>(n("1.00000005960464477539")), 1.0F);
    EXPECT_NE(static_cast<float>(1.00000005960464477540), std::nextafter(1.0F, 2.0F));
}

TEST(ScalarCodec, DoublesRefuseOtherText) {
    for (const char* text :
         {"", "inf", "nan", "Infinity", "-inf", "0x1p3", "1,5", "1.5x", " 1", "e5", "--1"}) {
        EXPECT_EQ(read_refusal<double>(n(text)), errc::invalid_value) << text;
        EXPECT_EQ(read_refusal<float>(n(text)), errc::invalid_value) << text;
    }
}

TEST(ScalarCodec, FloatsOutOfRange) {
    EXPECT_EQ(read_refusal<float>(n("1e39")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<float>(n("-1e125")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<float>(n("1e-130")), errc::number_out_of_range);
    EXPECT_EQ(read<double>(n("1e-130")), 1e-130);
}

TEST(ScalarCodec, ReadsAndWritesNumbersExactly) {
    const std::string nines(38, '9');
    EXPECT_EQ(written(number("1.50")), n("1.5"));
    EXPECT_EQ(written(number("-" + nines)), n("-" + nines));
    EXPECT_EQ(written(number("1E-130")), n("1E-130"));
    EXPECT_EQ(read<number>(n(nines)), number(nines));
    EXPECT_EQ(read<number>(n("1E-130")), number("1e-130"));
    EXPECT_EQ(read_refusal<number>(n(nines + "9")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<number>(n("1E126")), errc::number_out_of_range);
    EXPECT_EQ(read_refusal<number>(n("x")), errc::invalid_value);
}

TEST(ScalarCodec, OptionalsMayBeAbsent) {
    EXPECT_TRUE(detail::model::is_absent(std::optional<int>{}));
    EXPECT_FALSE(detail::model::is_absent(std::optional<int>{0}));
    EXPECT_TRUE(detail::model::is_absent(std::optional<std::optional<int>>{std::optional<int>{}}));
    EXPECT_FALSE(detail::model::is_absent(std::string{}));
    EXPECT_EQ(written(std::optional<int>{5}), n("5"));
}

TEST(ScalarCodec, OptionalsReadNullAsEmpty) {
    detail::json::reader in(R"({"NULL":true})");
    std::optional<int> value = 5;
    EXPECT_TRUE(detail::model::read_attribute(in, value));
    EXPECT_FALSE(value);
    EXPECT_TRUE(in.at_end());
}

TEST(ScalarCodec, OptionalsReadTheirType) {
    EXPECT_EQ(read<std::optional<int>>(n("5")), std::optional<int>(5));
    EXPECT_EQ(read<std::optional<std::optional<int>>>(n("5")), std::optional<std::optional<int>>(5));
    EXPECT_EQ(read_refusal<std::optional<int>>(R"({"S":"5"})"), errc::type_mismatch);
    EXPECT_EQ(read_refusal<std::optional<int>>(n("x")), errc::invalid_value);
    EXPECT_EQ(read_refusal<std::optional<std::int8_t>>(n("300")), errc::number_out_of_range);
}

TEST(ScalarCodec, ReadsNumbersWithAPlusSign) {
    EXPECT_EQ(read<double>(test::n("+5")), 5.0);
    EXPECT_EQ(read<float>(test::n("+0.5")), 0.5F);
    EXPECT_EQ(read<int>(test::n("+5")), 5);
    EXPECT_EQ(read<number>(test::n("+5")), number(5));
    for (const auto* const wrong : {"+-5", "++5", "+", "-+5"})
        EXPECT_EQ(test::read_failure<double>(test::n(wrong)).cause(), errc::invalid_value) << wrong;
}

TEST(ScalarCodec, WhatWasReadAsARealNumberCanBeWritten) {
    for (const auto* const beyond : {"1E126", "-1E126", "1E-131", "1E300"})
        EXPECT_EQ(test::read_failure<double>(test::n(beyond)).cause(), errc::number_out_of_range) << beyond;
    for (const auto* const within : {"9.99E125", "-9.99E125", "1E-130", "0", "-0"}) {
        const auto value = read<double>(test::n(within));
        ASSERT_TRUE(value);
        EXPECT_EQ(read<double>(written(*value)), value) << within;
    }
}

template <class I>
void limits_can_be_read_back() {
    for (const I value : {std::numeric_limits<I>::min(), I{}, std::numeric_limits<I>::max()}) {
        EXPECT_EQ(read<I>(written(value)), value);
        EXPECT_EQ(read<std::chrono::duration<I>>(written(std::chrono::duration<I>(value))),
                  std::chrono::duration<I>(value));
    }
}

TEST(ScalarCodec, WhatWasWrittenCanBeReadAtTheLimitsOfEveryInteger) {
    limits_can_be_read_back<std::int8_t>();
    limits_can_be_read_back<std::uint8_t>();
    limits_can_be_read_back<std::int16_t>();
    limits_can_be_read_back<std::uint16_t>();
    limits_can_be_read_back<std::int32_t>();
    limits_can_be_read_back<std::uint32_t>();
    limits_can_be_read_back<std::int64_t>();
    limits_can_be_read_back<std::uint64_t>();
    for (const float value : {std::numeric_limits<float>::max(), std::numeric_limits<float>::min(),
                              std::numeric_limits<float>::denorm_min(), std::numeric_limits<float>::lowest()})
        EXPECT_EQ(read<float>(written(value)), value);
    EXPECT_EQ(test::write_failure(std::numeric_limits<double>::max()).cause(), errc::number_out_of_range);
    EXPECT_EQ(test::write_failure(std::numeric_limits<double>::min()).cause(), errc::number_out_of_range);
}

}  // namespace
}  // namespace dynaco::scalar_codec_test
