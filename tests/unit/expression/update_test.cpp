#include "account.hpp"

#include <dynaco/detail/expression/update.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace dynaco::detail::expression::tests::update_test {
namespace {

using namespace literals;
using texts = std::vector<std::string>;

/// ExpressionAttributeValues of an update, which come last.
template <class... Action>
std::string update_values(const Action&... action) {
    const std::string all = between(written<account>(update_clause<Action...>(action...)),
                                    R"("ExpressionAttributeValues":)", "\n");
    return all.substr(0, all.size() - 1);
}

TEST(Update, Set) {
    EXPECT_EQ(update_text("balance"_a.set(1)), "SET #0 = :0");
    EXPECT_EQ(update_text("rate"_a.set("balance"_a)), "SET #0 = #1");
    EXPECT_EQ(update_text("labels.owner"_a.set("me")), "SET #0.#1 = :0");
    EXPECT_EQ(update_text("tags[0]"_a.set("x")), "SET #0[0] = :0");
    EXPECT_EQ(update_text("anything"_a.set(null)), "SET #0 = :0");
}

TEST(Update, Arithmetic) {
    EXPECT_EQ(update_text("balance"_a.set("balance"_a + 1)), "SET #0 = #0 + :0");
    EXPECT_EQ(update_text("balance"_a.set("balance"_a - 1)), "SET #0 = #0 - :0");
    EXPECT_EQ(update_text("balance"_a.set(100 - "balance"_a)), "SET #0 = :0 - #0");
    EXPECT_EQ(update_text("rate"_a.set("balance"_a + "rate"_a)), "SET #0 = #1 + #0");
}

TEST(Update, IfNotExists) {
    EXPECT_EQ(update_text("balance"_a.set("balance"_a.if_not_exists(0))), "SET #0 = if_not_exists(#0, :0)");
    EXPECT_EQ(update_text("balance"_a.set("balance"_a.if_not_exists(0) + 1)),
              "SET #0 = if_not_exists(#0, :0) + :1");
    EXPECT_EQ(update_text("rate"_a.set("rate"_a.if_not_exists("balance"_a.if_not_exists(0)))),
              "SET #0 = if_not_exists(#0, if_not_exists(#1, :0))");
    EXPECT_EQ(update_text("rate"_a.set("rate"_a.if_not_exists("balance"_a))),
              "SET #0 = if_not_exists(#0, #1)");
}

TEST(Update, Lists) {
    EXPECT_EQ(update_text("tags"_a.set("tags"_a.append(texts{"x"}))), "SET #0 = list_append(#0, :0)");
    EXPECT_EQ(update_text("tags"_a.set("tags"_a.prepend(texts{"x"}))), "SET #0 = list_append(:0, #0)");
    EXPECT_EQ(update_text("tags"_a.set("tags"_a.if_not_exists(texts{}).append(texts{"x"}))),
              "SET #0 = list_append(if_not_exists(#0, :0), :1)");
    EXPECT_EQ(update_text("tags"_a.set("tags"_a.if_not_exists(texts{}).prepend(texts{"x"}))),
              "SET #0 = list_append(:0, if_not_exists(#0, :1))");
}

TEST(Update, Remove) {
    EXPECT_EQ(update_text("description"_a.remove()), "REMOVE #0");
    EXPECT_EQ(update_text("tags[10]"_a.remove(), "labels.a"_a.remove()), "REMOVE #0[10], #1.#2");
    EXPECT_EQ(written<account>(update_clause("description"_a.remove())),
              R"({"UpdateExpression":"REMOVE #0","ExpressionAttributeNames":{"#0":"description"}})");
}

TEST(Update, Add) {
    EXPECT_EQ(update_text("balance"_a.add(1)), "ADD #0 :0");
    EXPECT_EQ(update_text("roles"_a.add(std::set<std::string>{"admin"})), "ADD #0 :0");
}

TEST(Update, DeleteElements) {
    EXPECT_EQ(update_text("scores"_a.delete_elements(std::set<int>{1})), "DELETE #0 :0");
}

TEST(Update, SectionsComeInOneOrderActionsInTheirs) {
    const std::set<std::string> admin{"admin"};
    EXPECT_EQ(update_text("roles"_a.delete_elements(admin), "balance"_a.add(1), "description"_a.remove(),
                          "rate"_a.set(1.5), "scores"_a.add(std::set<int>{1}), "tags[0]"_a.remove(),
                          "created"_a.set("now")),
              "SET #0 = :0, #1 = :1 REMOVE #2, #3[0] ADD #4 :2, #5 :3 DELETE #6 :4");
}

TEST(Update, ValuesFollowTheSections) {
    EXPECT_EQ(written<account>(update_clause("balance"_a.add(7), "rate"_a.set(1.5))),
              R"({"UpdateExpression":"SET #0 = :0 ADD #1 :1",)"
              R"("ExpressionAttributeNames":{"#0":"rate","#1":"balance"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1.5"},":1":{"N":"7"}}})");
}

TEST(Update, EverySectionMayStandAlone) {
    EXPECT_EQ(update_text("description"_a.remove(), "roles"_a.delete_elements(std::set<std::string>{"a"})),
              "REMOVE #0 DELETE #1 :0");
    EXPECT_EQ(update_text("balance"_a.add(1), "rate"_a.add(2)), "ADD #0 :0, #1 :1");
}

TEST(Update, WhatDynamoDbCannotHoldIsRefused) {
    const failure nan =
        refused<account>(update_clause("rate"_a.set(std::numeric_limits<double>::quiet_NaN())));
    EXPECT_EQ(nan.cause(), errc::not_a_number);
    EXPECT_EQ(nan.diagnostics().attribute_path, "rate");
    EXPECT_EQ(refused<account>(update_clause("roles"_a.add(std::set<std::string>{}))).cause(),
              errc::empty_set);
    EXPECT_EQ(refused<account>(update_clause("balance"_a.add(std::optional<int>()))).cause(),
              errc::invalid_argument);
    const std::optional<std::string> none;
    EXPECT_EQ(
        refused<account>(update_clause("description"_a.set("description"_a.if_not_exists(none)))).cause(),
        errc::invalid_argument);
}

TEST(Update, WhatASaveLeavesOutIsRemoved) {
    const std::set<std::string> none;
    EXPECT_EQ(update_text("roles"_a.set(none)), "REMOVE #0");
    EXPECT_EQ(update_text("description"_a.set(std::optional<std::string>())), "REMOVE #0");
    EXPECT_EQ(update_text("description"_a.set(std::optional<std::string>("x"))), "SET #0 = :0");
    EXPECT_EQ(update_text(attribute("a").set(none)), "REMOVE #0");
    EXPECT_EQ(written<account>(
                  update_clause("roles"_a.set(none), "balance"_a.set(1), "rate"_a.add(2), "tags"_a.remove())),
              R"({"UpdateExpression":"SET #0 = :0 REMOVE #1, #2 ADD #3 :1",)"
              R"("ExpressionAttributeNames":{"#0":"balance","#1":"roles","#2":"tags","#3":"rate"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"2"}}})");
}

TEST(Update, SingleElementsMakeASet) {
    EXPECT_EQ(update_values("roles"_a.delete_elements("xy")), R"({":0":{"SS":["xy"]}})");
    EXPECT_EQ(update_values("roles"_a.add_elements("b", std::string("a"), "b")),
              R"({":0":{"SS":["a","b"]}})");
    EXPECT_EQ(update_values("scores"_a.add_elements(2, 1L)), R"({":0":{"NS":["1","2"]}})");
    EXPECT_EQ(update_values("scores"_a.add_elements(-1, 2u)), R"({":0":{"NS":["-1","2"]}})");
    EXPECT_EQ(update_values(attribute("x").add_elements(1.5, number("2.50"))),
              R"({":0":{"NS":["1.5","2.5"]}})");
    EXPECT_EQ(update_values("keys"_a.delete_elements(bytes("a"))), R"({":0":{"BS":["YQ=="]}})");
    EXPECT_EQ(update_values(attribute("x").delete_elements("xy")), R"({":0":{"SS":["xy"]}})");
    EXPECT_EQ(update_values("roles"_a.add_elements(std::set<std::string>{"a"})), R"({":0":{"SS":["a"]}})");
    EXPECT_EQ(update_values("roles"_a.add_elements(value(value::string_set{"a"}))), R"({":0":{"SS":["a"]}})");
    EXPECT_EQ(update_text("roles"_a.add_elements("x"), "scores"_a.delete_elements(1)),
              "ADD #0 :0 DELETE #1 :1");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::update_test
