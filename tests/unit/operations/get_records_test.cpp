#include "encoding.hpp"

#include <dynaco/operations/stream.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::get_records_test {
namespace {

struct row {
    std::string id{};
    int n = 0;
};

constexpr std::string_view full =
    R"({"Records":[{"eventID":"e1","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb",)"
    R"("awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1767225600.0,)"
    R"("Keys":{"id":{"S":"1"}},"OldImage":{"id":{"S":"1"},"n":{"N":"1"}},)"
    R"("NewImage":{"id":{"S":"1"},"n":{"N":"2"}},"SequenceNumber":"100","SizeBytes":26,)"
    R"("StreamViewType":"NEW_AND_OLD_IMAGES"}},null,{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"2"}},)"
    R"("SequenceNumber":"101"},"userIdentity":{"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}}],)"
    R"("NextShardIterator":"next"})";

TEST(GetRecords, Encodes) {
    static_assert(operation<get_records>);
    static_assert(!get_records::info.writes);
    EXPECT_EQ(get_records::info.target, "DynamoDBStreams_20120810");
    EXPECT_EQ(encoded(get_records{.shard_iterator = "i"}), R"({"ShardIterator":"i"})");
    EXPECT_EQ(encoded(get_records{.shard_iterator = "i", .limit = 7}), R"({"ShardIterator":"i","Limit":7})");
}

TEST(GetRecords, DecodesTheMinimalReply) {
    for (const std::string_view body :
         {"", "{}", R"({"Records":[]})", R"({"Records":null,"NextShardIterator":null})"}) {
        const auto reply = get_records::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->records.empty());
        EXPECT_EQ(reply->next_shard_iterator, "");
    }
}

TEST(GetRecords, DecodesTheFullReply) {
    const auto reply = get_records::decode(full);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->next_shard_iterator, "next");
    ASSERT_EQ(reply->records.size(), 2u);
    const auto& changed = reply->records[0];
    EXPECT_EQ(changed.event, stream_event::modify);
    EXPECT_EQ(changed.event_id, "e1");
    EXPECT_EQ(changed.sequence_number, "100");
    EXPECT_EQ(changed.size_bytes, 26u);
    EXPECT_EQ(changed.approximate_creation_time.time_since_epoch(), std::chrono::seconds(1'767'225'600));
    EXPECT_EQ(changed.keys, (item{{"id", "1"}}));
    EXPECT_EQ(changed.old_image, (item{{"id", "1"}, {"n", 1}}));
    EXPECT_EQ(changed.new_image, (item{{"id", "1"}, {"n", 2}}));
    EXPECT_FALSE(changed.is_ttl_deletion);
    const auto& removed = reply->records[1];
    EXPECT_EQ(removed.event, stream_event::remove);
    EXPECT_FALSE(removed.old_image);
    EXPECT_FALSE(removed.new_image);
    EXPECT_TRUE(removed.is_ttl_deletion);
}

TEST(GetRecords, DecodesImagesIntoModels) {
    const auto raw = get_records::decode_raw(full);
    ASSERT_TRUE(raw);
    const auto record = get_records::decode_images<row>(raw->records.at(0));
    ASSERT_TRUE(record);
    EXPECT_EQ(record->sequence_number, "100");
    EXPECT_EQ(record->old_image.value().n, 1);
    EXPECT_EQ(record->new_image.value().n, 2);
}

TEST(GetRecords, AnImageThatDoesNotFitIsAFailure) {
    const auto raw = get_records::decode_raw(R"({"Records":[{"dynamodb":{"NewImage":{"n":{"S":"x"}}}}]})");
    const auto record = get_records::decode_images<row>(raw.value().records.at(0));
    EXPECT_EQ(cause_of(record), errc::type_mismatch);
    EXPECT_EQ(record.error().diagnostics().attribute_path, "n");
    EXPECT_TRUE(get_records::decode_images<item>(raw->records.at(0)));
}

stream_record<item> only_record(std::string_view members) {
    const auto reply = get_records::decode(R"({"Records":[{)" + std::string(members) + "}]}");
    return reply.value().records.at(0);
}

TEST(GetRecords, KnowsEvents) {
    EXPECT_EQ(only_record(R"("eventName":"INSERT")").event, stream_event::insert);
    EXPECT_EQ(only_record(R"("eventName":"UPSERT")").event, stream_event::unknown);
    EXPECT_EQ(only_record("").event, stream_event::unknown);
}

TEST(GetRecords, OnlyDeletionsByTheServiceAreOfTimeToLive) {
    const std::string service = R"("userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"})";
    EXPECT_TRUE(only_record(service + R"(,"eventName":"REMOVE")").is_ttl_deletion);
    EXPECT_FALSE(only_record(service + R"(,"eventName":"MODIFY")").is_ttl_deletion);
    EXPECT_FALSE(
        only_record(
            R"("eventName":"REMOVE","userIdentity":{"Type":"User","PrincipalId":"dynamodb.amazonaws.com"})")
            .is_ttl_deletion);
    EXPECT_FALSE(only_record(R"("eventName":"REMOVE","userIdentity":null)").is_ttl_deletion);
}

TEST(GetRecords, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(get_records::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Records":{}})", R"({"Records":[1]})", R"({"Records":[{"dynamodb":1}]})",
          R"({"Records":[{"dynamodb":{"Keys":1}}]})", R"({"Records":[{"dynamodb":{"SizeBytes":-1}}]})",
          R"({"Records":[{"eventName":1}]})", R"({"Records":[{"dynamodb":{"NewImage":1}}]})",
          R"({"NextShardIterator":1})"})
        EXPECT_EQ(cause_of(get_records::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::get_records_test
