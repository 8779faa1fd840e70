#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table_settings.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::time_to_live_test {
namespace {

TEST(TimeToLive, OperationsAreWhatTheySay) {
    static_assert(operation<describe_time_to_live> && operation<update_time_to_live>);
    static_assert(!describe_time_to_live::info.writes && update_time_to_live::info.writes);
    EXPECT_EQ(describe_time_to_live::info.name, "DescribeTimeToLive");
    EXPECT_EQ(update_time_to_live::info.name, "UpdateTimeToLive");
    EXPECT_EQ(describe_time_to_live{.table_name = "t"}.table(), "t");
    EXPECT_EQ(update_time_to_live{.table_name = "t"}.table(), "t");
}

TEST(TimeToLive, Encodes) {
    EXPECT_EQ(encoded(describe_time_to_live{.table_name = "t"}), R"({"TableName":"t"})");
    EXPECT_EQ(encoded(update_time_to_live{.table_name = "t", .attribute = "x\""}),
              R"({"TableName":"t","TimeToLiveSpecification":{"AttributeName":"x\"","Enabled":true}})");
    EXPECT_EQ(encoded(update_time_to_live{.table_name = "t", .attribute = "x", .enabled = false}),
              R"({"TableName":"t","TimeToLiveSpecification":{"AttributeName":"x","Enabled":false}})");
}

TEST(TimeToLive, DecodesEveryStatus) {
    const auto of = [](const std::string& status) {
        const auto reply = describe_time_to_live::decode(
            R"({"TimeToLiveDescription":{"AttributeName":"x","TimeToLiveStatus":")" + status + "\"}}");
        return reply ? *reply
                     : time_to_live_description{.status = time_to_live_status::unknown, .attribute = "none"};
    };
    EXPECT_EQ(of("ENABLED").status, time_to_live_status::enabled);
    EXPECT_EQ(of("ENABLED").attribute, "x");
    EXPECT_TRUE(of("ENABLED").is_on());
    EXPECT_EQ(of("ENABLING").status, time_to_live_status::enabling);
    EXPECT_TRUE(of("ENABLING").is_on());
    EXPECT_EQ(of("DISABLING").status, time_to_live_status::disabling);
    EXPECT_FALSE(of("DISABLING").is_on());
    EXPECT_EQ(of("DISABLED").status, time_to_live_status::disabled);
    EXPECT_EQ(of("LATER").status, time_to_live_status::unknown);
    EXPECT_EQ(of("LATER").attribute, "x");
}

TEST(TimeToLive, DecodesTheMinimalReply) {
    const auto reply = describe_time_to_live::decode(R"({"TimeToLiveDescription":{}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, time_to_live_status::disabled);
    EXPECT_EQ(reply->attribute, "");
}

TEST(TimeToLive, DecodesWhatWasSet) {
    const auto reply = update_time_to_live::decode(
        R"({"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"x"},"Later":1})");
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->enabled);
    EXPECT_EQ(reply->attribute, "x");
}

TEST(TimeToLive, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies) {
        EXPECT_EQ(cause_of(describe_time_to_live::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(update_time_to_live::decode(body)), errc::malformed_reply) << body;
    }
    EXPECT_EQ(cause_of(describe_time_to_live::decode("{}")), errc::malformed_reply);
    EXPECT_EQ(cause_of(update_time_to_live::decode("")), errc::malformed_reply);
}

}  // namespace
}  // namespace dynaco::time_to_live_test
