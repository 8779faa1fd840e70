#include "core/parse_real.hpp"

#include "support/scoped_variables.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <string_view>

// With most standard libraries parse_real is std::from_chars. These are the tests of its replacement.
namespace dynaco::detail::parse_real_test {
namespace {

constexpr double untouched = -77;

template <class Real>
struct reading {
    std::string text;
    Real value;
    std::errc error;

    bool operator==(const reading&) const = default;
};
template <class Real>
std::ostream& operator<<(std::ostream& out, const reading<Real>& r) {
    return out << '"' << r.text << "\" " << std::hexfloat << r.value << " errc " << static_cast<int>(r.error);
}

// The text that was read, and its value.
template <class Real = double>
reading<Real> replacement(std::string_view text) {
    auto value = static_cast<Real>(untouched);
    const auto [end, error] = parse_real_with_strtod(text.data(), text.data() + text.size(), value);
    return {{text.data(), end}, value, error};
}

double valid(std::string_view text) {
    const auto read = replacement(text);
    EXPECT_EQ(read.error, std::errc{}) << text;
    EXPECT_EQ(read.text, text);
    return read.value;
}

TEST(ParseReal, ReadsDecimals) {
    EXPECT_EQ(valid("0"), 0.0);
    EXPECT_TRUE(std::signbit(valid("-0")));
    EXPECT_EQ(valid("-12.5"), -12.5);
    EXPECT_EQ(valid(".5"), 0.5);
    EXPECT_EQ(valid("5."), 5.0);
    EXPECT_EQ(valid("1e+3"), 1000.0);
    EXPECT_EQ(valid("25E-2"), 0.25);
    EXPECT_EQ(valid("0e999999999999999999999"), 0.0);
}

TEST(ParseReal, StopsBehindTheDecimal) {
    EXPECT_EQ(replacement("1,5"), (reading<double>{"1", 1, {}}));
    EXPECT_EQ(replacement("2.5.5"), (reading<double>{"2.5", 2.5, {}}));
    EXPECT_EQ(replacement("3e"), (reading<double>{"3", 3, {}}));
    EXPECT_EQ(replacement("3e+x"), (reading<double>{"3", 3, {}}));
    EXPECT_EQ(replacement("0x10"), (reading<double>{"0", 0, {}}));
    EXPECT_EQ(replacement(std::string_view("1\0002", 3)), (reading<double>{"1", 1, {}}));
    EXPECT_EQ(replacement(std::string_view("12345").substr(0, 2)), (reading<double>{"12", 12, {}}));
}

TEST(ParseReal, RefusesWhatIsNotADecimal) {
    for (const char* const text :
         {"", "-", "+", ".", "-.", "+1", " 1", "\t1", "e5", ".e5", "--1", "inf", "-nan", "NaN"})
        EXPECT_EQ(replacement(text), (reading<double>{"", untouched, std::errc::invalid_argument})) << text;
}

TEST(ParseReal, ReportsWhatDoesNotFitAndKeepsTheValue) {
    for (const char* const text :
         {"1e309", "-1e309", "1.8e308", "1e-324", "-2e-324", "1e99999999999999999999"})
        EXPECT_EQ(replacement(text), (reading<double>{text, untouched, std::errc::result_out_of_range}));
    for (const char* const text : {"3.5e38", "1e-46"})
        EXPECT_EQ(replacement<float>(text),
                  (reading<float>{text, float{untouched}, std::errc::result_out_of_range}));
}

TEST(ParseReal, ReadsTheLimits) {
    using limits = std::numeric_limits<double>;
    EXPECT_EQ(valid("1.7976931348623157e308"), limits::max());
    EXPECT_EQ(valid("1.7976931348623158e308"), limits::max()) << "nearer to it than to the next power of two";
    EXPECT_EQ(valid("2.2250738585072014e-308"), limits::min());
    EXPECT_EQ(valid("4.9e-324"), limits::denorm_min());
    EXPECT_EQ(valid("2.5e-324"), limits::denorm_min());
}

// Decimals in the middle of two doubles are rounded to the even one. A digit far to the right decides.
TEST(ParseReal, RoundsToTheNearest) {
    const std::string middle = "9007199254740993", zeros(900, '0');
    EXPECT_EQ(valid(middle), 9007199254740992.0);
    EXPECT_EQ(valid(middle + '.' + zeros), 9007199254740992.0);
    EXPECT_EQ(valid(middle + '.' + zeros + '1'), 9007199254740994.0);
    EXPECT_EQ(valid("1.00000000000000011102230246251565404236316680908203125"), 1.0);
    EXPECT_EQ(valid("1.00000000000000011102230246251565404236316680908203126"), 0x1.0000000000001p+0);
    EXPECT_EQ(valid("2.2250738585072011e-308"), 0x0.fffffffffffffp-1022);
    EXPECT_EQ(valid("6929495644600919.5"), 6929495644600920.0);
}

TEST(ParseReal, RoundsFloatsOnce) {
    // As a double it is the middle of two floats, which would be rounded to the even one, 1.
    EXPECT_EQ(replacement<float>("1.000000059604644775390626").value, 0x1.000002p+0F);
    EXPECT_EQ(replacement<float>("1.000000059604644775390625").value, 1.0F);
}

// Checks that the text was read as `read`, if this standard library can read it.
template <class Real>
void compare(std::string_view text, const reading<Real>& read) {
    if constexpr (has_from_chars<Real>) {
        auto value = static_cast<Real>(untouched);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        ASSERT_EQ(read, (reading<Real>{{text.data(), end}, value, error})) << text;
    }
}

template <class Real, class Bits>
void check_shortest(Bits bits) {
    const auto value = std::bit_cast<Real>(bits);
    if (!std::isfinite(value)) return;
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    const std::string_view shortest{text.data(), end};
    const auto read = replacement<Real>(shortest);
    ASSERT_EQ(std::bit_cast<Bits>(read.value), bits) << shortest;
    compare(shortest, read);
}

TEST(ParseReal, ReadsTheShortestDecimalsOfRandomBits) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20000; ++i) {
        check_shortest<double>(random());
        check_shortest<float>(static_cast<std::uint32_t>(random()));
    }
}

