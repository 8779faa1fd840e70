#include "unit/table/models.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace dynaco::test::update_test {
namespace {

using namespace literals;

template <class... Argument>
std::string clauses(const Argument&... argument) {
    const auto condition = detail::condition_at_key<account>(detail::condition_among(argument...));
    return detail::with_update(
        [&](const auto& update) {
            const auto statement = detail::expression::statement_of<account>(update, condition);
            std::string text = "{";
            detail::json::writer out(text);
            EXPECT_TRUE(statement.write(out));
            return text + '}';
        },
        argument...);
}

TEST(UpdateArguments, ActionsOfOneSectionStandTogether) {
    EXPECT_EQ(clauses("email"_a.set("x"), "tags"_a.remove(), "balance"_a.set("balance"_a + 1)),
              R"({"UpdateExpression":"SET #0 = :0, #1 = #1 + :1 REMOVE #2",)"
              R"("ExpressionAttributeNames":{"#0":"email","#1":"balance","#2":"tags"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"x"},":1":{"N":"1"}}})");
}

TEST(UpdateArguments, TheConditionSharesThePlaceholders) {
    const std::string text = clauses("balance"_a.add(5), when("balance"_a > 7));
    EXPECT_EQ(text, R"({"UpdateExpression":"ADD #0 :0","ConditionExpression":"#0 > :1",)"
                    R"("ExpressionAttributeNames":{"#0":"balance"},)"
                    R"("ExpressionAttributeValues":{":0":{"N":"5"},":1":{"N":"7"}}})");
    EXPECT_EQ(clauses(when("balance"_a > 7), "balance"_a.add(5)), text);
}

TEST(UpdateArguments, RunTimePathsAmongOthers) {
    EXPECT_EQ(
        clauses(attribute("tags[3]").remove(), "account_id"_a.set("x")),
        R"({"UpdateExpression":"SET #0 = :0 REMOVE #1[3]","ExpressionAttributeNames":{"#0":"id","#1":"tags"},)"
        R"("ExpressionAttributeValues":{":0":{"S":"x"}}})");
}

}  // namespace
}  // namespace dynaco::test::update_test
