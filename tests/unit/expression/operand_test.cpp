#include "account.hpp"

#include <dynaco/detail/expression/operand.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynaco::detail::expression::tests::operand_test {
namespace {

using namespace literals;

TEST(Operand, OwnsAllButCharacterLiteralsAndViews) {
    static_assert(std::is_same_v<operand_of<const char(&)[4]>, literal<std::string_view>>);
    static_assert(std::is_same_v<operand_of<const char*>, literal<std::string_view>>);
    static_assert(std::is_same_v<operand_of<char*&>, literal<std::string_view>>);
    static_assert(std::is_same_v<operand_of<std::string_view>, literal<std::string_view>>);
    static_assert(std::is_same_v<operand_of<std::string>, literal<std::string>>);
    static_assert(std::is_same_v<operand_of<const std::string&>, literal<std::string>>);
    static_assert(std::is_same_v<operand_of<int&>, literal<int>>);
    static_assert(std::is_same_v<operand_of<static_attribute<"a">>, static_attribute<"a">>);
}

TEST(Operand, NullptrIsNoText) { static_assert(!writable_attribute<std::nullptr_t>); }

TEST(Operand, IsWrittenByItsCodec) {
    EXPECT_EQ(values("created"_a == "text"), R"({":0":{"S":"text"}})");
    EXPECT_EQ(values("created"_a == std::string_view("a\"b\n")), R"({":0":{"S":"a\"b\n"}})");
    EXPECT_EQ(values("balance"_a == -7), R"({":0":{"N":"-7"}})");
    EXPECT_EQ(values("balance"_a == std::uint64_t{18446744073709551615u}),
              R"({":0":{"N":"18446744073709551615"}})");
    EXPECT_EQ(values("rate"_a == 0.1), R"({":0":{"N":"0.1"}})");
    EXPECT_EQ(values("rate"_a == number("1.50")), R"({":0":{"N":"1.5"}})");
    EXPECT_EQ(values("active"_a == false), R"({":0":{"BOOL":false}})");
    EXPECT_EQ(values("photo"_a == bytes("abc")), R"({":0":{"B":"YWJj"}})");
    EXPECT_EQ(values("anything"_a == null), R"({":0":{"NULL":true}})");
    EXPECT_EQ(values("anything"_a == value(1)), R"({":0":{"N":"1"}})");
    EXPECT_EQ(values("anything"_a == item{{"a", 1}}), R"({":0":{"M":{"a":{"N":"1"}}}})");
}

TEST(Operand, MayBeAContainer) {
    EXPECT_EQ(values("tags"_a == std::vector<std::string>{"a", "b"}),
              R"({":0":{"L":[{"S":"a"},{"S":"b"}]}})");
    EXPECT_EQ(values("tags"_a == std::vector<std::string>{}), R"({":0":{"L":[]}})");
    EXPECT_EQ(values("roles"_a == std::set<std::string>{"a", "b"}), R"({":0":{"SS":["a","b"]}})");
    EXPECT_EQ(values("scores"_a == std::set<int>{2, 1}), R"({":0":{"NS":["1","2"]}})");
    EXPECT_EQ(values("keys"_a == std::set<binary>{bytes("a")}), R"({":0":{"BS":["YQ=="]}})");
    EXPECT_EQ(values("labels"_a == std::map<std::string, std::string>{{"a", "b"}}),
              R"({":0":{"M":{"a":{"S":"b"}}}})");
    const address home{.city = "Oslo", .zip_code = "1", .lines = {}};
    EXPECT_EQ(values("home"_a == home),
              R"({":0":{"M":{"city":{"S":"Oslo"},"zip":{"S":"1"},"lines":{"L":[]}}}})");
}

TEST(Operand, MayBeASpanOfBytes) {
    constexpr std::array<std::byte, 2> two{std::byte{0}, std::byte{255}};
    EXPECT_EQ(values("photo"_a == std::span<const std::byte>(two)), R"({":0":{"B":"AP8="}})");
}

TEST(Operand, MayBeAnOptionalThatHoldsSomething) {
    EXPECT_EQ(values("description"_a == std::optional<std::string>("x")), R"({":0":{"S":"x"}})");
}

TEST(Operand, AnEmptyOptionalIsRefused) {
    const failure why = refused<account>(when("description"_a == std::optional<std::string>()));
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_EQ(why.diagnostics().attribute_path, "description");
}

TEST(Operand, WhatDynamoDbCannotHoldIsRefused) {
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    const auto infinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(refused<account>(when("rate"_a == nan)).cause(), errc::not_a_number);
    EXPECT_EQ(refused<account>(when("rate"_a == nan)).diagnostics().attribute_path, "rate");
    EXPECT_EQ(refused<account>(when("rate"_a > -infinity)).cause(), errc::not_a_number);
    EXPECT_EQ(refused<account>(when("rate"_a == 1e300)).cause(), errc::number_out_of_range);
    EXPECT_EQ(refused<account>(when("roles"_a == std::set<std::string>{})).cause(), errc::empty_set);
    EXPECT_EQ(refused<account>(when("balance"_a == 1 && "rate"_a == nan)).cause(), errc::not_a_number);
}

TEST(Operand, ARefusalNamesThePlaceWithin) {
    const std::vector<double> list{1, std::nan("")};
    const failure why = refused<account>(when("anything"_a == list));
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "anything[1]");
    const std::map<std::string, double> map{{"a", 1}, {"b", std::nan("")}};
    EXPECT_EQ(refused<account>(when("anything"_a == map)).diagnostics().attribute_path, "anything.b");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::operand_test
