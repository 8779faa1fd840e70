#include "both_ways.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/container_codec.hpp>

#include <set>
#include <vector>

namespace dynaco::enum_codec_test {
namespace {

enum class colour { red, green = 5, blue = 63, far_away = 64 };
enum class state : signed char { failed = -1, ready, busy };
enum flag : unsigned char { off, on = 200 };
enum plain_enum { first, second };
enum class level { low, high };
enum class answer : bool { no, yes };
enum class letter : char { a = 'a', z = 'z' };
enum class beverage { café, 水 };
enum class huge : std::uint64_t { all = ~std::uint64_t{0} };

}  // namespace
}  // namespace dynaco::enum_codec_test

namespace dynaco {

template <>
struct enum_range<enum_codec_test::state> {
    static constexpr long long first = -200, last = 200;
};
template <>
struct enum_range<enum_codec_test::flag> {
    static constexpr long long first = 0, last = 300;
};
template <>
inline constexpr enum_entry<enum_codec_test::plain_enum> enum_names<enum_codec_test::plain_enum>[] = {
    {enum_codec_test::first, "1st"}, {enum_codec_test::second, "2nd"}};
template <>
inline constexpr enum_entry<enum_codec_test::level> enum_names<enum_codec_test::level>[] = {
    {enum_codec_test::level::low, "LOW"},
    {enum_codec_test::level::low, "low"},
    {enum_codec_test::level::high, "HIGH"}};

}  // namespace dynaco

namespace dynaco::enum_codec_test {
namespace {

using test::both_ways;
using test::n;
using test::read;
using test::read_failure;
using test::s;
using test::write_failure;

static_assert(std::size(enum_names<colour>) == 3 && std::size(enum_names<answer>) == 2);
static_assert(storable<colour> && storable<as_number<colour>> && !storable<std::byte>);
static_assert(std::convertible_to<colour, as_number<colour>> && !std::convertible_to<int, as_number<colour>>);

TEST(EnumCodec, IsTheEnumeratorsName) {
    both_ways(colour::red, s("red"));
    both_ways(colour::green, s("green"));
    both_ways(colour::blue, s("blue"));
    both_ways(answer::yes, s("yes"));
    both_ways(std::set<colour>{colour::red, colour::blue}, R"({"SS":["red","blue"]})");
    both_ways(std::vector<colour>{colour::green}, R"({"L":[{"S":"green"}]})");
}

// Their bytes are above 127: negative where char is signed.
TEST(EnumCodec, NamesMayHaveLettersBeyondAscii) {
    both_ways(beverage::café, s("café"));
    both_ways(beverage::水, s("水"));
}

TEST(EnumCodec, OfAnotherRange) {
    both_ways(state::failed, s("failed"));
    both_ways(state::busy, s("busy"));
    both_ways(on, s("on"));
}

TEST(EnumCodec, UnderOtherNames) {
    both_ways(first, s("1st"));
    both_ways(second, s("2nd"));
    both_ways(level::low, s("LOW"));
    EXPECT_EQ(read<level>(s("low")), level::low);
}

TEST(EnumCodec, RefusesUnknownNames) {
    for (const char* text : {"", "purple", "Red", "red ", "0", "far_away", "colour::red"}) {
        EXPECT_EQ(read_failure<colour>(s(text)).cause(), errc::invalid_value) << text;
    }
    EXPECT_EQ(read_failure<colour>(s("purple")).diagnostics().detail, "\"purple\" is not a name of the enum");
    EXPECT_EQ(read_failure<colour>(n("0")).cause(), errc::type_mismatch);
}

TEST(EnumCodec, AMessageHasTheBeginningOfALongTextOnly) {
    const std::string text = std::string(47, 'x') + "\u00e9" + std::string(1000, 'y');
    EXPECT_EQ(read_failure<colour>(s(text)).diagnostics().detail,
              '"' + std::string(47, 'x') + "...\" is not a name of the enum");
}

TEST(EnumCodec, RefusesValuesWithoutAName) {
    EXPECT_EQ(write_failure(colour{7}).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(colour::far_away).cause(), errc::invalid_value);
    EXPECT_EQ(write_failure(state{-7}).diagnostics().detail,
              "the enum's value -7 has no name; see dynaco::enum_range and dynaco::enum_names");
    EXPECT_EQ(write_failure(std::vector<colour>{colour::red, colour{7}}).diagnostics().attribute_path, "[1]");
}

template <class E>
void as_its_number(E value, std::string_view digits) {
    both_ways(as_number<E>(value), n(digits));
    both_ways(std::set<as_number<E>>{value}, R"({"NS":[")" + std::string(digits) + "\"]}");
}

TEST(EnumCodec, AsItsNumber) {
    as_its_number(colour::green, "5");
    as_its_number(state::failed, "-1");
    as_its_number(on, "200");
    as_its_number(answer::yes, "1");
    as_its_number(letter::a, "97");
    as_its_number(huge::all, "18446744073709551615");
    const as_number<colour> green = colour::green;
    EXPECT_EQ(green, colour::green);
    EXPECT_EQ(colour{green}, green.value());
    EXPECT_EQ(read<as_number<colour>>(n("77"))->value(), colour{77});
    EXPECT_EQ(read_failure<as_number<state>>(n("128")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<as_number<answer>>(n("2")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<as_number<letter>>(n("300")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<as_number<colour>>(s("red")).cause(), errc::type_mismatch);
}

}  // namespace
}  // namespace dynaco::enum_codec_test
