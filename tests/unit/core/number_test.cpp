#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace dynaco::number_test {
namespace {

constexpr auto int64_min = std::numeric_limits<std::int64_t>::min();
constexpr auto int64_max = std::numeric_limits<std::int64_t>::max();
constexpr auto uint64_max = std::numeric_limits<std::uint64_t>::max();

const std::string nines_38(38, '9');

number parsed(std::string_view text) { return number::parse(text).value(); }
std::string canonical(std::string_view text) { return parsed(text).to_string(); }
errc refusal(std::string_view text) {
    const auto result = number::parse(text);
    return result ? errc{} : result.error().cause();
}
errc refusal(double value) {
    try {
        return static_cast<void>(number(value)), errc{};
    } catch (const error& e) {
        return e.cause();
    }
}

static_assert(std::is_trivially_copyable_v<number>);
static_assert(integer<signed char> && integer<std::uint64_t> && integer<long long>);
static_assert(!integer<bool> && !integer<char> && !integer<char16_t> && !integer<double>);
static_assert(number(-5).to<int>() == -5, "usable in constant expressions");

TEST(Number, DefaultIsZero) {
    EXPECT_EQ(number{}, number(0));
    EXPECT_EQ(number{}.to_string(), "0");
}

TEST(Number, WritesPlainDigits) {
    EXPECT_EQ(canonical("12"), "12");
    EXPECT_EQ(canonical("-1.50"), "-1.5");
    EXPECT_EQ(canonical("1E3"), "1000");
    EXPECT_EQ(canonical("0.00123"), "0.00123");
    EXPECT_EQ(canonical("100"), "100");
    EXPECT_EQ(canonical("123.456e1"), "1234.56");
    EXPECT_EQ(canonical("1e37"), "1" + std::string(37, '0'));
}

TEST(Number, WritesScientificNotationBeyondThirtyEightPlaces) {
    EXPECT_EQ(canonical("1e38"), "1E+38");
    EXPECT_EQ(canonical("-1.5E+100"), "-1.5E+100");
    EXPECT_EQ(canonical("1e-130"), "1E-130");
    EXPECT_EQ(canonical("1e-37"), "0." + std::string(36, '0') + "1");
    EXPECT_EQ(canonical("1e-38"), "1E-38");
}

TEST(Number, ParsesEverySpelling) {
    EXPECT_EQ(parsed("6.02e23"), parsed("602000000000000000000000"));
    EXPECT_EQ(parsed("6.02E+23"), parsed("6.02e23"));
    EXPECT_EQ(parsed("1000e-3"), number(1));
    EXPECT_EQ(parsed("007"), number(7));
    EXPECT_EQ(parsed("0.50"), parsed("5e-1"));
    EXPECT_EQ(parsed("-0.0e5"), number(0));
}

TEST(Number, ZeroHasNoSignAndNoExponent) {
    EXPECT_EQ(parsed("-0"), number(0));
    EXPECT_EQ(parsed("0E-999"), number(0));
    EXPECT_EQ(parsed("0e99999999999999999999"), number(0));
    EXPECT_EQ(number(-0.0).to_string(), "0");
}

TEST(Number, RefusesWhatIsNoNumber) {
    for (const char* text :
         {"",      " ",   "-",     "+",  ".",  "-.",   "e5",  "1e",       "1e+", "1e-", "1e+-5", "1e-+5",
          "1e++5", "--1", "1.2.3", "1 ", " 1", "0x10", "NaN", "Infinity", "inf", "1,5", "1e5.0", "a"})
        EXPECT_EQ(refusal(text), errc::invalid_value) << text;
    EXPECT_EQ(refusal(std::string_view("1\0", 2)), errc::invalid_value);
}

TEST(Number, HoldsThirtyEightDigits) {
    EXPECT_EQ(canonical(nines_38), nines_38);
    EXPECT_EQ(parsed(canonical("-0." + nines_38)), parsed("-" + nines_38 + "e-38"));
    EXPECT_EQ(canonical("1.2345678901234567890123456789012345678"),
              "1.2345678901234567890123456789012345678");
}

TEST(Number, RefusesThirtyNineDigits) {
    EXPECT_EQ(refusal(nines_38 + "9"), errc::number_out_of_range);
    EXPECT_EQ(refusal("1" + std::string(37, '0') + "1"), errc::number_out_of_range);
    EXPECT_EQ(refusal("1." + std::string(37, '0') + "1"), errc::number_out_of_range);
}

TEST(Number, ZerosAtEitherEndAreNotDigits) {
    EXPECT_EQ(canonical(std::string(50, '0') + "1." + std::string(50, '0')), "1");
    EXPECT_EQ(parsed(nines_38 + "000"), parsed(nines_38 + "e3"));
    EXPECT_EQ(parsed("0.000" + nines_38), parsed(nines_38 + "e-41"));
}

TEST(Number, KeepsDynamoDBsMagnitudes) {
    EXPECT_EQ(canonical("9.9999999999999999999999999999999999999E+125"),
              "9.9999999999999999999999999999999999999E+125");
    EXPECT_EQ(refusal("1E126"), errc::number_out_of_range);
    EXPECT_EQ(refusal("-1E126"), errc::number_out_of_range);
    EXPECT_EQ(refusal("0.99E-130"), errc::number_out_of_range);
    EXPECT_EQ(refusal("1E-131"), errc::number_out_of_range);
    EXPECT_EQ(refusal("1e99999999999999999999"), errc::number_out_of_range);
    EXPECT_EQ(refusal("1e-99999999999999999999"), errc::number_out_of_range);
}

TEST(Number, HugeExponentIsNotMadeUpForByDigits) {
    const std::string zeros(1'000'010, '0');
    EXPECT_EQ(refusal("0." + zeros + "1e5000000"), errc::number_out_of_range);
    EXPECT_EQ(parsed("0." + zeros + "1e1000011"), number(1));
}

TEST(Number, LongestTextFits) {
    std::array<char, number::max_text> text{};
    for (const std::string exponent : {"E-130", "E+125", "E-38", "E+38", ""}) {
        const number n = parsed("-9.8765432109876543210987654321098765432" + exponent);
        EXPECT_LE(n.to_chars(text.data()), text.data() + text.size());
        EXPECT_EQ(parsed(n.to_string()), n);
    }
}

TEST(Number, TakesEveryInteger) {
    EXPECT_EQ(number(int64_min).to_string(), "-9223372036854775808");
    EXPECT_EQ(number(int64_max).to_string(), "9223372036854775807");
    EXPECT_EQ(number(uint64_max).to_string(), "18446744073709551615");
    EXPECT_EQ(number(std::int8_t{-128}).to_string(), "-128");
    EXPECT_EQ(number(10'000'000'000'000'000'000u).to_string(), "10000000000000000000");
    EXPECT_EQ(number(9'999'999'999'999'999'999u).to_string(), "9999999999999999999");
}

TEST(Number, GivesIntegersThatFit) {
    EXPECT_EQ(parsed("-9223372036854775808").to<std::int64_t>(), int64_min);
    EXPECT_EQ(parsed("9223372036854775807").to<std::int64_t>(), int64_max);
    EXPECT_EQ(parsed("18446744073709551615").to<std::uint64_t>(), uint64_max);
    EXPECT_EQ(parsed("-128").to<std::int8_t>(), std::int8_t{-128});
    EXPECT_EQ(parsed("1E3").to<std::int16_t>(), std::int16_t{1000});
    EXPECT_EQ(parsed("5.0").to<std::uint8_t>(), std::uint8_t{5});
    EXPECT_EQ(parsed("0").to<std::uint8_t>(), std::uint8_t{0});
    EXPECT_EQ(parsed("10000000000000000000").to<std::uint64_t>(), 10'000'000'000'000'000'000u);
}

TEST(Number, GivesNoIntegerThatDoesNotFit) {
    EXPECT_FALSE(parsed("9223372036854775808").to<std::int64_t>());
    EXPECT_FALSE(parsed("-9223372036854775809").to<std::int64_t>());
    EXPECT_FALSE(parsed("18446744073709551616").to<std::uint64_t>());
    EXPECT_FALSE(parsed("18446744073709551620").to<std::uint64_t>());
    EXPECT_FALSE(parsed("99999999999999999999").to<std::uint64_t>());
    EXPECT_FALSE(parsed("1e20").to<std::uint64_t>());
    EXPECT_FALSE(parsed("18446744073709551614.5").to<std::uint64_t>());
    EXPECT_FALSE(parsed("-1").to<unsigned>());
    EXPECT_FALSE(parsed("128").to<std::int8_t>());
    EXPECT_FALSE(parsed("-129").to<std::int8_t>());
    EXPECT_FALSE(parsed("0.5").to<int>());
    EXPECT_FALSE(parsed("1.5").to<int>());
    EXPECT_FALSE(parsed("1." + std::string(36, '0') + "1").to<int>());
}

TEST(Number, TakesTheShortestDecimalOfADouble) {
    EXPECT_EQ(number(0.1).to_string(), "0.1");
    EXPECT_EQ(number(0.1 + 0.2).to_string(), "0.30000000000000004");
    EXPECT_EQ(number(1e22).to_string(), "10000000000000000000000");
    EXPECT_EQ(number(1e100).to_string(), "1E+100");
    EXPECT_EQ(number(-2.5).to_string(), "-2.5");
    EXPECT_EQ(number(1e-130).to_string(), "1E-130");
}

TEST(Number, RefusesDoublesThatDynamoDBCannotHold) {
    EXPECT_EQ(refusal(std::numeric_limits<double>::quiet_NaN()), errc::not_a_number);
    EXPECT_EQ(refusal(-std::numeric_limits<double>::infinity()), errc::not_a_number);
    EXPECT_EQ(refusal(std::numeric_limits<double>::max()), errc::number_out_of_range);
    EXPECT_EQ(refusal(std::numeric_limits<double>::denorm_min()), errc::number_out_of_range);
    EXPECT_EQ(refusal(1e126), errc::number_out_of_range);
    EXPECT_EQ(refusal(9.99e-131), errc::number_out_of_range);
}

TEST(Number, DoublesComeBackEqual) {
    for (const double real : {0.0, 1.0, -0.1, 1.0 / 3, 123456789.123456789, 5e-324 * 1e200,
                              1.7976931348623157e125, 9007199254740993.0, 1e-130, 4.9e-7})
        EXPECT_EQ(number(real).to_double(), real);
}

TEST(Number, GivesTheNearestDouble) {
    EXPECT_EQ(parsed("0.1").to_double(), 0.1);
    EXPECT_EQ(parsed("9007199254740993").to_double(), 9007199254740992.0);  // half way, to even
    EXPECT_EQ(parsed("9007199254740993.0000000000000000000001").to_double(), 9007199254740994.0);
}

TEST(Number, TextConstructorThrows) {
    EXPECT_EQ(number("1.5"), number(1.5));
    try {
        static_cast<void>(number("1,5"));
        FAIL() << "did not throw";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::invalid_value);
        EXPECT_EQ(e.diagnostics().detail, "\"1,5\" is not a number");
    }
}

