#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace dynaco::throttling_reason_test {
namespace {

TEST(ThrottlingReason, ResourceIsNamedAsInItsArn) {
    EXPECT_EQ(resource_name("arn:aws:dynamodb:eu-west-1:123456789012:table/accounts"), "accounts");
    EXPECT_EQ(resource_name("arn:aws-cn:dynamodb:cn-north-1:123456789012:table/a.b/index/i"), "a.b/index/i");
    for (const char* const other : {"accounts", "", "arn:aws:sqs:eu-west-1:1:queue", "x:table/accounts"})
        EXPECT_EQ(resource_name(other), other);
}

TEST(Failure, TextTellsTheFirstFiveReasons) {
    const std::vector<throttling_reason> many(7, {.reason = "r"});
    EXPECT_EQ(failure(errc::throttling, {.detail = "d", .throttling_reasons = many}).text(),
              "dynaco: the request was throttled (d); r, r, r, r, r, and 2 more");
}

TEST(Failure, TextTellsThrottlingAndTheSpentQuota) {
    const failure why(errc::throttling, {.operation = "GetItem",
                                         .service_code = "ThrottlingException",
                                         .attempts = 2,
                                         .throttling_reasons = {{.reason = "TableReadAccountLimitExceeded",
                                                                 .resource = "arn:aws:d:r:1:table/t"}},
                                         .retry_quota_spent = true});
    EXPECT_EQ(why.text(),
              "GetItem: ThrottlingException; TableReadAccountLimitExceeded of t [attempts 2, the retry quota "
              "is used up]");
}

}  // namespace
}  // namespace dynaco::throttling_reason_test
