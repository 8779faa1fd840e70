#include "encoding.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/partiql.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::execute_transaction_test {
namespace {

std::vector<detail::encoded_statement> statements() {
    return {detail::statement_request{.statement = "UPDATE t SET n = ? WHERE id = '1'",
                                      .parameters = parameters(1)}
                .encode()
                .value(),
            detail::statement_request{.statement = "EXISTS(SELECT * FROM t WHERE id = ?)",
                                      .parameters = parameters("2")}
                .encode()
                .value()};
}

TEST(ExecuteTransaction, NamesTheOperation) {
    static_assert(operation<execute_transaction>);
    EXPECT_EQ(execute_transaction::info.name, "ExecuteTransaction");
    EXPECT_EQ(execute_transaction{}.table(), "");
}

TEST(ExecuteTransaction, Encodes) {
    const auto all = statements();
    EXPECT_EQ(encoded(execute_transaction{
                  .statements = all, .token = "once", .report_capacity = report_capacity::indexes}),
              R"({"TransactStatements":[{"Statement":"UPDATE t SET n = ? WHERE id = '1'",)"
              R"j("Parameters":[{"N":"1"}]},{"Statement":"EXISTS(SELECT * FROM t WHERE id = ?)",)j"
              R"("Parameters":[{"S":"2"}]}],)"
              R"("ClientRequestToken":"once","ReturnConsumedCapacity":"INDEXES"})");
}

TEST(ExecuteTransaction, RefusesALongToken) {
    const auto all = statements();
    const std::string longest(36, 'x');
    EXPECT_NE(encoded(execute_transaction{.statements = all, .token = longest}), "");
    const std::string longer(37, 'x');
    EXPECT_EQ(not_encoded(execute_transaction{.statements = all, .token = longer}).cause(),
              errc::invalid_argument);
}

TEST(ExecuteTransaction, OnlyReadsDoNotWrite) {
    auto all = statements();
    EXPECT_TRUE(encoded_request::of(execute_transaction{.statements = all}).info.writes);
    all.erase(all.begin());
    EXPECT_FALSE(encoded_request::of(execute_transaction{.statements = all}).info.writes);
}

TEST(ExecuteTransaction, DecodesReplies) {
    for (const std::string_view body : {"{}", "", R"({"Responses":null})"})
        EXPECT_TRUE(execute_transaction::decode(body).value().answers.empty()) << body;
    const auto reply = execute_transaction::decode(
        R"({"Responses":[{"Item":{"id":{"S":"1"}}},{}],"ConsumedCapacity":[{"CapacityUnits":4}],"New":1})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->answers.size(), 2u);
    EXPECT_EQ(reply->answers[0].row(), (item{{"id", "1"}}));
    EXPECT_FALSE(reply->answers[1].row());
    EXPECT_EQ(reply->capacity.at(0).capacity_units, 4);
}

TEST(ExecuteTransaction, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(execute_transaction::decode(body)), errc::malformed_reply) << body;
}

TEST(ExecuteTransaction, TheReasonsAreTheStatementsAnswers) {
    const failure canceled(errc::transaction_canceled,
                           {.cancellation_reasons = {
                                {.code = "None"},
                                {.code = "ConditionalCheckFailed",
                                 .cause = errc::conditional_check_failed,
                                 .message = "no",
                                 .item = R"({"id":{"S":"1"}})"},
                                {.code = "DuplicateItem", .cause = errc::duplicate_item},
                            }});
    const auto reasons = execute_transaction::decode_reasons(canceled);
    ASSERT_EQ(reasons.size(), 3u);
    EXPECT_EQ(reasons[0].why().cause(), errc::transaction_canceled);
    EXPECT_EQ(reasons[1].why().cause(), errc::conditional_check_failed);
    EXPECT_EQ(reasons[1].why().diagnostics().service_message, "no");
    EXPECT_EQ(reasons[1].existing(), (item{{"id", "1"}}));
    EXPECT_EQ(reasons[2].why().cause(), errc::duplicate_item);
    EXPECT_TRUE(execute_transaction::decode_reasons(failure(errc::transaction_canceled, {})).empty());
}

}  // namespace
}  // namespace dynaco::execute_transaction_test
