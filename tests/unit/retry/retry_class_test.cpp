#include "retry/retry_state.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::retry::retry_class_test {

void PrintTo(retry_class c, std::ostream* out) {
    *out << (c == retry_class::none ? "none" : c == retry_class::transient ? "transient" : "throttling");
}

namespace {

using enum retry_class;

struct answer {
    std::string_view code;
    int status;
    retry_class expected;
};

// The classes of DynamoDB's responses in botocore 1.43, standard mode 2.1.
constexpr answer answers[] = {
    {"ProvisionedThroughputExceededException", 400, throttling},
    {"ThrottlingException", 400, throttling},
    {"RequestLimitExceeded", 400, throttling},
    {"LimitExceededException", 400, throttling},
    {"TransactionInProgressException", 400, throttling},
    {"InternalServerError", 500, transient},
    {"InternalServerError", 400, none},
    {"ServiceUnavailable", 503, transient},
    {"500", 500, transient},
    {"503", 503, transient},
    {"ReplicatedWriteConflictException", 409, transient},
    {"ReplicatedWriteConflictException", 400, transient},
    {"TransactionConflictException", 400, none},
    {"TransactionCanceledException", 400, none},
    {"ConditionalCheckFailedException", 400, none},
    {"ValidationException", 400, none},
    {"ResourceInUseException", 400, none},
    {"ResourceNotFoundException", 400, none},
    {"ItemCollectionSizeLimitExceededException", 400, none},
    {"InvalidSignatureException", 400, none},
    {"ExpiredTokenException", 400, none},
    {"UnrecognizedClientException", 400, none},
    {"AccessDeniedException", 400, none},
    {"IdempotentParameterMismatchException", 400, none},
    {"DuplicateItemException", 400, none},
    {"MissingAuthenticationTokenException", 400, none},
    {"IncompleteSignatureException", 400, none},
    {"SerializationException", 400, none},
    {"UnknownOperationException", 400, none},
    {"RequestEntityTooLarge", 413, none},
};

TEST(RetryClass, IsThatOfTheMatrixForEveryServiceCode) {
    for (const auto& [code, status, expected] : answers)
        EXPECT_EQ(classify(detail::errc_of_service_code(code), status), expected) << code << ' ' << status;
}

TEST(RetryClass, ThrottlingCodesCountWithAnyStatus) {
    for (const std::string_view code :
         {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
          "TooManyRequestsException", "ProvisionedThroughputExceededException",
          "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
          "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
          "EC2ThrottledException"})
        for (const int status : {400, 403, 429, 500, 503})
            EXPECT_EQ(classify(detail::errc_of_service_code(code), status), throttling)
                << code << ' ' << status;
}

TEST(RetryClass, OnlyFourStatusesAreTransientByThemselves) {
    for (int status = 300; status < 600; ++status) {
        const bool listed = status == 500 || status == 502 || status == 503 || status == 504;
        EXPECT_EQ(classify(errc::service_error, status), listed ? transient : none) << status;
    }
}

TEST(RetryClass, StatusesThatLegacyModeRepeatedAreNotRepeated) {
    for (const int status : {408, 429, 501, 509})
        EXPECT_EQ(classify(errc::service_error, status), none) << status;
}

TEST(RetryClass, FailuresOfTheWayAreTransient) {
    for (const errc cause :
         {errc::resolve_failed, errc::connect_failed, errc::connect_timed_out, errc::tls_failed,
          errc::connection_lost, errc::attempt_timed_out, errc::malformed_reply, errc::checksum_mismatch})
        for (const int status : {0, 200})
            EXPECT_EQ(classify(cause, status), transient) << static_cast<int>(cause);
}

TEST(RetryClass, AForeignErrorIsNotRepeatedButASuccessThatIsNoneIs) {
    EXPECT_EQ(classify(errc::malformed_reply, 200), transient);
    for (const int status : {301, 403, 413, 501})
        EXPECT_EQ(classify(errc::malformed_reply, status), none) << status;
}

TEST(RetryClass, WhatTheCallerOrTheConfigurationCausedIsNeverRepeated) {
    for (const errc cause :
         {errc::canceled, errc::deadline_exceeded, errc::pool_timed_out, errc::client_closed,
          errc::certificate_rejected, errc::invalid_argument, errc::item_too_large, errc::missing_credentials,
          errc::reply_too_large, errc::outcome_unknown, errc::type_mismatch})
        EXPECT_EQ(classify(cause, 0), none) << static_cast<int>(cause);
}

failure canceled(const std::vector<std::string>& codes) {
    diagnostics about{.http_status = 400};
    for (const std::string& code : codes)
        about.cancellation_reasons.push_back({.code = code, .cause = detail::errc_of_reason_code(code)});
    const errc cause = canceled_only_by_throttling(about.cancellation_reasons) ? errc::transaction_throttled
                                                                               : errc::transaction_canceled;
    return {cause, std::move(about)};
}

TEST(RetryClass, ConflictsOfTransactionsOnlyOnRequest) {
    const failure conflict(errc::transaction_conflict, {.http_status = 400});
    EXPECT_EQ(classify(conflict, false), none);
    EXPECT_EQ(classify(conflict, true), transient);
    EXPECT_EQ(classify(canceled({"None", "TransactionConflict"}), false), none);
    EXPECT_EQ(classify(canceled({"ThrottlingError"}), false), none);
}

TEST(RetryClass, ACancelledTransactionIsRepeatedIfNoReasonIsFatal) {
    const std::pair<std::vector<std::string>, retry_class> cases[] = {
        {{"None", "TransactionConflict", "None"}, transient},
        {{"TransactionConflict", "ThrottlingError"}, throttling},
        {{"ProvisionedThroughputExceeded", "None"}, throttling},
        {{"ThrottlingError", "ProvisionedThroughputExceeded", "TransactionConflict"}, throttling},
        {{"TransactionConflict", "ConditionalCheckFailed"}, none},
        {{"ThrottlingError", "ValidationError"}, none},
        {{"TransactionConflict", "ItemCollectionSizeLimitExceeded"}, none},
        {{"TransactionConflict", "AccessDenied"}, none},
        {{"TransactionConflict", "NovelReason"}, none},
        {{"DuplicateItem"}, none},
        {{"None", "None"}, none},
        {{}, none},
    };
    for (const auto& [codes, expected] : cases)
        EXPECT_EQ(classify(canceled(codes), true), expected) << (codes.empty() ? "-" : codes.front());
}

TEST(RetryClass, OtherFailuresAreWhatTheyAre) {
    for (const bool retry_conflicts : {false, true}) {
        EXPECT_EQ(classify(failure(errc::throttling, {}), retry_conflicts), throttling);
        EXPECT_EQ(classify(failure(errc::service_error, {.http_status = 502}), retry_conflicts), transient);
        EXPECT_EQ(classify(failure(errc::conditional_check_failed, {.http_status = 400}), retry_conflicts),
                  none);
    }
}

}  // namespace
}  // namespace dynaco::retry::retry_class_test
