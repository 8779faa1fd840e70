#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::describe_table_test {
namespace {

using namespace std::chrono_literals;

TEST(DescribeTable, NamesTheOperation) {
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
    EXPECT_EQ(global.status, index_status::active);
    EXPECT_EQ(global.scope, index_scope::global);
    EXPECT_EQ(global.projection, projection::include);
    ASSERT_EQ(global.hash_keys.size(), 1u);
    EXPECT_EQ(global.hash_keys[0].type, attribute_type::B);
    EXPECT_EQ(global.item_count, 2u);
    const auto& local = reply->indexes[1];
    EXPECT_EQ(local.scope, index_scope::local);
    EXPECT_EQ(local.status, index_status::active);
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

constexpr std::string_view settings = R"({"Table":{"TableStatus":"ACTIVE","TableId":"0-1",
    "AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"}],
    "OnDemandThroughput":{"MaxReadRequestUnits":40,"MaxWriteRequestUnits":-1},
    "WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":"ACTIVE"},
    "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},
    "LatestStreamArn":"arn:s","LatestStreamLabel":"2026-01-01T00:00:00.000",
    "SSEDescription":{"Status":"ENABLED","SSEType":"KMS","KMSMasterKeyArn":"arn:k",
                      "InaccessibleEncryptionDateTime":1500000000},
    "TableClassSummary":{"TableClass":"STANDARD_INFREQUENT_ACCESS","LastUpdateDateTime":1},
    "DeletionProtectionEnabled":true,
    "Replicas":[null,{"RegionName":"eu-west-2","ReplicaStatus":"CREATING","ReplicaStatusDescription":"soon",
                 "KMSMasterKeyId":"k2","ReplicaTableClassSummary":{"TableClass":"STANDARD"}},{"RegionName":"x"}],
    "RestoreSummary":{"SourceBackupArn":"arn:b","SourceTableArn":"arn:t","RestoreDateTime":1400000000,
                      "RestoreInProgress":true},
    "GlobalSecondaryIndexes":[{"IndexName":"g","IndexArn":"arn:g","IndexStatus":"CREATING","Backfilling":true,
        "KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},
                     {"AttributeName":"c","KeyType":"RANGE"}],
        "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x",null,"y"]},"IndexSizeBytes":77,
        "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},
        "OnDemandThroughput":{"MaxReadRequestUnits":5},"WarmThroughput":{"ReadUnitsPerSecond":6}}]}})";

TEST(DescribeTable, DecodesEverySetting) {
    const auto reply = describe_table::decode(settings);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->id, "0-1");
    EXPECT_EQ(reply->on_demand.max_read_request_units, 40);
    EXPECT_EQ(reply->on_demand.max_write_request_units, 0) << "-1 means that there is no limit";
    EXPECT_EQ(reply->warm_throughput.read_units_per_second, 12000);
    EXPECT_EQ(reply->warm_throughput.write_units_per_second, 4000);
    EXPECT_EQ(reply->stream.view, stream_view::new_and_old_images);
    EXPECT_EQ(reply->stream.arn, "arn:s");
    EXPECT_EQ(reply->stream.label, "2026-01-01T00:00:00.000");
    EXPECT_TRUE(reply->encryption.uses_kms());
    EXPECT_EQ(reply->encryption.type, "KMS");
    EXPECT_EQ(reply->encryption.kms_key_arn, "arn:k");
    EXPECT_EQ(reply->encryption.inaccessible_since.time_since_epoch(), 1500000000s);
    EXPECT_EQ(reply->table_class, table_class::standard_infrequent_access);
    EXPECT_TRUE(reply->deletion_protection);
    ASSERT_TRUE(reply->restored);
    EXPECT_EQ(reply->restored->source_backup_arn, "arn:b");
    EXPECT_EQ(reply->restored->source_table_arn, "arn:t");
    EXPECT_EQ(reply->restored->restored_to.time_since_epoch(), 1400000000s);
    EXPECT_TRUE(reply->restored->in_progress);
}

TEST(DescribeTable, DecodesReplicas) {
    const auto reply = describe_table::decode(settings);
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->replicas.size(), 2u);
    EXPECT_EQ(reply->replicas[0].region, "eu-west-2");
    EXPECT_EQ(reply->replicas[0].status, "CREATING");
    EXPECT_EQ(reply->replicas[0].status_description, "soon");
    EXPECT_EQ(reply->replicas[0].kms_key, "k2");
    EXPECT_EQ(reply->replicas[0].table_class, table_class::standard);
    EXPECT_FALSE(reply->replicas[1].table_class);
}

TEST(DescribeTable, DecodesAnIndexThatIsBeingFilled) {
    const auto reply = describe_table::decode(settings);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->find_index("h"), nullptr);
    const index_description* const index = reply->find_index("g");
    ASSERT_NE(index, nullptr);
    EXPECT_EQ(index->arn, "arn:g");
    EXPECT_EQ(index->status, index_status::creating);
    EXPECT_TRUE(index->backfilling);
    EXPECT_FALSE(reply->is_active());
    ASSERT_EQ(index->hash_keys.size(), 2u);
    EXPECT_EQ(index->hash_keys[1].name, "b");
    EXPECT_EQ(index->hash_keys[1].type, attribute_type::N);
    ASSERT_EQ(index->range_keys.size(), 1u);
    EXPECT_EQ(index->non_key_attributes, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(index->size_bytes, 77u);
    EXPECT_EQ(index->read_capacity_units, 3);
    EXPECT_EQ(index->write_capacity_units, 4);
    EXPECT_EQ(index->on_demand.max_read_request_units, 5);
    EXPECT_EQ(index->warm_throughput.read_units_per_second, 6);
}

TEST(DescribeTable, IsActiveOnceAllOfItIs) {
    const auto active = [](const std::string& table, const std::string& index) {
        const auto reply = describe_table::decode(R"({"Table":{"TableStatus":")" + table +
                                                  R"(","GlobalSecondaryIndexes":[{)" + index + "}]}}");
        return reply && reply->is_active();
    };
    EXPECT_TRUE(active("ACTIVE", ""));
    EXPECT_TRUE(active("ACTIVE", R"("IndexStatus":"ACTIVE","Backfilling":false)"));
    EXPECT_FALSE(active("UPDATING", R"("IndexStatus":"ACTIVE")"));
    EXPECT_FALSE(active("ACTIVE", R"("IndexStatus":"ACTIVE","Backfilling":true)"));
    for (const char* const status : {"CREATING", "UPDATING", "DELETING", "LATER"})
        EXPECT_FALSE(active("ACTIVE", R"("IndexStatus":")" + std::string(status) + '"')) << status;
}

TEST(DescribeTable, AStreamThatIsOffAndAKeyOfDynamoDbAreNone) {
    const auto reply = describe_table::decode(
        R"({"Table":{"StreamSpecification":{"StreamEnabled":false,"StreamViewType":"NEW_IMAGE"},)"
        R"("LatestStreamArn":"arn:old","SSEDescription":{"Status":"DISABLED"}}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->stream.view, stream_view::none);
    EXPECT_EQ(reply->stream.arn, "arn:old");
    EXPECT_FALSE(reply->encryption.uses_kms());
    EXPECT_FALSE(reply->restored);
    EXPECT_EQ(reply->table_class, table_class::standard);
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
}  // namespace dynaco::describe_table_test
