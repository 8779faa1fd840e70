#include "identity/endpoint/arn.hpp"

#include <gtest/gtest.h>

namespace dynaco::identity::arn_test {
namespace {

TEST(Arn, HasFiveFieldsAndTheRest) {
    const auto table = parse_arn("arn:aws:dynamodb:eu-west-1:123456789012:table/accounts");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->partition, "aws");
    EXPECT_EQ(table->service, "dynamodb");
    EXPECT_EQ(table->region, "eu-west-1");
    EXPECT_EQ(table->account_id, "123456789012");
    EXPECT_EQ(table->resource, "table/accounts");
}

TEST(Arn, KeepsTheColonsOfTheResource) {
    const auto stream = parse_arn("arn:aws:dynamodb:eu-west-1:1:table/a/stream/2026-01-01T00:00:00.000");
    ASSERT_TRUE(stream);
    EXPECT_EQ(stream->resource, "table/a/stream/2026-01-01T00:00:00.000");
}

TEST(Arn, MayLackRegionAndAccount) {
    const auto role = parse_arn("arn:aws:iam::123456789012:role/path/name");
    ASSERT_TRUE(role);
    EXPECT_EQ(role->region, "");
    EXPECT_EQ(role->account_id, "123456789012");
    EXPECT_EQ(role->resource, "role/path/name");
    const auto bucket = parse_arn("arn:aws:s3:::bucket");
    ASSERT_TRUE(bucket);
    EXPECT_EQ(bucket->account_id, "");
    EXPECT_EQ(bucket->resource, "bucket");
}

TEST(Arn, IsNothingElse) {
    for (const char* text : {"", "accounts", "arn", "arn:", "arn:aws:dynamodb:eu-west-1:1",
                             "arn:aws:dynamodb:eu-west-1:1:", "arn::dynamodb:eu-west-1:1:table/a",
                             "arn:aws::eu-west-1:1:table/a", "ARN:aws:dynamodb:r:1:table/a",
                             ":aws:dynamodb:r:1:table/a", " arn:aws:dynamodb:r:1:table/a"})
        EXPECT_FALSE(parse_arn(text)) << text;
}

}  // namespace
}  // namespace dynaco::identity::arn_test
