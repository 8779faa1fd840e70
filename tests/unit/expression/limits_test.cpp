#include "account.hpp"

#include <dynaco/detail/expression/limits.hpp>
#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail::expression::tests::limits_test {
namespace {

using namespace literals;

// A condition of `count` comparisons: one operator each, and the operators that join them.
condition_of<account> joined(int count) {
    condition_of<account> c;
    for (int i = 0; i < count; ++i) c.and_also("balance"_a != i);
    return c;
}

TEST(Limits, AnExpressionHasAtMost300Operators) {
    EXPECT_NE(text(joined(150)), "");  // 299
    EXPECT_NE(text(!joined(150)), "");
    const failure why = refused<account>(when(joined(151)));
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_EQ(why.diagnostics().detail,
              "ConditionExpression has 301 operators and functions; DynamoDB's limit is 300");
    EXPECT_EQ(refused<account>(filter(joined(151))).diagnostics().detail.find("FilterExpression"), 0u);
}

TEST(Limits, TheyAreOfEachExpression) {
    updates_of<account> u;
    u.add("balance"_a.set("balance"_a + 1));
    EXPECT_NE(written<account>(update_clause(u), when(joined(150))), "");
}

TEST(Limits, AnExpressionHasAtMost4096Bytes) {
    updates_of<account> u;
    const auto grow = [&u](int i) { u.add("anything"_a["key " + std::to_string(i)].set(i)); };
    int i = 0;
    std::string last;
    while (last.size() < 4070) {
        grow(i++);
        last = update_text(u);
    }
    while (last.size() <= max_expression_bytes) {
        grow(i++);
        std::string text;
        json::writer out(text);
        const update_clause clause(u);
        if (!statement<account, decltype(clause)>(clause).write(out)) break;
        last = update_text(u);
    }
    EXPECT_LE(last.size(), max_expression_bytes);
    const failure why = refused<account>(update_clause(u));
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_EQ(why.diagnostics().detail.find("UpdateExpression has 4"), 0u) << why.diagnostics().detail;
}

TEST(InRange, TakesAListOfTheRunTime) {
    EXPECT_EQ(text("balance"_a.in_range(std::vector<int>{1, 2})), "#0 IN (:0, :1)");
    EXPECT_EQ(values("created"_a.in_range(std::set<std::string>{"a", "b"})),
              R"({":0":{"S":"a"},":1":{"S":"b"}})");
    EXPECT_EQ(text("tags"_a.size().in_range(std::vector<int>{1})), "size(#0) IN (:0)");
    const std::vector<const char*> pointers{"a"};
    EXPECT_EQ(values("created"_a.in_range(pointers)), R"({":0":{"S":"a"}})");
    const std::vector<bool> bools{true, false};
    EXPECT_EQ(values("active"_a.in_range(bools)), R"({":0":{"BOOL":true},":1":{"BOOL":false}})");
}

TEST(InRange, KeepsItsOwnCopies) {
    std::vector<std::string> list{"a long text that does not fit into the object itself"};
    const auto condition = "created"_a.in_range(list);
    list.clear();
    EXPECT_NE(values(condition).find("a long text"), std::string::npos);
}

TEST(InRange, Takes1To100Choices) {
    EXPECT_TRUE(text("balance"_a.in_range(std::vector<int>(100, 1))).ends_with(", :98, :99)"));
    for (const std::size_t count : {0u, 101u}) {
        const failure why = refused<account>(when("balance"_a.in_range(std::vector<int>(count, 1))));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(why.diagnostics().detail.find(std::to_string(count)), std::string::npos);
    }
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::limits_test
