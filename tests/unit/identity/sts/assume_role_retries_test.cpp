#include "support/scripted_credentials.hpp"
#include "unit/identity/sts/assume_role_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Requests to assume a role that are sent again: with other keys, another clock, or after a pause.
namespace dynaco::identity::assume_role::assume_role_retries_test {
namespace {

using namespace std::chrono_literals;

using AssumeRoleRetries = AssumeRoleSource;

TEST_F(AssumeRoleRetries, AsksForOtherKeysWhenTheirsHaveExpired) {
    for (const char* code : {"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId"}) {
        fake.http->requests.clear();
        const auto changing = std::make_shared<test::scripted_provider>();
        changing->gives(keys("ASIAOLD", "old"));
        changing->gives(keys("ASIANEW", "new"));
        base = changing;
        fake.http->reply(403, test::sts_error(code, "The security token included in the request is expired"));
        fake.http->reply(200, test::sts_answer());
        EXPECT_TRUE(load()) << code;
        EXPECT_EQ(changing->refused_ids(), std::vector<std::string>{"ASIAOLD"});
        ASSERT_EQ(requests(), 2U);
        EXPECT_EQ(sent(1).headers.at("x-amz-security-token"), "new");
        EXPECT_TRUE(has(sent(1).headers.at("authorization"), "Credential=ASIANEW/"));
    }
}

TEST_F(AssumeRoleRetries, GivesUpWhenTheKeysStayTheSame) {
    const auto changing = std::make_shared<test::scripted_provider>(keys("ASIAOLD", "old"));
    base = changing;
    fake.http->reply(403, test::sts_error("ExpiredToken", "expired"));
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, "have expired: get new ones")) << text;
    EXPECT_EQ(changing->refusals.size(), 1U);
    EXPECT_EQ(requests(), 1U);
}

TEST_F(AssumeRoleRetries, GivesUpWhenTheNewKeysHaveExpiredToo) {
    const auto changing = std::make_shared<test::scripted_provider>();
    changing->gives(keys("ASIAOLD", "old"));
    changing->gives(keys("ASIANEW", "new"));
    changing->gives(keys("ASIANEWER", "newer"));
    base = changing;
    fake.http->reply(403, test::sts_error("ExpiredToken", "expired"));
    fake.http->reply(403, test::sts_error("ExpiredToken", "this new too"));
    EXPECT_TRUE(has(failure_text(), "this *** too"));  // also the secrets of keys that were loaded later
    EXPECT_EQ(requests(), 2U);
}

TEST_F(AssumeRoleRetries, SignsOnceMoreWithTheClockOfSts) {
    for (const char* code : {"RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException"}) {
        fake.http->requests.clear();
        fake.http->answers.push_back(
            dated(403, test::sts_error(code, "expired"), "Thu, 01 Jan 2026 00:10:00 GMT"));
        fake.http->reply(200, test::sts_answer());
        EXPECT_TRUE(load()) << code;
        ASSERT_EQ(requests(), 2U);
        EXPECT_EQ(sent(0).headers.at("x-amz-date"), "20260101T000000Z");
        EXPECT_EQ(sent(1).headers.at("x-amz-date"), "20260101T001000Z");
        EXPECT_EQ(sent(1).headers.at("authorization"),
                  expected_authorization(sent(1), *keys("AKIAEXAMPLE"), "eu-west-1",
                                         test::fake_effects::birthday + 10min));
    }
}

TEST_F(AssumeRoleRetries, SignsOnlyOnceMore) {
    fake.http->answers.push_back(
        dated(403, test::sts_error("SignatureDoesNotMatch", "no"), "Thu, 01 Jan 2026 00:10:00 GMT"));
    fake.http->answers.push_back(
        dated(403, test::sts_error("SignatureDoesNotMatch", "no"), "Thu, 01 Jan 2026 00:30:00 GMT"));
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, "this machine's clock is 30 min behind the service's")) << text;
    EXPECT_EQ(requests(), 2U);
}

TEST_F(AssumeRoleRetries, LeavesTheClockAloneWhereItIsNotToBlame) {
    const std::string body = test::sts_error("SignatureDoesNotMatch", "no");
    fake.http->answers.push_back(dated(403, body, "Thu, 01 Jan 2026 00:04:00 GMT"));
    EXPECT_TRUE(has(failure_text(), "check the secret access key"));
    fake.http->answers.push_back(dated(403, body, "some day"));
    EXPECT_TRUE(has(failure_text(), "check the secret access key"));
    fake.http->answers.push_back(
        dated(403, test::sts_error("AccessDenied", "no"), "Thu, 01 Jan 2026 00:10:00 GMT"));
    EXPECT_TRUE(has(failure_text(), "AccessDenied"));
    EXPECT_EQ(requests(), 3U);

    fake.variables["AWS_DISABLE_CLOCK_SKEW_CORRECTION"] = "true";
    fake.http->answers.push_back(dated(403, body, "Thu, 01 Jan 2026 00:10:00 GMT"));
    EXPECT_TRUE(has(failure_text(), "this machine's clock is 10 min behind"));
    EXPECT_EQ(requests(), 4U);
}

TEST_F(AssumeRoleRetries, SignsEachAttemptAnew) {
    fake.http->answers.emplace_back([this](const scripted_http::sent&) -> result<wire::response> {
        fake.world->advance(7s);
        return scripted_http::response_of(503, "busy");
    });
    fake.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    ASSERT_EQ(requests(), 2U);
    EXPECT_EQ(sent(0).headers.at("x-amz-date"), "20260101T000000Z");
    EXPECT_EQ(sent(1).headers.at("x-amz-date"), "20260101T000007Z");
    EXPECT_EQ(sent(1).headers.at("authorization"),
              expected_authorization(sent(1), *keys("AKIAEXAMPLE"), "eu-west-1",
                                     test::fake_effects::birthday + 7s));
}

TEST_F(AssumeRoleRetries, RepeatsWhatIsWorthRepeating) {
    for (const char* code : {"Throttling", "ThrottlingException", "RequestLimitExceeded", "RequestTimeout"}) {
        fake.http->requests.clear();
        for (int i = 0; i < 3; ++i) fake.http->reply(400, test::sts_error(code, "slow down"));
        EXPECT_TRUE(has(failure_text(), code));
        EXPECT_EQ(requests(), 3U) << code;
    }
    for (const int status : {429, 500, 502, 503, 504}) {
        fake.http->requests.clear();
        for (int i = 0; i < 3; ++i) fake.http->reply(status, "<html>");
        const std::string text = failure_text();
        EXPECT_TRUE(has(text, "HTTP status " + std::to_string(status) + " without an STS error")) << text;
        EXPECT_EQ(requests(), 3U) << status;
    }
}

TEST_F(AssumeRoleRetries, NamesStsWhenItCannotBeReached) {
    for (int i = 0; i < 3; ++i) fake.http->fail(errc::resolve_failed);
    const std::string text = failure_text(errc::resolve_failed);
    EXPECT_TRUE(has(text, reader) && has(text, "https://sts.eu-west-1.amazonaws.com")) << text;
    EXPECT_EQ(requests(), 3U);
    fake.http->fail(errc::certificate_rejected);
    EXPECT_TRUE(has(failure_text(errc::certificate_rejected), reader));
    EXPECT_EQ(requests(), 4U);
}

}  // namespace
}  // namespace dynaco::identity::assume_role::assume_role_retries_test
