#include "account.hpp"

#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

namespace dynaco::detail::expression::tests::clause_test {
namespace {

using namespace literals;
using namespace std::literals;

struct view {
    std::string account_id;
    std::string mail;
    static constexpr dynaco::schema schema{
        .table_name = "", .hash_key = "account_id", .attributes = {{.member = "mail", .name = "e"}}};
};

struct by_mail {
    std::string mail;
    std::int64_t balance = 0;
    static constexpr dynaco::schema schema{.table_name = "",
                                           .hash_key = "mail",
                                           .range_key = "balance",
                                           .attributes = {{.member = "mail", .name = "e"}}};
};

template <class Range>
std::string key_text(const Range& range) {
    return between(written<account>(key_is<account>("1"sv, range)), R"("KeyConditionExpression":")", "\"");
}

TEST(Clause, AKeyConditionMayBeOnTheHashKeyAlone) {
    EXPECT_EQ(written<account>(key_is<account>("1"sv)),
              R"({"KeyConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"account_id"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"}}})");
}

TEST(Clause, AKeyConditionTakesEachComparisonOfTheRangeKey) {
    EXPECT_EQ(key_text("created"_a == "x"), "#0 = :0 AND #1 = :1");
    EXPECT_EQ(key_text("created"_a < "x"), "#0 = :0 AND #1 < :1");
    EXPECT_EQ(key_text("created"_a <= "x"), "#0 = :0 AND #1 <= :1");
    EXPECT_EQ(key_text("created"_a > "x"), "#0 = :0 AND #1 > :1");
    EXPECT_EQ(key_text("created"_a >= "x"), "#0 = :0 AND #1 >= :1");
    EXPECT_EQ(key_text("created"_a.between("x", "y")), "#0 = :0 AND #1 BETWEEN :1 AND :2");
    EXPECT_EQ(key_text("created"_a.begins_with("x")), "#0 = :0 AND begins_with(#1, :1)");
}

TEST(Clause, AKeyConditionUsesTheKeysOfTheIndex) {
    EXPECT_EQ(written<by_mail>(key_is<by_mail>("a@b"sv, "balance"_a > 5)),
              R"({"KeyConditionExpression":"#0 = :0 AND #1 > :1",)"
              R"("ExpressionAttributeNames":{"#0":"e","#1":"balance"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"a@b"},":1":{"N":"5"}}})");
}

TEST(Clause, AFilterIsACondition) {
    EXPECT_EQ(written<account>(filter("balance"_a > 5)),
              R"({"FilterExpression":"#0 > :0","ExpressionAttributeNames":{"#0":"balance"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"5"}}})");
}

TEST(Clause, AProjectionListsTheMembersOfAView) {
    EXPECT_EQ(written<account>(projection_clause<view>()),
              R"({"ProjectionExpression":"#0, #1","ExpressionAttributeNames":{"#0":"account_id","#1":"e"}})");
    EXPECT_NE(
        written<account>(projection_clause<account>()).find(R"(, #9, #10, #11, #12, #13, #14, #15, #16")"),
        std::string::npos);
}

TEST(Clause, ClausesOfOneRequestSharePlaceholders) {
    EXPECT_EQ(written<account>(key_is<account>("1"sv, "created"_a > "x"), filter("primary_email"_a != "y"),
                               projection_clause<view>()),
              R"({"KeyConditionExpression":"#0 = :0 AND #1 > :1","FilterExpression":"#2 <> :2",)"
              R"("ProjectionExpression":"#0, #2",)"
              R"("ExpressionAttributeNames":{"#0":"account_id","#1":"created","#2":"e"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"},":1":{"S":"x"},":2":{"S":"y"}}})");
}

TEST(Clause, AnUpdateMayHaveACondition) {
    EXPECT_EQ(written<account>(update_clause("balance"_a.set("balance"_a + 1)), when("balance"_a < 10)),
              R"({"UpdateExpression":"SET #0 = #0 + :0","ConditionExpression":"#0 < :1",)"
              R"("ExpressionAttributeNames":{"#0":"balance"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"10"}}})");
}

TEST(Clause, ABadHashKeyIsRefused) {
    const failure why = refused<by_mail>(key_is<by_mail>(std::optional<std::string>()));
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_EQ(why.diagnostics().attribute_path, "mail");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::clause_test
