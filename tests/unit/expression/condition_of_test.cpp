#include "account.hpp"

#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynaco::detail::expression::tests::condition_of_test {
namespace {

using namespace literals;
using namespace std::literals;
using condition = condition_of<account>;

TEST(ConditionOf, WritesWhatItWasMadeFrom) {
    const condition c = "primary_email"_a == "x" && "balance"_a.between(1, 2);
    EXPECT_EQ(written<account>(when(c)),
              written<account>(when("primary_email"_a == "x" && "balance"_a.between(1, 2))));
    EXPECT_EQ(written<account>(filter(c)),
              written<account>(filter("primary_email"_a == "x" && "balance"_a.between(1, 2))));
}

TEST(ConditionOf, KeepsTheNamesOnTheWire) {
    EXPECT_EQ(names(condition("home.zip_code"_a.exists())), R"({"#0":"h-o.m[e]","#1":"zip"})");
}

TEST(ConditionOf, RefersToNothing) {
    condition c;
    {
        std::string email = "a long text that does not fit into the object itself";
        std::string path = "anything.a long path that does not fit into the object itself";
        c = "primary_email"_a == std::string_view(email) && attribute(path) == email.c_str();
        email.assign(email.size(), '!');
        path.assign(path.size(), '!');
    }
    EXPECT_EQ(values(c), R"({":0":{"S":"a long text that does not fit into the object itself"},)"
                         R"(":1":{"S":"a long text that does not fit into the object itself"}})");
}

TEST(ConditionOf, JoinsOnOneLevel) {
    condition c;
    for (int i = 0; i < 4; ++i) c.and_also("balance"_a != i);
    EXPECT_EQ(text(c), "(#0 <> :0 AND #0 <> :1 AND #0 <> :2 AND #0 <> :3)");
    EXPECT_EQ(text("rate"_a == 1 && c && "rate"_a == 2),
              "(#0 = :0 AND #1 <> :1 AND #1 <> :2 AND #1 <> :3 AND #1 <> :4 AND #0 = :5)");
    c.or_else("rate"_a == 1).or_else("rate"_a == 2 || "rate"_a == 3);
    EXPECT_EQ(text(c),
              "((#0 <> :0 AND #0 <> :1 AND #0 <> :2 AND #0 <> :3) OR #1 = :4 OR #1 = :5 OR #1 = :6)");
    EXPECT_EQ(text(!c && "rate"_a == 1),
              "((NOT ((#0 <> :0 AND #0 <> :1 AND #0 <> :2 AND #0 <> :3) OR #1 = :4 OR #1 = :5 OR #1 = :6)) "
              "AND #1 = :7)");
}

TEST(ConditionOf, JoinsWithStaticOnesOnEitherSide) {
    const condition c = "balance"_a == 1;
    static_assert(std::is_same_v<decltype(c && "rate"_a == 1), condition>);
    EXPECT_EQ(text(c && "rate"_a == 1), "(#0 = :0 AND #1 = :1)");
    EXPECT_EQ(text("rate"_a == 1 && c), "(#0 = :0 AND #1 = :1)");
    EXPECT_EQ(text("rate"_a == 1 || c), "(#0 = :0 OR #1 = :1)");
    EXPECT_EQ(text(c || ("rate"_a == 1 && "rate"_a == 2)), "(#0 = :0 OR (#1 = :1 AND #1 = :2))");
    EXPECT_EQ(text(c && c), "(#0 = :0 AND #0 = :1)");
    EXPECT_EQ(text(c || c), "(#0 = :0 OR #0 = :1)");
    EXPECT_EQ(text(!c), "(NOT #0 = :0)");
    EXPECT_EQ(text((c || c) && (c || c)), "((#0 = :0 OR #0 = :1) AND (#0 = :2 OR #0 = :3))");
}

TEST(ConditionOf, CopiesDoNotSeeLaterChanges) {
    condition c = "balance"_a == 1;
    const condition before = c;
    c.and_also("rate"_a == 1);
    EXPECT_EQ(text(before), "#0 = :0");
    c.and_also(c);
    EXPECT_EQ(text(c), "(#0 = :0 AND #1 = :1 AND #0 = :2 AND #1 = :3)");
}

TEST(ConditionOf, NothingIsNeutral) {
    const condition nothing;
    const condition c = "balance"_a == 1;
    EXPECT_TRUE(nothing.empty());
    EXPECT_FALSE(c.empty());
    EXPECT_TRUE((nothing && nothing).empty());
    EXPECT_TRUE((!nothing).empty());
    EXPECT_EQ(text(nothing && c), "#0 = :0");
    EXPECT_EQ(text(nothing || c), "#0 = :0");
    EXPECT_EQ(text(c || nothing), "#0 = :0");
    EXPECT_EQ(text("rate"_a > 1 && nothing), "#0 > :0");
}

TEST(ConditionOf, NothingIsNoFilterAndARefusedCondition) {
    EXPECT_EQ(written<account>(filter(condition())), "{}");
    EXPECT_EQ(written<account>(key_is<account>("1"sv), filter(condition())),
              written<account>(key_is<account>("1"sv)));
    EXPECT_EQ(refused<account>(when(condition())).cause(), errc::invalid_argument);
}

TEST(ConditionOf, WhatCannotBeWrittenFailsWithTheRequest) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    condition c = "rate"_a == nan;
    EXPECT_EQ(refused<account>(when(c)).cause(), errc::not_a_number);
    EXPECT_EQ(refused<account>(when(c)).diagnostics().attribute_path, "rate");
    c = attribute("a..b") == 1;
    EXPECT_EQ(refused<account>(when("balance"_a == 1 && c)).cause(), errc::invalid_argument);
    EXPECT_EQ(refused<account>(filter(!c)).cause(), errc::invalid_argument);
}

TEST(KeyConditionOf, IsARangeCondition) {
    key_condition_of<account> range = "created"_a >= "2000";
    EXPECT_EQ(written<account>(key_is<account>("1"sv, range)),
              written<account>(key_is<account>("1"sv, "created"_a >= "2000")));
    range = "created"_a.begins_with("20"s);
    EXPECT_EQ(written<account>(key_is<account>("1"sv, range)),
              written<account>(key_is<account>("1"sv, "created"_a.begins_with("20"))));
}

TEST(KeyConditionOf, NothingIsEveryRangeKey) {
    const key_condition_of<account> range;
    EXPECT_TRUE(range.empty());
    EXPECT_EQ(written<account>(key_is<account>("1"sv, range)), written<account>(key_is<account>("1"sv)));
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::condition_of_test
