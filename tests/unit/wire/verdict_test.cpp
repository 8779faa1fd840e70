#include "wire/verdict.hpp"

#include "wire/crc32.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::wire::verdict_test {
namespace {

constexpr std::string_view not_found =
    R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no such table"})";

response reply(int status, std::string body) { return {.status = status, .body = std::move(body)}; }

result<void> verdict_on(const response& r, bool may_be_empty = false) {
    const auto intact = check_crc32(r);
    return intact ? judge(r, may_be_empty) : intact;
}

errc cause(const response& r) {
    const auto verdict = verdict_on(r);
    return verdict ? errc{} : verdict.error().cause();
}

TEST(Verdict, A200WithAnObjectIsAnAnswer) {
    for (const std::string_view body : {"{}", R"({"Item":{}})", " \r\n\t{ } \n"})
        EXPECT_EQ(cause(reply(200, std::string(body))), errc{}) << body;
}

TEST(Verdict, AnEmpty200IsAnAnswerOnlyWhereThereIsNoOutput) {
    for (const std::string_view body : {"", " \n"}) {
        EXPECT_EQ(cause(reply(200, std::string(body))), errc::malformed_reply);
        EXPECT_TRUE(verdict_on(reply(200, std::string(body)), true));
    }
    EXPECT_EQ(judge(reply(200, "")).error().diagnostics().detail, "the body is empty");
    EXPECT_FALSE(verdict_on(reply(200, "<html>"), true));
}

TEST(Verdict, A200ThatIsNoObjectIsMalformed) {
    for (const std::string_view body : {"<html><body>ok</body></html>", "[]", "null", "\"{}\"", "{", "}",
                                        R"({"Item":{"id":)", R"({"a":1},)", "OK"}) {
        const auto verdict = judge(reply(200, std::string(body)));
        ASSERT_FALSE(verdict) << body;
        EXPECT_EQ(verdict.error().cause(), errc::malformed_reply) << body;
        EXPECT_EQ(verdict.error().diagnostics().http_status, 200);
        EXPECT_NE(verdict.error().diagnostics().detail.find(body), std::string::npos);
    }
}

TEST(Verdict, Only200IsAnAnswer) {
    for (const int status : {100, 199, 300, 301, 304, 400, 404, 500, 599})
        EXPECT_NE(cause(reply(status, "{}")), errc{}) << status;
    for (const int status : {201, 202, 203, 204, 206, 299})
        for (const std::string_view body : {"{}", ""}) {
            const auto verdict = verdict_on(reply(status, std::string(body)), true);
            ASSERT_FALSE(verdict) << status;
            EXPECT_EQ(verdict.error().cause(), errc::malformed_reply) << status;
            EXPECT_EQ(verdict.error().diagnostics().http_status, status);
        }
}

TEST(Verdict, AFailureHasAllThatTheReplySays) {
    response r = reply(400, std::string(not_found));
    r.request_id = "REQUEST1";
    const auto verdict = judge(r);
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().cause(), errc::resource_not_found);
    EXPECT_TRUE(verdict.error().code() == condition::not_found);
    const auto& about = verdict.error().diagnostics();
    EXPECT_EQ(about.service_code, "ResourceNotFoundException");
    EXPECT_EQ(about.service_message, "no such table");
    EXPECT_EQ(about.request_id, "REQUEST1");
    EXPECT_EQ(about.http_status, 400);
    EXPECT_EQ(about.body, not_found);
    EXPECT_TRUE(about.detail.empty());
}

TEST(Verdict, ARefusalThatIsKnownHasAdvice) {
    const auto advice = [](const std::string& message) {
        return judge(reply(400, R"({"__type":"ValidationException","message":")" + message + "\"}"))
            .error()
            .diagnostics()
            .advice;
    };
    EXPECT_TRUE(advice("The table does not have the specified index: by-x")
                    .starts_with("check the name of the index"));
    EXPECT_EQ(advice("1 validation error detected"), "");
}

TEST(Verdict, TheBodyIsKeptUpTo64KiB) {
    const std::string long_body =
        R"({"__type":"ValidationException","message":")" + std::string(100'000, 'x') + "\"}";
    const auto verdict = judge(reply(400, long_body));
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().cause(), errc::validation_failed);
    EXPECT_EQ(verdict.error().diagnostics().body, long_body.substr(0, 65536));
}

TEST(Verdict, TheHeaderNamesTheErrorToo) {
    response r = reply(400, "");
    r.error_type = "com.amazon.coral.service#AccessDeniedException:http://internal.amazon.com/";
    EXPECT_EQ(cause(r), errc::access_denied);
    r.body = std::string(not_found);
    EXPECT_EQ(cause(r), errc::access_denied);
}

