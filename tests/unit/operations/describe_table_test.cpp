#include "encoding.hpp"

#include <dynaco/operations/describe_table.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco {
namespace {

using namespace std::chrono_literals;

TEST(DescribeTable, IsWhatItSays) {
    static_assert(operation<describe_table>);
    static_assert(!describe_table::info.writes);
    EXPECT_EQ(describe_table::info.name, "DescribeTable");
    EXPECT_EQ(describe_table{.table_name = "t"}.table(), "t");
}

TEST(DescribeTable, Encodes) {
    EXPECT_EQ(encoded(describe_table{.table_name = "t\"é"}), R"({"TableName":"t\"é"})");
}

TEST(DescribeTable, DecodesTheMinimalReply) {
    const auto reply = describe_table::decode(R"({"Table":{}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->name, "");
    EXPECT_EQ(reply->status, table_status::unknown);
    EXPECT_EQ(reply->billing_mode, billing_mode::provisioned);
    EXPECT_TRUE(reply->hash_keys.empty());
    EXPECT_TRUE(reply->range_keys.empty());
    EXPECT_TRUE(reply->indexes.empty());
    EXPECT_EQ(reply->item_count, 0u);
    EXPECT_EQ(reply->created, std::chrono::system_clock::time_point{});
}

constexpr std::string_view full = R"({"Table":{
    "AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"},
                            {"AttributeName":"g","AttributeType":"B"}],
    "TableName":"t","TableArn":"arn:aws:dynamodb:eu-west-1:123456789012:table/t","TableId":"00000000",
    "KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
    "TableStatus":"ACTIVE","CreationDateTime":1363729002.358,"ItemCount":12,"TableSizeBytes":3456,
    "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1.5E9},
    "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":7,"WriteCapacityUnits":8},
    "LocalSecondaryIndexes":[{"IndexName":"l","KeySchema":[{"AttributeName":"h","KeyType":"HASH"},
        {"AttributeName":"g","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"},"ItemCount":1}],
    "GlobalSecondaryIndexes":[{"IndexName":"g","IndexStatus":"ACTIVE","KeySchema":[{"AttributeName":"g",
        "KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},"ItemCount":2}]}})";

TEST(DescribeTable, DecodesTheFullReply) {
    const auto reply = describe_table::decode(full);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->name, "t");
    EXPECT_EQ(reply->arn, "arn:aws:dynamodb:eu-west-1:123456789012:table/t");
    EXPECT_EQ(reply->status, table_status::active);
    EXPECT_EQ(reply->billing_mode, billing_mode::pay_per_request);
    ASSERT_EQ(reply->hash_keys.size(), 1u);
    EXPECT_EQ(reply->hash_keys[0].name, "h");
    EXPECT_EQ(reply->hash_keys[0].type, attribute_type::S);
    ASSERT_EQ(reply->range_keys.size(), 1u);
    EXPECT_EQ(reply->range_keys[0].name, "r");
    EXPECT_EQ(reply->range_keys[0].type, attribute_type::N);
    EXPECT_EQ(reply->item_count, 12u);
    EXPECT_EQ(reply->size_bytes, 3456u);
    EXPECT_EQ(reply->read_capacity_units, 7);
    EXPECT_EQ(reply->write_capacity_units, 8);
    EXPECT_EQ(std::chrono::round<std::chrono::milliseconds>(reply->created.time_since_epoch()),
              1363729002358ms);
}

TEST(DescribeTable, DecodesIndexesGlobalOnesFirst) {
    const auto reply = describe_table::decode(full);
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->indexes.size(), 2u);
    const auto& global = reply->indexes[0];
    EXPECT_EQ(global.name, "g");
    EXPECT_EQ(global.status, "ACTIVE");
    EXPECT_EQ(global.scope, index_scope::global);
    EXPECT_EQ(global.projection, projection::include);
    ASSERT_EQ(global.hash_keys.size(), 1u);
    EXPECT_EQ(global.hash_keys[0].type, attribute_type::B);
    EXPECT_EQ(global.item_count, 2u);
    const auto& local = reply->indexes[1];
    EXPECT_EQ(local.scope, index_scope::local);
    EXPECT_EQ(local.status, "");
    EXPECT_EQ(local.projection, projection::keys_only);
    ASSERT_EQ(local.range_keys.size(), 1u);
    EXPECT_EQ(local.range_keys[0].name, "g");
}

TEST(DescribeTable, KnowsEveryStatus) {
    const auto status = [](std::string_view text) {
        const auto reply =
            describe_table::decode(R"({"Table":{"TableStatus":")" + std::string(text) + "\"}}");
        return reply ? reply->status : table_status::unknown;
    };
    EXPECT_EQ(status("CREATING"), table_status::creating);
    EXPECT_EQ(status("UPDATING"), table_status::updating);
    EXPECT_EQ(status("DELETING"), table_status::deleting);
    EXPECT_EQ(status("ACTIVE"), table_status::active);
    EXPECT_EQ(status("INACCESSIBLE_ENCRYPTION_CREDENTIALS"), table_status::inaccessible);
    EXPECT_EQ(status("ARCHIVING"), table_status::archiving);
    EXPECT_EQ(status("ARCHIVED"), table_status::archived);
    EXPECT_EQ(status("REPLICATION_NOT_AUTHORIZED"), table_status::unknown);
    EXPECT_EQ(status(""), table_status::unknown);
}

TEST(DescribeTable, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = describe_table::decode(
        " { \"Later\" : [ { } ] , \"Table\" : { \"GlobalSecondaryIndexes\" : null , \"KeySchema\" : [ null , "
        "{ "
        "\"KeyType\" : \"HASH\" , \"AttributeName\" : \"h\" , \"x\" : 1 } ] , \"ItemCount\" : null , "
        "\"BillingModeSummary\" : null , \"TableStatus\" : \"ACTIVE\" } } ");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, table_status::active);
    ASSERT_FALSE(reply->hash_keys.empty());
    EXPECT_EQ(reply->hash_keys.back().name, "h");
    EXPECT_EQ(reply->hash_keys.back().type, attribute_type::any) << "not defined in this reply";
}

TEST(DescribeTable, ANullInAListIsNoKeyAndNoIndex) {
    const auto reply = describe_table::decode(
        R"({"Table":{"KeySchema":[null,{"AttributeName":"h","KeyType":"HASH"}],"GlobalSecondaryIndexes":[null]}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->hash_keys.size(), 1u);
    EXPECT_TRUE(reply->indexes.empty());
}

TEST(DescribeTable, NumbersThatNoTableHasCountAsNotSent) {
    for (const std::string number : {"-1", "1e300", "-1e300", "\"7\"", "{}", "true"}) {
        const auto reply =
            describe_table::decode(R"({"Table":{"ItemCount":)" + number + R"(,"TableSizeBytes":)" + number +
                                   R"(,"CreationDateTime":)" + number +
                                   R"(,"ProvisionedThroughput":{"ReadCapacityUnits":)" + number + "}}}");
        ASSERT_TRUE(reply) << number;
        EXPECT_EQ(reply->item_count, 0u) << number;
        EXPECT_EQ(reply->size_bytes, 0u) << number;
        EXPECT_EQ(reply->read_capacity_units, 0) << number;
        EXPECT_EQ(reply->created, std::chrono::system_clock::time_point{}) << number;
    }
}

TEST(DescribeTable, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(describe_table::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {"", "{}", R"({"Table":null})", R"({"Table":[]})",
                                        R"({"TableDescription":{}})", R"({"Table":{"a":}})"})
        EXPECT_EQ(cause_of(describe_table::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco
