#include "encoding.hpp"

#include <dynaco/operations/stream.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string_view>

namespace dynaco::describe_stream_test {
namespace {

TEST(DescribeStream, NamesTheOperation) {
    static_assert(operation<describe_stream>);
    static_assert(!describe_stream::info.writes);
    EXPECT_EQ(describe_stream::info.name, "DescribeStream");
    EXPECT_EQ(describe_stream::info.target, "DynamoDBStreams_20120810");
    EXPECT_EQ(describe_stream{.stream_arn = "arn"}.table(), "");
}

TEST(DescribeStream, Encodes) {
    EXPECT_EQ(encoded(describe_stream{.stream_arn = "arn"}), R"({"StreamArn":"arn"})");
    EXPECT_EQ(encoded(describe_stream{.stream_arn = "arn", .exclusive_start_shard_id = "s", .limit = 3}),
              R"({"StreamArn":"arn","ExclusiveStartShardId":"s","Limit":3})");
    EXPECT_EQ(encoded(describe_stream{.stream_arn = "arn", .children_of = "p"}),
              R"({"StreamArn":"arn","ShardFilter":{"Type":"CHILD_SHARDS","ShardId":"p"}})");
}

TEST(DescribeStream, DecodesTheFullReply) {
    const auto reply = describe_stream::decode(
        R"({"StreamDescription":{"StreamArn":"arn","StreamLabel":"l","StreamStatus":"ENABLED",)"
        R"("StreamViewType":"NEW_AND_OLD_IMAGES","CreationRequestDateTime":1.7672256005e9,"TableName":"t",)"
        R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"Shards":[{"ShardId":"a",)"
        R"("SequenceNumberRange":{"StartingSequenceNumber":"1","EndingSequenceNumber":"5"}},null,)"
        R"({"ShardId":"b","ParentShardId":"a","SequenceNumberRange":{"StartingSequenceNumber":"6"}}],)"
        R"("LastEvaluatedShardId":"b"}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->stream_arn, "arn");
    EXPECT_EQ(reply->stream_label, "l");
    EXPECT_EQ(reply->table_name, "t");
    EXPECT_EQ(reply->status, stream_status::enabled);
    EXPECT_EQ(reply->view, stream_view::new_and_old_images);
    EXPECT_EQ(reply->created.time_since_epoch(), std::chrono::milliseconds(1'767'225'600'500));
    ASSERT_EQ(reply->shards.size(), 2u);
    EXPECT_EQ(reply->shards[0].shard_id, "a");
    EXPECT_EQ(reply->shards[0].parent_shard_id, "");
    EXPECT_EQ(reply->shards[0].ending_sequence_number, "5");
    EXPECT_EQ(reply->shards[1].parent_shard_id, "a");
    EXPECT_EQ(reply->shards[1].starting_sequence_number, "6");
    EXPECT_EQ(reply->shards[1].ending_sequence_number, "");
    EXPECT_EQ(reply->last_evaluated_shard_id, "b");
}

TEST(DescribeStream, ToleratesWhatItDoesNotKnow) {
    const auto reply = describe_stream::decode(
        R"({"StreamDescription":{"StreamStatus":"NEW","StreamViewType":"NEW","CreationRequestDateTime":-1}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, stream_status::unknown);
    EXPECT_EQ(reply->view, stream_view::none);
    EXPECT_EQ(reply->created, std::chrono::system_clock::time_point{});
    EXPECT_TRUE(reply->shards.empty());
}

TEST(DescribeStream, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(describe_stream::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {"", "{}", R"({"StreamDescription":[]})"})
        EXPECT_EQ(cause_of(describe_stream::decode(body)), errc::malformed_reply) << body;
}

TEST(ListStreams, Encodes) {
    static_assert(operation<list_streams>);
    EXPECT_EQ(list_streams::info.target, "DynamoDBStreams_20120810");
    EXPECT_EQ(encoded(list_streams{}), "{}");
    EXPECT_EQ(encoded(list_streams{.table_name = "t", .exclusive_start_stream_arn = "arn", .limit = 1}),
              R"({"TableName":"t","ExclusiveStartStreamArn":"arn","Limit":1})");
    EXPECT_EQ(list_streams{.table_name = "t"}.table(), "t");
}

TEST(ListStreams, Decodes) {
    for (const std::string_view body : {"{}", "", R"({"Streams":[]})", R"({"Streams":null})"})
        EXPECT_TRUE(list_streams::decode(body).value().streams.empty()) << body;
    const auto reply = list_streams::decode(
        R"({"Streams":[{"StreamArn":"a","TableName":"t","StreamLabel":"l","New":1},null],)"
        R"("LastEvaluatedStreamArn":"a"})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->streams.size(), 1u);
    EXPECT_EQ(reply->streams[0].stream_arn, "a");
    EXPECT_EQ(reply->streams[0].table_name, "t");
    EXPECT_EQ(reply->streams[0].stream_label, "l");
    EXPECT_EQ(reply->last_evaluated_stream_arn, "a");
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(list_streams::decode(body)), errc::malformed_reply) << body;
    EXPECT_EQ(cause_of(list_streams::decode(R"({"Streams":[1]})")), errc::malformed_reply);
}

TEST(GetShardIterator, Encodes) {
    static_assert(operation<get_shard_iterator>);
    EXPECT_EQ(get_shard_iterator::info.target, "DynamoDBStreams_20120810");
    EXPECT_EQ(encoded(get_shard_iterator{.stream_arn = "arn", .shard_id = "s"}),
              R"({"StreamArn":"arn","ShardId":"s","ShardIteratorType":"TRIM_HORIZON"})");
    EXPECT_EQ(
        encoded(get_shard_iterator{.stream_arn = "a", .shard_id = "s", .type = shard_iterator_type::latest}),
        R"({"StreamArn":"a","ShardId":"s","ShardIteratorType":"LATEST"})");
    EXPECT_EQ(encoded(get_shard_iterator{.stream_arn = "a",
                                         .shard_id = "s",
                                         .type = shard_iterator_type::at_sequence_number,
                                         .sequence_number = "7"}),
              R"({"StreamArn":"a","ShardId":"s","ShardIteratorType":"AT_SEQUENCE_NUMBER",)"
              R"("SequenceNumber":"7"})");
    EXPECT_EQ(encoded(get_shard_iterator{.stream_arn = "a",
                                         .shard_id = "s",
                                         .type = shard_iterator_type::after_sequence_number,
                                         .sequence_number = "7"}),
              R"({"StreamArn":"a","ShardId":"s","ShardIteratorType":"AFTER_SEQUENCE_NUMBER",)"
              R"("SequenceNumber":"7"})");
}

TEST(GetShardIterator, Decodes) {
    EXPECT_EQ(get_shard_iterator::decode(R"({"ShardIterator":"i","New":{}})").value().shard_iterator, "i");
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(get_shard_iterator::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {"", "{}", R"({"ShardIterator":null})", R"({"ShardIterator":1})"})
        EXPECT_EQ(cause_of(get_shard_iterator::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::describe_stream_test
