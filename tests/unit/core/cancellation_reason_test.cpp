#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::cancellation_reason_test {
namespace {

using reasons = std::vector<cancellation_reason>;

const cancellation_reason none{.code = "None"};
const cancellation_reason failed{.code = "ConditionalCheckFailed",
                                 .cause = errc::conditional_check_failed,
                                 .message = "The conditional request failed",
                                 .statement = "update accounts"};
const cancellation_reason conflict{.code = "TransactionConflict", .cause = errc::transaction_conflict};

TEST(CancellationReason, EveryCodeOfTheServiceHasItsCause) {
    EXPECT_EQ(detail::errc_of_reason_code("None"), errc{});
    EXPECT_EQ(detail::errc_of_reason_code(""), errc{});
    EXPECT_EQ(detail::errc_of_reason_code("ConditionalCheckFailed"), errc::conditional_check_failed);
    EXPECT_EQ(detail::errc_of_reason_code("ItemCollectionSizeLimitExceeded"),
              errc::item_collection_size_limit_exceeded);
    EXPECT_EQ(detail::errc_of_reason_code("TransactionConflict"), errc::transaction_conflict);
    EXPECT_EQ(detail::errc_of_reason_code("ProvisionedThroughputExceeded"),
              errc::provisioned_throughput_exceeded);
    EXPECT_EQ(detail::errc_of_reason_code("ThrottlingError"), errc::throttling);
    EXPECT_EQ(detail::errc_of_reason_code("ValidationError"), errc::validation_failed);
    EXPECT_EQ(detail::errc_of_reason_code("DuplicateItem"), errc::duplicate_item);
    EXPECT_EQ(detail::errc_of_reason_code("AccessDenied"), errc::access_denied);
    EXPECT_EQ(detail::errc_of_reason_code("ResourceNotFound"), errc::resource_not_found);
    EXPECT_EQ(detail::errc_of_reason_code("RequestLimitExceeded"), errc::request_limit_exceeded);
    EXPECT_EQ(detail::errc_of_reason_code("InternalServerError"), errc::internal_server_error);
    EXPECT_EQ(detail::errc_of_reason_code("SomethingNew"), errc::service_error);
}

TEST(CancellationReason, TellsWhoStoodInTheWay) {
    EXPECT_FALSE(static_cast<bool>(none));
    EXPECT_TRUE(static_cast<bool>(failed));
}

TEST(CancellationReason, OneCauseAlone) {
    constexpr auto condition = errc::conditional_check_failed;
    EXPECT_TRUE(canceled_only_by(condition, {none, failed, none, failed}));
    EXPECT_FALSE(canceled_only_by(condition, {none, failed, conflict}));
    EXPECT_FALSE(canceled_only_by(condition, {conflict}));
    EXPECT_FALSE(canceled_only_by(condition, {none, none}));
    EXPECT_FALSE(canceled_only_by(condition, {}));
    EXPECT_TRUE(canceled_only_by(errc::transaction_conflict, {conflict, none}));
}

TEST(CancellationReason, TextNamesStatementsFromOne) {
    EXPECT_EQ(text_of({none, failed}), "statement 2 (update accounts): the condition was not met");
    EXPECT_EQ(text_of({conflict}), "statement 1: a transaction is in progress on the item");
    EXPECT_EQ(text_of({none}), "");
    EXPECT_EQ(text_of({}), "");
}

TEST(CancellationReason, TextRepeatsWhatTheServiceSaysOfARefusal) {
    const cancellation_reason invalid{
        .code = "ValidationError", .cause = errc::validation_failed, .message = "wrong type"};
    EXPECT_EQ(text_of({invalid}), "statement 1: DynamoDB refused the request (wrong type)");
    const cancellation_reason unknown{
        .code = "SomethingNew", .cause = errc::service_error, .message = "words"};
    EXPECT_EQ(text_of({unknown}), "statement 1: SomethingNew (words)");
}

TEST(CancellationReason, TextOfManyIsCutShort) {
    const std::string text = text_of(reasons(8, conflict));
    EXPECT_NE(text.find("statement 5: "), std::string::npos);
    EXPECT_EQ(text.find("statement 6: "), std::string::npos);
    EXPECT_TRUE(text.ends_with("; and 3 more")) << text;
}

TEST(CancellationReason, StandsInTheFailuresText) {
    const failure why(errc::transaction_canceled, {.operation = "TransactWriteItems",
                                                   .service_code = "TransactionCanceledException",
                                                   .service_message = "cancelled",
                                                   .cancellation_reasons = {none, failed}});
    EXPECT_EQ(
        why.text(),
        "TransactWriteItems: TransactionCanceledException: cancelled; statement 2 (update accounts): the "
        "condition was not met; " +
            std::string(advice(errc::transaction_canceled)));
}

TEST(CancellationReason, TheTextNamesTheItem) {
    cancellation_reason about_item = failed;
    about_item.key = R"({"id":{"S":"1"}})";
    EXPECT_EQ(text_of(reasons{about_item}),
              "statement 1 (update accounts, item {\"id\":{\"S\":\"1\"}}): the condition was not met");
    about_item.statement.clear();
    EXPECT_EQ(text_of(reasons{about_item}),
              "statement 1 (item {\"id\":{\"S\":\"1\"}}): the condition was not met");
    const cancellation_reason refused{.code = "ValidationError",
                                      .cause = errc::validation_failed,
                                      .message = "Item size has exceeded the maximum allowed size"};
    EXPECT_NE(text_of(reasons{refused}).find("400 KB"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::cancellation_reason_test
