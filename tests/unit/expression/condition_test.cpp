#include "account.hpp"

#include <dynaco/detail/expression/condition.hpp>

#include <gtest/gtest.h>

#include <utility>

namespace dynaco::detail::expression::tests::condition_test {
namespace {

using namespace literals;

TEST(Condition, Comparisons) {
    EXPECT_EQ(text("balance"_a == 5), "#0 = :0");
    EXPECT_EQ(text("balance"_a != 5), "#0 <> :0");
    EXPECT_EQ(text("balance"_a < 5), "#0 < :0");
    EXPECT_EQ(text("balance"_a <= 5), "#0 <= :0");
    EXPECT_EQ(text("balance"_a > 5), "#0 > :0");
    EXPECT_EQ(text("balance"_a >= 5), "#0 >= :0");
}

TEST(Condition, TheValueMayStandOnTheLeft) {
    EXPECT_EQ(text(5 == "balance"_a), ":0 = #0");
    EXPECT_EQ(text(5 != "balance"_a), ":0 <> #0");
    EXPECT_EQ(text(5 < "balance"_a), ":0 < #0");
    EXPECT_EQ(text(5 >= "balance"_a), ":0 >= #0");
}

TEST(Condition, AttributesCompareWithAttributes) {
    EXPECT_EQ(text("balance"_a > "rate"_a), "#0 > #1");
    EXPECT_EQ(text("created"_a == "created"_a), "#0 = #0");
    EXPECT_EQ(text("anything"_a == "rate"_a), "#0 = #1");
}

TEST(Condition, AnyAttributeComparesWithNull) {
    EXPECT_EQ(text("created"_a == null), "#0 = :0");
    EXPECT_EQ(values("balance"_a != null), R"({":0":{"NULL":true}})");
}

TEST(Condition, Between) {
    EXPECT_EQ(text("created"_a.between("a", "b")), "#0 BETWEEN :0 AND :1");
    EXPECT_EQ(values("created"_a.between("a", "b")), R"({":0":{"S":"a"},":1":{"S":"b"}})");
    EXPECT_EQ(text("balance"_a.between("rate"_a, 9)), "#0 BETWEEN #1 AND :0");
    EXPECT_EQ(text("tags"_a.size().between(1, 3)), "size(#0) BETWEEN :0 AND :1");
}

TEST(Condition, In) {
    EXPECT_EQ(text("balance"_a.in(1)), "#0 IN (:0)");
    EXPECT_EQ(text("balance"_a.in(1, "rate"_a, number("2.5"))), "#0 IN (:0, #1, :1)");
    EXPECT_EQ(values("created"_a.in("a", std::string("b"))), R"({":0":{"S":"a"},":1":{"S":"b"}})");
}

TEST(Condition, InTakesUpTo100Choices) {
    const auto all = []<std::size_t... I>(std::index_sequence<I...>) { return "balance"_a.in(I...); }
    (std::make_index_sequence<100>{});
    const std::string t = text(all);
    EXPECT_TRUE(t.starts_with("#0 IN (:0, :1, ")) << t;
    EXPECT_TRUE(t.ends_with(", :98, :99)")) << t;
    EXPECT_NE(values(all).find(R"(":99":{"N":"99"}})"), std::string::npos);
}

TEST(Condition, Existence) {
    EXPECT_EQ(text("description"_a.exists()), "attribute_exists(#0)");
    EXPECT_EQ(text("description"_a.not_exists()), "attribute_not_exists(#0)");
    EXPECT_EQ(written<account>(when("description"_a.exists())),
              R"x({"ConditionExpression":"attribute_exists(#0)",)x"
              R"("ExpressionAttributeNames":{"#0":"description"}})");
}

TEST(Condition, BeginsWith) {
    EXPECT_EQ(text("created"_a.begins_with("2000-")), "begins_with(#0, :0)");
    EXPECT_EQ(values("photo"_a.begins_with(bytes("ab"))), R"({":0":{"B":"YWI="}})");
    EXPECT_EQ(text("created"_a.begins_with("primary_email"_a)), "begins_with(#0, #1)");
}

TEST(Condition, Contains) {
    EXPECT_EQ(text("created"_a.contains("-")), "contains(#0, :0)");
    EXPECT_EQ(values("roles"_a.contains("admin")), R"({":0":{"S":"admin"}})");
    EXPECT_EQ(values("scores"_a.contains(7)), R"({":0":{"N":"7"}})");
    EXPECT_EQ(values("tags"_a.contains("x")), R"({":0":{"S":"x"}})");
    EXPECT_EQ(values("anything"_a.contains(true)), R"({":0":{"BOOL":true}})");
}

TEST(Condition, IsTypeNamesTheWireType) {
    EXPECT_EQ(text("anything"_a.is_type(attribute_type::SS)), "attribute_type(#0, :0)");
    EXPECT_EQ(values("anything"_a.is_type(attribute_type::SS)), R"({":0":{"S":"SS"}})");
    EXPECT_EQ(values("anything"_a.is_type(attribute_type::NUL)), R"({":0":{"S":"NULL"}})");
    EXPECT_EQ(refused<account>(when("anything"_a.is_type(attribute_type::any))).cause(),
              errc::invalid_argument);
}

TEST(Condition, Size) {
    EXPECT_EQ(text("tags"_a.size() >= 3), "size(#0) >= :0");
    EXPECT_EQ(text("tags"_a.size() == "roles"_a.size()), "size(#0) = size(#1)");
    EXPECT_EQ(text("tags"_a.size() < "balance"_a), "size(#0) < #1");
    EXPECT_EQ(text(3 < "tags"_a.size()), ":0 < size(#0)");
    EXPECT_EQ(text("tags"_a.size().in(1, 2)), "size(#0) IN (:0, :1)");
}

TEST(Condition, CombinationsAreBracketed) {
    const auto a = "balance"_a == 1;
    const auto b = "rate"_a == 2;
    const auto c = "active"_a == true;
    EXPECT_EQ(text(a && b), "(#0 = :0 AND #1 = :1)");
    EXPECT_EQ(text(a || b), "(#0 = :0 OR #1 = :1)");
    EXPECT_EQ(text(!a), "(NOT #0 = :0)");
    EXPECT_EQ(text(!!a), "(NOT (NOT #0 = :0))");
    EXPECT_EQ(text((a && b) || c), "((#0 = :0 AND #1 = :1) OR #2 = :2)");
    EXPECT_EQ(text(a && (b || !c)), "(#0 = :0 AND (#1 = :1 OR (NOT #2 = :2)))");
    EXPECT_EQ(text(a && a), "(#0 = :0 AND #0 = :1)");
    EXPECT_EQ(text(!(a && b)), "(NOT (#0 = :0 AND #1 = :1))");
}

TEST(Condition, ChainsHaveOneLevelOfBrackets) {
    const auto a = "balance"_a == 1;
    EXPECT_EQ(text(a && a && a && a), "(#0 = :0 AND #0 = :1 AND #0 = :2 AND #0 = :3)");
    EXPECT_EQ(text((a || a) || (a || a)), "(#0 = :0 OR #0 = :1 OR #0 = :2 OR #0 = :3)");
    EXPECT_EQ(text((a && a) || (a && a && a)),
              "((#0 = :0 AND #0 = :1) OR (#0 = :2 AND #0 = :3 AND #0 = :4))");
}

TEST(Condition, NamesAreSharedValuesAreNot) {
    const auto condition = "balance"_a > 1 && "balance"_a < 1 && "labels.balance"_a == "x";
    EXPECT_EQ(written<account>(when(condition)),
              R"x({"ConditionExpression":"(#0 > :0 AND #0 < :1 AND #1.#0 = :2)",)x"
              R"("ExpressionAttributeNames":{"#0":"balance","#1":"labels"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"1"},":2":{"S":"x"}}})");
}

TEST(Condition, CanBeKeptAndUsedAgain) {
    const auto condition = "created"_a == std::string(100, 'x');
    const std::string once = written<account>(when(condition));
    EXPECT_EQ(once, written<account>(when(condition)));
    EXPECT_NE(once.find(std::string(100, 'x')), std::string::npos);
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::condition_test