TEST(Number, EqualHoweverWritten) {
    EXPECT_EQ(parsed("1.50"), parsed("15e-1"));
    EXPECT_EQ(parsed("1000"), number(1000));
    EXPECT_NE(parsed("1"), parsed("-1"));
    EXPECT_NE(parsed("1"), parsed("10"));
}

TEST(Number, OrdersByValue) {
    const std::vector<std::string> ascending = {"-1e125", "-10",  "-1.5", "-1", "-1e-130",      "0",
                                                "1e-130", "1e-5", "0.9",  "1",  "1.0000000001", "9",
                                                "10",     "1e125"};
    for (std::size_t i = 0; i < ascending.size(); ++i)
        for (std::size_t k = 0; k < ascending.size(); ++k)
            EXPECT_EQ(parsed(ascending[i]) <=> parsed(ascending[k]), i <=> k)
                << ascending[i] << ' ' << ascending[k];
}

TEST(Number, OrdersByTheLastDigit) {
    EXPECT_LT(parsed("1.2345678901234567890123456789012345677"),
              parsed("1.2345678901234567890123456789012345678"));
}

TEST(Number, StreamsItsText) {
    std::ostringstream out;
    out << parsed("-1.50");
    EXPECT_EQ(out.str(), "-1.5");
}

}  // namespace
}  // namespace dynaco::number_test
