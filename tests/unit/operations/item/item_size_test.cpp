#include "operations/item_size.hpp"

#include <dynaco/detail/model/value_codec.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::operations::item_size_test {
namespace {

std::size_t size_of(const item& i) {
    std::string text;
    detail::json::writer out(text);
    EXPECT_TRUE(codec<item>::write(out, i));
    return item_size(text).value_or(999'999);
}

std::size_t size_of_value(value v) { return size_of({{"", std::move(v)}}); }

errc checked(const item& i) {
    std::string text = "before";
    detail::json::writer out(text);
    EXPECT_TRUE(codec<item>::write(out, i));
    return check_item_size(out, 6) ? errc{} : out.why().cause();
}

binary zeros(std::size_t size) { return binary(size); }

TEST(ItemSize, OfNothingIsZero) { EXPECT_EQ(size_of({}), 0u); }

TEST(ItemSize, CountsTheBytesOfNamesAndStrings) {
    EXPECT_EQ(size_of({{"id", "1"}}), 3u);
    EXPECT_EQ(size_of({{"größe", "€"}}), 7u + 3u);
    EXPECT_EQ(size_of({{"a\"b", "c\\\n\x01"}}), 3u + 4u) << "escapes are not counted";
    EXPECT_EQ(size_of_value(""), 0u);
}

TEST(ItemSize, CountsTheBytesOfBinaryNotOfBase64) {
    for (std::size_t size = 0; size < 20; ++size) EXPECT_EQ(size_of_value(zeros(size)), size);
}

TEST(ItemSize, ANumberTakesAByteForTwoDigitsAndOneMore) {
    EXPECT_EQ(size_of_value(1), 2u);
    EXPECT_EQ(size_of_value(12), 2u);
    EXPECT_EQ(size_of_value(123), 3u);
    EXPECT_EQ(size_of_value(-123), 4u);
    EXPECT_EQ(size_of_value(number("1.25")), 3u);
    EXPECT_EQ(size_of_value(number("-99999999999999999999999999999999999999")), 21u);
}

TEST(ItemSize, ZerosAroundANumberAndExponentsDoNotCount) {
    EXPECT_EQ(size_of_value(0), 1u);
    EXPECT_EQ(size_of_value(1000000), 2u);
    EXPECT_EQ(size_of_value(1000001), 5u);
    EXPECT_EQ(size_of_value(number("0.0001")), 2u);
    EXPECT_EQ(size_of_value(number("1E+100")), 2u);
    EXPECT_EQ(size_of_value(number("1.5E-100")), 2u);
    EXPECT_EQ(item_size(R"({"":{"N":"00012.500e-10"}})"), 3u);
}

TEST(ItemSize, ABooleanAndANullTakeOneByte) {
    EXPECT_EQ(size_of_value(true), 1u);
    EXPECT_EQ(size_of_value(null), 1u);
}

TEST(ItemSize, ContainersTakeThreeBytesAndOneForEachElement) {
    EXPECT_EQ(size_of_value(value::list{}), 3u);
    EXPECT_EQ(size_of_value(item{}), 3u);
    EXPECT_EQ(size_of_value(value::list{"ab", true}), 3u + 1u + 2u + 1u + 1u);
    EXPECT_EQ(size_of_value(item{{"ab", "c"}}), 3u + 1u + 2u + 1u);
    value nested = value::list{};
    for (int level = 0; level < 2; ++level) nested = value::list(1, nested);
    EXPECT_EQ(size_of_value(nested), 3u + 1u + 3u + 1u + 3u);
}

TEST(ItemSize, SetsTakeTheirElements) {
    EXPECT_EQ(size_of_value(value::string_set{"a", "bc"}), 3u);
    EXPECT_EQ(size_of_value(value::number_set{number(1), number(123)}), 2u + 3u);
    EXPECT_EQ(size_of_value(value::binary_set{zeros(1), zeros(2)}), 3u);
}

TEST(ItemSize, OfWhatIsNoItemIsNothing) {
    for (const std::string_view text :
         {"", "[]", "{", R"({"a":1})", R"({"a":{"S":1}})", R"({"a":{"X":"1"}})", R"({"a":{"S":"1"})",
          R"({"a":{"L":{}}})", R"({"a":{"M":[]}})", R"({"a":{"SS":["a",1]}})"})
        EXPECT_FALSE(item_size(text)) << text;
}

TEST(ItemSize, TheLimitIsExactly400KBOfStrings) {
    EXPECT_EQ(max_item_size, 409600u);
    EXPECT_EQ(checked({{"k", std::string(409599, 'x')}}), errc{});
    EXPECT_EQ(checked({{"k", std::string(409600, 'x')}}), errc::item_too_large);
    EXPECT_EQ(checked({{std::string(409600, 'k'), ""}}), errc{});
    EXPECT_EQ(checked({{std::string(409601, 'k'), ""}}), errc::item_too_large);
}

TEST(ItemSize, TheLimitIsExactly400KBOfBinary) {
    for (const std::size_t name : {1u, 2u, 3u}) {  // each remainder of the base64
        EXPECT_EQ(checked({{std::string(name, 'k'), zeros(409600 - name)}}), errc{}) << name;
        EXPECT_EQ(checked({{std::string(name, 'k'), zeros(409601 - name)}}), errc::item_too_large) << name;
    }
}

TEST(ItemSize, EscapesDoNotCountTowardsTheLimit) {
    EXPECT_EQ(checked({{"k", std::string(409599, '\x01')}}), errc{});
    EXPECT_EQ(checked({{"k", std::string(409600, '"')}}), errc::item_too_large);
}

TEST(ItemSize, NumbersAndListsCountTowardsTheLimit) {
    EXPECT_EQ(checked({{"k", value::list(136'532, value(1000))}}), errc{}) << "136 532 × 3 + 4 = 409 600";
    EXPECT_EQ(checked({{"k", value::list(136'533, value(1000))}}), errc::item_too_large);
}

TEST(ItemSize, TheFailureTellsTheSize) {
    std::string text;
    detail::json::writer out(text);
    ASSERT_TRUE(codec<item>::write(out, {{"k", std::string(500'000, 'x')}}));
    ASSERT_FALSE(check_item_size(out, 0));
    EXPECT_NE(out.why().diagnostics().detail.find("500001"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::operations::item_size_test
