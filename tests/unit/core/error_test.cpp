#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace dynaco::error_test {
namespace {

static_assert(std::is_nothrow_copy_constructible_v<failure>);
static_assert(std::is_nothrow_copy_constructible_v<error>, "copying an exception must not throw");
static_assert(std::is_base_of_v<boost::system::system_error, error>);

failure full_failure() {
    return {errc::resource_not_found,
            {.operation = "PutItem",
             .table = "accounts",
             .attribute_path = "labels.owner",
             .detail = "more",
             .endpoint = "http://localhost:8000",
             .service_code = "ResourceNotFoundException",
             .service_message = "no such table",
             .request_id = "ABC",
             .http_status = 400,
             .attempts = 3}};
}

TEST(Failure, DefaultIsNone) {
    const failure none;
    EXPECT_FALSE(none.code().failed());
    EXPECT_EQ(none.cause(), errc{});
    EXPECT_TRUE(none.diagnostics().operation.empty());
    EXPECT_FALSE(none.text().empty());
}

TEST(Failure, HoldsCodeAndDiagnostics) {
    const failure f = full_failure();
    EXPECT_EQ(f.cause(), errc::resource_not_found);
    EXPECT_EQ(f.code(), condition::not_found);
    EXPECT_EQ(f.diagnostics().table, "accounts");
    EXPECT_EQ(f.diagnostics().attempts, 3);
}

TEST(Failure, CopiesShareDiagnostics) {
    const failure f = full_failure();
    const failure copy = f;
    EXPECT_EQ(&copy.diagnostics(), &f.diagnostics());
}

TEST(Failure, TextTellsAllThatIsKnown) {
    EXPECT_EQ(full_failure().text(),
              "PutItem on table \"accounts\", attribute \"labels.owner\": ResourceNotFoundException: no such "
              "table (more); " +
                  std::string(advice(errc::resource_not_found)) +
                  " [endpoint http://localhost:8000, HTTP status 400, request id ABC, attempts 3]");
}

TEST(Failure, TextHasTheItemAndItsOwnAdvice) {
    const failure f(errc::validation_failed, {.operation = "UpdateItem",
                                              .table = "accounts",
                                              .key = R"({"id":{"S":"1"}})",
                                              .advice = "set the map first",
                                              .service_code = "ValidationException",
                                              .service_message = "no"});
    EXPECT_EQ(
        f.text(),
        "UpdateItem on table \"accounts\", item {\"id\":{\"S\":\"1\"}}: ValidationException: no; set the map "
        "first");
}

TEST(Failure, TextHasNoNestedParentheses) {
    EXPECT_EQ(failure(errc::conditional_check_failed, {.detail = "the version differs (1 and 2)"}).text(),
              "dynaco: the condition was not met: the version differs (1 and 2)");
}

TEST(Failure, AdviceIsLeftOutWhereTheDetailSaysWhatItIsAbout) {
    EXPECT_EQ(
        failure(errc::missing_attribute, {.attribute_path = "id", .detail = "the item lacks its key"}).text(),
        "dynaco, attribute \"id\": a required attribute is missing (the item lacks its key)");
    EXPECT_NE(failure(errc::missing_attribute, {.attribute_path = "id"})
                  .text()
                  .find(advice(errc::missing_attribute)),
              std::string::npos);
}

TEST(Failure, TextLeavesOutWhatIsNotKnown) {
    EXPECT_EQ(failure(errc::canceled, {}).text(), "dynaco: the call was cancelled");
    EXPECT_EQ(failure(errc::canceled, {.operation = "Scan", .attempts = 1}).text(),
              "Scan: the call was cancelled");
}

// The error text of a call whose deadline passed.
diagnostics timed(call_phase ended_in, phase_times times, int attempts) {
    return {.operation = "PutItem",
            .table = "accounts",
            .endpoint = "http://localhost:8000",
            .attempts = attempts,
            .times = times,
            .ended_in = ended_in,
            .deadline = std::chrono::seconds(60)};
}

TEST(Failure, TextOfADeadlineSaysWhereTheTimeWent) {
    using namespace std::chrono_literals;
    const phase_times times{.credentials = 123ms, .lease = 59'290ms};
    EXPECT_EQ(
        failure(errc::deadline_exceeded, timed(call_phase::lease, times, 1)).text(),
        "PutItem on table \"accounts\": the call's deadline of 60 s passed while waiting for a connection "
        "(59.2 s; credentials 123 ms, 1 attempt); " +
            std::string(advice(errc::deadline_exceeded)) + " [endpoint http://localhost:8000]");
    EXPECT_EQ(
        failure(errc::deadline_exceeded, timed(call_phase::credentials, {.credentials = 60s}, 0)).text(),
        "PutItem on table \"accounts\": the call's deadline of 60 s passed while waiting for credentials "
        "(60 s); " +
            std::string(advice(errc::deadline_exceeded)) + " [endpoint http://localhost:8000]");
}

TEST(Failure, TextOfACancellationSaysWhereTheTimeWent) {
    using namespace std::chrono_literals;
    const phase_times times{.lease = 20ms, .exchange = 1'500ms, .backoff = 70ms};
    EXPECT_EQ(
        failure(errc::canceled, timed(call_phase::backoff, times, 2)).text(),
        "PutItem on table \"accounts\": the call was cancelled while waiting before the next attempt (70 ms; "
        "connection 20 ms, exchange 1.5 s, 2 attempts) [endpoint http://localhost:8000]");
}

TEST(Failure, TextOfAnUnknownOutcomeSaysWhatEndedTheCall) {
    using namespace std::chrono_literals;
    diagnostics about = timed(call_phase::exchange, {.exchange = 30s}, 3);
    about.detail = "the service did not respond in time";
    EXPECT_EQ(
        failure(errc::outcome_unknown, about).text(),
        "PutItem on table \"accounts\": the request was sent, but no response arrived, so the request may or "
        "may not have been applied; the call ended while waiting for the response (30 s; 3 attempts) (the "
        "service did not respond in time); " +
            std::string(advice(errc::outcome_unknown)) + " [endpoint http://localhost:8000]");
}

TEST(Failure, TextOfATimeOutDoesNotSayItsPhaseTwice) {
    using namespace std::chrono_literals;
    EXPECT_EQ(failure(errc::pool_timed_out, timed(call_phase::lease, {.lease = 10s}, 2)).text(),
              "PutItem on table \"accounts\": no connection became free in time (10 s; 2 attempts); " +
                  std::string(advice(errc::pool_timed_out)) + " [endpoint http://localhost:8000]");
}

TEST(Failure, TextHasNoTimesWhereNoneAreKnown) {
    EXPECT_EQ(failure(errc::canceled, {.operation = "Scan", .ended_in = call_phase::backoff}).text(),
              "Scan: the call was cancelled while waiting before the next attempt");
}

TEST(Failure, TextOfOtherFailuresLeavesTimesOut) {
    using namespace std::chrono_literals;
    const phase_times times{.lease = 20ms, .exchange = 1'500ms};
    EXPECT_EQ(
        failure(errc::connection_lost, timed(call_phase::exchange, times, 3)).text(),
        "PutItem on table \"accounts\": the connection was lost before the response was complete [endpoint "
        "http://localhost:8000, attempts 3]");
}

TEST(Error, WhatIsTheFailuresText) {
    const error e(full_failure());
    EXPECT_EQ(e.what(), full_failure().text());
    EXPECT_EQ(e.cause(), errc::resource_not_found);
    EXPECT_EQ(e.as_failure().code(), condition::not_found);
    EXPECT_EQ(e.diagnostics().request_id, "ABC");
}

TEST(Error, IsCaughtAsSystemErrorWithItsText) {
    try {
        throw error(errc::deadline_exceeded, {.operation = "GetItem"});
    } catch (const boost::system::system_error& e) {
        EXPECT_EQ(e.code(), condition::timed_out);
        EXPECT_NE(std::string(e.what()).find("GetItem: the call's deadline passed"), std::string::npos);
    }
}

TEST(Error, CopiesKeepTheText) {
    const error original(full_failure());
    const error copy = original;  // NOLINT(performance-unnecessary-copy-initialization)
    EXPECT_STREQ(copy.what(), original.what());
}

TEST(Result, ValueOfAFailureThrowsError) {
    const result<int> failed = full_failure();
    EXPECT_EQ(result<int>(5).value(), 5);
    try {
        static_cast<void>(failed.value());
        FAIL() << "did not throw";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::resource_not_found);
        EXPECT_EQ(e.diagnostics().table, "accounts");
    }
}

}  // namespace
}  // namespace dynaco::error_test
