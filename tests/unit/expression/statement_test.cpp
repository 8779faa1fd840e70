#include "account.hpp"

#include <dynaco/detail/expression/statement.hpp>

#include <gtest/gtest.h>

namespace dynaco::detail::expression::tests::statement_test {
namespace {

using namespace literals;

template <class Node>
constexpr std::string_view constant = expression::constant_text<account, 0, condition_clause<Node>>::view;

TEST(Statement, TheTextIsAConstant) {
    static_assert(constant<decltype("balance"_a > 5)> ==
                  R"("ConditionExpression":"#0 > :0","ExpressionAttributeNames":{"#0":"balance"})");
    static_assert(constant<decltype("home.zip_code"_a.exists())> ==
                  R"x("ConditionExpression":"attribute_exists(#0.#1)",)x"
                  R"("ExpressionAttributeNames":{"#0":"h-o.m[e]","#1":"zip"})");
}

TEST(Statement, IsStaticUnlessAPathIsOfTheRunTime) {
    using known = condition_clause<decltype("balance"_a > 5 && !"tags"_a.exists())>;
    using unknown = condition_clause<decltype("balance"_a > 5 && !attribute("tags").exists())>;
    static_assert(statement<account>::is_static);
    static_assert(statement<account, known>::is_static);
    static_assert(!statement<account, unknown>::is_static);
    static_assert(!statement<account, known, unknown>::is_static);
}

TEST(Statement, FollowsTheMembersBeforeIt) {
    const auto clause = when("balance"_a > 5);
    const statement<account, decltype(clause)> of_model(clause);
    std::string text = R"({"TableName":"t")";
    json::writer out(text);
    EXPECT_TRUE(of_model.write(out));
    EXPECT_EQ(text, R"({"TableName":"t","ConditionExpression":"#0 > :0",)"
                    R"("ExpressionAttributeNames":{"#0":"balance"},)"
                    R"("ExpressionAttributeValues":{":0":{"N":"5"}})");

    const auto run_time = when(attribute("a").exists());
    const statement<account, decltype(run_time)> of_run_time(run_time);
    text = R"({"TableName":"t")";
    EXPECT_TRUE(of_run_time.write(out));
    EXPECT_EQ(text, R"x({"TableName":"t","ConditionExpression":"attribute_exists(#0)",)x"
                    R"("ExpressionAttributeNames":{"#0":"a"})");
}

TEST(Statement, WithoutClausesIsNothing) {
    std::string text = "{";
    json::writer out(text);
    EXPECT_TRUE(statement<account>().write(out));
    EXPECT_EQ(text, "{");
}

TEST(Statement, AReferenceWritesTheSame) {
    const auto clause = when("balance"_a > 5);
    const statement<account, decltype(clause)> whole(clause);
    expressions_ref reference = whole;
    const expressions_ref copy = reference;
    std::string text = "{";
    json::writer out(text);
    EXPECT_TRUE(copy.write(out));
    EXPECT_EQ(text + '}', written<account>(clause));
    reference = {};
    text = "{";
    EXPECT_TRUE(reference.write(out));
    EXPECT_EQ(text, "{");
}

TEST(Statement, AReferenceReportsRefusals) {
    const auto clause = when("roles"_a == std::set<std::string>{});
    const statement<account, decltype(clause)> whole(clause);
    std::string text = "{";
    json::writer out(text);
    EXPECT_FALSE(expressions_ref(whole).write(out));
    EXPECT_EQ(out.why().cause(), errc::empty_set);
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::statement_test