TEST(Verdict, ErrorsWithoutACodeAreClassedByStatus) {
    EXPECT_EQ(cause(reply(500, "")), errc::internal_server_error);
    EXPECT_EQ(cause(reply(502, "<html>Bad Gateway</html>")), errc::internal_server_error);
    EXPECT_EQ(cause(reply(503, "<html>Service Unavailable</html>")), errc::service_unavailable);
    EXPECT_EQ(cause(reply(504, "{}")), errc::internal_server_error);
    EXPECT_EQ(cause(reply(500, R"({"__type":"a#FooError"})")), errc::internal_server_error);
    EXPECT_EQ(cause(reply(400, R"({"__type":"a#FooError"})")), errc::service_error);
}

TEST(Verdict, ErrorsInAForeignFormAreNotDynamoDBs) {
    for (const int status : {301, 403, 413, 501}) {
        const auto verdict = judge(reply(status, "<html>\n  <h1>Not\tme</h1>\n</html>"));
        ASSERT_FALSE(verdict);
        EXPECT_EQ(verdict.error().cause(), errc::malformed_reply) << status;
        EXPECT_EQ(verdict.error().diagnostics().detail, "<html> <h1>Not me</h1> </html>");
        EXPECT_EQ(verdict.error().diagnostics().http_status, status);
        EXPECT_EQ(cause(reply(status, "")), errc::malformed_reply) << status;
        EXPECT_EQ(cause(reply(status, "{}")), errc::service_error) << status;
    }
}

TEST(Verdict, AnHtmlErrorKeepsStatusAndText) {
    const auto verdict = judge(reply(503, "<html>Service Unavailable</html>"));
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().diagnostics().service_code, "503");
    EXPECT_EQ(verdict.error().diagnostics().service_message, "<html>Service Unavailable</html>");
    EXPECT_EQ(verdict.error().diagnostics().http_status, 503);
}

TEST(Verdict, AKnownCodeBeatsTheStatus) {
    EXPECT_EQ(cause(reply(503, R"({"__type":"ThrottlingException"})")), errc::throttling);
    EXPECT_EQ(cause(reply(500, R"({"__type":"ConditionalCheckFailedException"})")),
              errc::conditional_check_failed);
    EXPECT_EQ(cause(reply(400, R"({"__type":"InternalServerError"})")), errc::internal_server_error);
}

TEST(Verdict, TransactionErrorsSpellMessageWithACapital) {
    const auto verdict = judge(reply(
        400,
        R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[{"Code":"ConditionalCheckFailed","Message":"inner","__type":"x#Inner"},{"Code":"None"}],"Message":"outer"})"));
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().cause(), errc::transaction_canceled);
    EXPECT_EQ(verdict.error().diagnostics().service_message, "outer");
}

TEST(Verdict, TheCrcIsComparedIfThereIsOne) {
    response r = reply(200, "{}");
    r.crc32 = "2745614147";
    EXPECT_EQ(cause(r), errc{});
    r.body = "{ }";
    EXPECT_EQ(cause(r), errc::checksum_mismatch);
    r.crc32 = std::to_string(crc32(r.body));
    EXPECT_EQ(cause(r), errc{});
    r.body.clear();
    r.crc32 = "0";
    EXPECT_TRUE(verdict_on(r, true));
}

TEST(Verdict, AMalformedCrcIsAMismatch) {
    for (const std::string_view header :
         {"x", " 2745614147", "2745614147 ", "+2745614147", "-1", "0xa3a6bf43", "a3a6bf43", "2745614147.0",
          "7040581443" /* 2^32 more */, "99999999999999999999", "2745614147,2745614147"}) {
        response r = reply(200, "{}");
        r.crc32 = header;
        const auto verdict = check_crc32(r);
        ASSERT_FALSE(verdict) << header;
        EXPECT_EQ(verdict.error().cause(), errc::checksum_mismatch) << header;
        EXPECT_NE(verdict.error().diagnostics().detail.find(header), std::string::npos);
    }
}

TEST(Verdict, OfACutBodyThereIsNoCrc) {
    response r = reply(503, "the beginning");
    r.crc32 = "1";
    EXPECT_EQ(cause(r), errc::checksum_mismatch);
    r.cut = true;
    EXPECT_EQ(cause(r), errc::service_unavailable);
}

TEST(Verdict, ACorruptErrorIsAMismatchToo) {
    response r = reply(400, std::string(not_found));
    r.crc32 = "1";
    r.request_id = "REQUEST1";
    const auto verdict = check_crc32(r);
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().cause(), errc::checksum_mismatch);
    EXPECT_EQ(verdict.error().diagnostics().http_status, 400);
    EXPECT_EQ(verdict.error().diagnostics().request_id, "REQUEST1");
    r.crc32 = std::to_string(crc32(r.body));
    EXPECT_EQ(cause(r), errc::resource_not_found);
}

TEST(Verdict, ATransactionCancelledByThrottlingAloneIsThrottled) {
    const auto cause = [](const std::string& reasons) {
        const auto verdict = judge(
            {.status = 400,
             .body = R"({"__type":"TransactionCanceledException","CancellationReasons":[)" + reasons + "]}"});
        return verdict ? errc{} : verdict.error().cause();
    };
    EXPECT_EQ(cause(R"({"Code":"None"},{"Code":"ThrottlingError"})"), errc::transaction_throttled);
    EXPECT_EQ(cause(R"({"Code":"ProvisionedThroughputExceeded"})"), errc::transaction_throttled);
    EXPECT_EQ(cause(R"({"Code":"ThrottlingError"},{"Code":"TransactionConflict"})"),
              errc::transaction_canceled);
    EXPECT_EQ(cause(R"({"Code":"None"})"), errc::transaction_canceled);
    EXPECT_EQ(cause(""), errc::transaction_canceled);
    EXPECT_EQ(make_error_code(errc::transaction_throttled), condition::throttled);
}

}  // namespace
}  // namespace dynaco::wire::verdict_test