TEST(ParseReal, AgreesWithTheStandardLibraryOnRandomTexts) {
    constexpr std::string_view characters = "0123456789012345678901234567890123456789..-+eEx ";
    std::mt19937 random(1);
    for (int i = 0; i < 50000; ++i) {
        std::string text;
        for (auto n = random() % 40; n > 0; --n) text += characters[random() % characters.size()];
        compare(text, replacement<double>(text));
        compare(text, replacement<float>(text));
    }
}

// A locale with a decimal comma, made with the C library's own program.
std::filesystem::path make_comma_locale() {
    const auto folder = std::filesystem::path(testing::TempDir()) /
                        ("dynaco-locale-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "characters") << "<code_set_name> ASCII\n<mb_cur_max> 1\nCHARMAP\n<NUL> /x00 "
                                            "NULL\n<U0020>..<U007E> /x20 ASCII\nEND CHARMAP\n";
    std::ofstream(folder / "source") << "comment_char %\nescape_char /\nLC_NUMERIC\ndecimal_point \",\"\n"
                                        "thousands_sep \".\"\ngrouping 3;3\nEND LC_NUMERIC\n";
    // It reports the missing categories as an error, but writes the locale.
    const std::string command =
        "cd '" + folder.string() +
        "' && localedef --no-archive --force -f ./characters -i ./source ./comma >log 2>&1";
    static_cast<void>(std::system(command.c_str()));
    return folder;
}

TEST(ParseReal, ReadsDecimalPointsInEveryLocale) {
    const auto folder = make_comma_locale();
    const test::scoped_variables variables({{"LOCPATH", folder.c_str()}});
    const bool made = std::setlocale(LC_NUMERIC, "comma") != nullptr;
    const double by_strtod = std::strtod("1,5", nullptr);
    const auto read = replacement("1.5");
    const double after = std::strtod("1,5", nullptr);
    std::setlocale(LC_NUMERIC, "C");
    std::filesystem::remove_all(folder);
    if (!made) GTEST_SKIP() << "localedef cannot make a locale here";
    EXPECT_EQ(by_strtod, 1.5) << "the locale has a decimal comma";
    EXPECT_EQ(read, (reading<double>{"1.5", 1.5, {}}));
    EXPECT_EQ(after, 1.5) << "the locale of the thread is restored";
}

}  // namespace
}  // namespace dynaco::detail::parse_real_test
