#include "encoding.hpp"
#include "operations/statement.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/partiql.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::batch_execute_statement_test {
namespace {

struct row {
    std::string id{};
    int n = 0;
};

std::vector<detail::encoded_statement> two_statements() {
    return {detail::statement_request{.statement = "SELECT * FROM t WHERE id = ?",
                                      .parameters = parameters("1"),
                                      .consistent_read = true}
                .encode()
                .value(),
            detail::statement_request{.statement = "SELECT 1", .return_existing = true}.encode().value()};
}

TEST(BatchExecuteStatement, NamesTheOperation) {
    static_assert(operation<batch_execute_statement>);
    EXPECT_EQ(batch_execute_statement::info.name, "BatchExecuteStatement");
    EXPECT_EQ(batch_execute_statement{}.table(), "");
}

TEST(BatchExecuteStatement, Encodes) {
    const auto all = two_statements();
    EXPECT_EQ(encoded(batch_execute_statement{.statements = all, .report_capacity = report_capacity::total}),
              R"({"Statements":[{"Statement":"SELECT * FROM t WHERE id = ?","Parameters":[{"S":"1"}],)"
              R"("ConsistentRead":true},{"Statement":"SELECT 1",)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}],"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(BatchExecuteStatement, WritesIfOneStatementDoes) {
    std::vector<detail::encoded_statement> all = two_statements();
    EXPECT_FALSE(encoded_request::of(batch_execute_statement{.statements = all}).info.writes);
    all.push_back(detail::statement_request{.statement = "DELETE FROM t"}.encode().value());
    EXPECT_TRUE(encoded_request::of(batch_execute_statement{.statements = all}).info.writes);
}

TEST(BatchExecuteStatement, AStatementThatCannotBeEncodedIsAFailure) {
    const auto refused = detail::statement_request{.statement = "SELECT ?"}.encode();
    EXPECT_EQ(cause_of(refused), errc::invalid_argument);
}

TEST(BatchExecuteStatement, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", R"({"Responses":[]})", R"({"Responses":null})"}) {
        const auto reply = batch_execute_statement::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->answers.empty());
    }
}

TEST(BatchExecuteStatement, DecodesAnswersInTheirOrder) {
    const auto reply = batch_execute_statement::decode(
        R"({"Responses":[{"TableName":"t","Item":{"id":{"S":"1"},"n":{"N":"5"}}},{"TableName":"t"},null,)"
        R"({"Error":{"Code":"ConditionalCheckFailed","Message":"no","Item":{"id":{"S":"9"}}},)"
        R"("TableName":"u"},{"Error":{}}],"ConsumedCapacity":[{"TableName":"t","CapacityUnits":1}]})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->answers.size(), 5u);
    const auto& answers = reply->answers;
    ASSERT_TRUE(answers[0]);
    EXPECT_EQ(answers[0].row<row>().value().n, 5);
    EXPECT_EQ(answers[0].row(), (item{{"id", "1"}, {"n", 5}}));
    EXPECT_EQ(answers[0].table_name(), "t");
    EXPECT_FALSE(answers[0].existing());
    EXPECT_TRUE(answers[1]);
    EXPECT_FALSE(answers[1].row());
    EXPECT_TRUE(answers[2]);
    ASSERT_FALSE(answers[3]);
    EXPECT_EQ(answers[3].why().cause(), errc::conditional_check_failed);
    EXPECT_EQ(answers[3].why().diagnostics().service_code, "ConditionalCheckFailed");
    EXPECT_EQ(answers[3].why().diagnostics().service_message, "no");
    EXPECT_EQ(answers[3].why().diagnostics().table, "u");
    EXPECT_EQ(answers[3].existing<row>().value().id, "9");
    EXPECT_THROW(static_cast<void>(answers[3].row()), error);
    EXPECT_FALSE(answers[4]);
    EXPECT_EQ(reply->capacity.at(0).capacity_units, 1);
}

TEST(BatchExecuteStatement, ARowThatDoesNotFitIsAnError) {
    const auto reply =
        batch_execute_statement::decode(R"({"Responses":[{"TableName":"t","Item":{"n":{"S":"x"}}}]})");
    try {
        static_cast<void>(reply.value().answers.at(0).row<row>());
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::type_mismatch);
        EXPECT_EQ(e.diagnostics().attribute_path, "n");
        EXPECT_EQ(e.diagnostics().table, "t");
    }
}

TEST(BatchExecuteStatement, KnowsEveryCode) {
    const std::vector<std::pair<std::string_view, errc>> codes{
        {"ConditionalCheckFailed", errc::conditional_check_failed},
        {"ItemCollectionSizeLimitExceeded", errc::item_collection_size_limit_exceeded},
        {"RequestLimitExceeded", errc::request_limit_exceeded},
        {"ValidationError", errc::validation_failed},
        {"ProvisionedThroughputExceeded", errc::provisioned_throughput_exceeded},
        {"TransactionConflict", errc::transaction_conflict},
        {"ThrottlingError", errc::throttling},
        {"InternalServerError", errc::internal_server_error},
        {"ResourceNotFound", errc::resource_not_found},
        {"AccessDenied", errc::access_denied},
        {"DuplicateItem", errc::duplicate_item},
        {"None", errc::transaction_canceled},
        {"SomethingNew", errc::service_error},
    };
    for (const auto& [code, cause] : codes) EXPECT_EQ(operations::errc_of_reason(code), cause) << code;
}

TEST(BatchExecuteStatement, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(batch_execute_statement::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Responses":{}})", R"({"Responses":[1]})", R"({"Responses":[{},]})",
          R"({"Responses":[{"Item":}]})", R"({"Responses":[{"Error":1}]})",
          R"({"Responses":[{"Error":{"Code":1}}]})", R"({"Responses":[{"TableName":1}]})"})
        EXPECT_EQ(cause_of(batch_execute_statement::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::batch_execute_statement_test
