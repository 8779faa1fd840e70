#include "models.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/operations/stream.hpp>
#include <dynaco/stream.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// A reader of a stream over a transport with scripted responses.
namespace dynaco::test::stream_reader_test {
namespace {

using attempt = scripted_attempt;

attempt table_with_stream() { return attempt::answer(R"({"Table":{"LatestStreamArn":"arn"}})"); }
attempt description(const std::string& shards, const std::string& last = {}) {
    return attempt::answer(R"({"StreamDescription":{"StreamStatus":"ENABLED","Shards":[)" + shards + "]" +
                           (last.empty() ? "" : R"(,"LastEvaluatedShardId":")" + last + '"') + "}}");
}
attempt shard_iterator(const std::string& name) {
    return attempt::answer(R"({"ShardIterator":")" + name + "\"}");
}
std::string record(int sequence_number) {
    const std::string n = std::to_string(sequence_number);
    return R"({"eventName":"INSERT","dynamodb":{"Keys":{"id":{"S":")" + n + R"("}},"NewImage":{"id":{"S":")" +
           n + R"("}},"SequenceNumber":")" + n + R"("}})";
}
attempt records(const std::vector<int>& numbers, const std::string& next) {
    std::string all;
    for (const int n : numbers) all += (all.empty() ? "" : ",") + record(n);
    return attempt::answer(R"({"Records":[)" + all + "]" +
                           (next.empty() ? "" : R"(,"NextShardIterator":")" + next + '"') + "}");
}
attempt refusal(const char* code) { return attempt::service_error(400, code); }

struct StreamReader : testing::Test {
    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    template <class T>
    T run(boost::asio::awaitable<T> call) {
        return test::run(bench.io, std::move(call));
    }
    // The sequence number of the next change, or the reason why it cannot be read.
    std::string next(stream_reader<account>& reader) {
        try {
            const auto change = run(reader.next());
            return change ? change->sequence_number : "end";
        } catch (const error& e) {
            return e.code().message();
        }
    }
    [[nodiscard]] const std::string& sent(std::size_t i) const { return bench.wire->sent.at(i).body; }

    call_bench bench{};
    client db{bench.loop};
};

std::string message(errc code) { return make_error_code(code).message(); }

TEST_F(StreamReader, ReadsFromTheOldestRecordOn) {
    script({table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i1"),
            records({1, 2}, "i2"), records({3}, "i3")});
    stream_reader<account> reader{db, {.page_size = 10}};
    const auto first = run(reader.next()).value();
    EXPECT_EQ(first.event, stream_event::insert);
    EXPECT_EQ(first.new_image.value().account_id, "1");
    EXPECT_FALSE(first.old_image);
    EXPECT_EQ(next(reader), "2");
    EXPECT_EQ(next(reader), "3");
    EXPECT_EQ(sent(0), R"({"TableName":"accounts"})");
    EXPECT_EQ(sent(1), R"({"StreamArn":"arn"})");
    EXPECT_EQ(sent(2), R"({"StreamArn":"arn","ShardId":"a","ShardIteratorType":"TRIM_HORIZON"})");
    EXPECT_EQ(sent(3), R"({"ShardIterator":"i1","Limit":10})");
    EXPECT_EQ(sent(4), R"({"ShardIterator":"i2","Limit":10})");
    EXPECT_EQ(bench.wire->sent.at(3).header("x-amz-target"), "DynamoDBStreams_20120810.GetRecords");
}

TEST_F(StreamReader, DescribesAllPagesOfShards) {
    script({description(R"({"ShardId":"b","ParentShardId":"a"})", "b"), description(R"({"ShardId":"a"})"),
            shard_iterator("i1"), records({1}, ""),
            description(R"({"ShardId":"b","ParentShardId":"a"})", "b"), description(R"({"ShardId":"a"})"),
            shard_iterator("i2"), records({2}, "i3")});
    stream_reader<account> reader{db, "t", {.stream_arn = "given"}};
    EXPECT_EQ(next(reader), "1");
    EXPECT_EQ(next(reader), "2");
    EXPECT_EQ(sent(1), R"({"StreamArn":"given","ExclusiveStartShardId":"b"})");
    EXPECT_EQ(sent(2), R"({"StreamArn":"given","ShardId":"a","ShardIteratorType":"TRIM_HORIZON"})");
    EXPECT_EQ(sent(6), R"({"StreamArn":"given","ShardId":"b","ShardIteratorType":"TRIM_HORIZON"})");
}

TEST_F(StreamReader, LatestIsTheSameTimeForAllShards) {
    script({table_with_stream(), description(R"({"ShardId":"a"},{"ShardId":"b"})"), shard_iterator("ia"),
            shard_iterator("ib"), records({1}, "ia2")});
    stream_reader<account> reader{db, {.start = stream_start::latest}};
    EXPECT_EQ(reader.checkpoint(), "");
    EXPECT_EQ(next(reader), "1");
    EXPECT_EQ(sent(3), R"({"StreamArn":"arn","ShardId":"b","ShardIteratorType":"LATEST"})");
    EXPECT_EQ(reader.checkpoint(), R"({"stream":"arn","shards":{"a":{"after":"1"},"b":{"latest":"ib"}}})");
}

TEST_F(StreamReader, WaitsForRecords) {
    script({table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i1"), records({}, "i2"),
            records({}, "i3"), records({1}, "i4")});
    stream_reader<account> reader{db};
    EXPECT_EQ(next(reader), "1");
    EXPECT_EQ(bench.world->sleeps, ms({125, 250}));  // jitter is one half
}

TEST_F(StreamReader, EndsOnceCaughtUp) {
    std::vector<attempt> answers{table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i"),
                                 records({1}, "i")};
    answers.insert(answers.end(), 5, records({}, "i"));
    script(answers);
    stream_reader<account> reader{db, {.follow = false}};
    EXPECT_EQ(next(reader), "1");
    EXPECT_EQ(next(reader), "end");
    EXPECT_EQ(next(reader), "end");
    EXPECT_TRUE(bench.world->sleeps.empty());
}

TEST_F(StreamReader, GoesOnAfterACheckpoint) {
    script({description(R"({"ShardId":"a"})"), shard_iterator("i"), records({6}, "i2")});
    const std::string checkpoint = R"({"stream":"kept","shards":{"a":{"after":"5"}}})";
    stream_reader<account> reader{db, {.checkpoint = checkpoint}};
    EXPECT_EQ(reader.checkpoint(), checkpoint);
    EXPECT_EQ(next(reader), "6");
    EXPECT_EQ(sent(1), R"({"StreamArn":"kept","ShardId":"a","ShardIteratorType":"AFTER_SEQUENCE_NUMBER",)"
                       R"("SequenceNumber":"5"})");
}

TEST_F(StreamReader, RefusesWhatIsNoCheckpoint) {
    stream_reader<account> reader{db, {.checkpoint = "yesterday"}};
    EXPECT_EQ(next(reader), message(errc::invalid_argument));
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(StreamReader, AnExpiredIteratorIsMadeAgain) {
    script({table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i1"), records({1}, "i2"),
            refusal("ExpiredIteratorException"), shard_iterator("i3"), records({2}, "i4"),
            refusal("ExpiredIteratorException"), shard_iterator("i5"), refusal("ExpiredIteratorException")});
    stream_reader<account> reader{db, {.follow = false}};
    EXPECT_EQ(next(reader), "1");
    EXPECT_EQ(next(reader), "2");
    EXPECT_EQ(sent(5), R"({"StreamArn":"arn","ShardId":"a","ShardIteratorType":"AFTER_SEQUENCE_NUMBER",)"
                       R"("SequenceNumber":"1"})");
    EXPECT_EQ(next(reader), message(errc::expired_iterator));  // again at once: the server repeats it
}

TEST_F(StreamReader, TrimmedRecordsAreToldOnce) {
    script({table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i1"), records({1}, "i2"),
            refusal("TrimmedDataAccessException"), shard_iterator("i3"), records({9}, "i4")});
    stream_reader<account> reader{db};
    EXPECT_EQ(next(reader), "1");
    EXPECT_EQ(next(reader), message(errc::trimmed_data_access));
    EXPECT_EQ(next(reader), "9");
    EXPECT_EQ(sent(5), R"({"StreamArn":"arn","ShardId":"a","ShardIteratorType":"TRIM_HORIZON"})");
}

TEST_F(StreamReader, AShardThatIsGoneIsToldOnce) {
    script({description(R"({"ShardId":"b"})"), shard_iterator("i"), records({7}, "i2")});
    const std::string checkpoint = R"({"stream":"kept","shards":{"a":{"after":"5"}}})";
    stream_reader<account> reader{db, {.checkpoint = checkpoint}};
    EXPECT_EQ(next(reader), message(errc::trimmed_data_access));
    EXPECT_EQ(next(reader), "7");
}

TEST_F(StreamReader, ATableWithoutAStreamIsAnError) {
    script({attempt::answer(R"({"Table":{"TableName":"accounts"}})")});
    stream_reader<account> reader{db};
    EXPECT_EQ(next(reader), message(errc::resource_not_found));
}

TEST_F(StreamReader, AChangeThatDoesNotFitStaysUntilItIsSkipped) {
    script(
        {table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i"),
         attempt::answer(R"({"Records":[{"dynamodb":{"SequenceNumber":"1","NewImage":{"id":{"N":"1"}}}},)" +
                         record(2) + R"(],"NextShardIterator":"i"})")});
    stream_reader<account> reader{db};
    EXPECT_EQ(next(reader), message(errc::type_mismatch));
    EXPECT_EQ(next(reader), message(errc::type_mismatch));
    reader.skip();
    EXPECT_EQ(next(reader), "2");
}

TEST_F(StreamReader, AFailedCallCanBeRepeated) {
    script({table_with_stream(), refusal("ValidationException"), description(R"({"ShardId":"a"})"),
            refusal("ValidationException"), shard_iterator("i"), refusal("ValidationException"),
            records({1}, "i2")});
    stream_reader<account> reader{db, {.follow = false}};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(next(reader), message(errc::validation_failed));
    EXPECT_EQ(next(reader), "1");
}

TEST_F(StreamReader, CancellingEndsThePause) {
    script({table_with_stream(), description(R"({"ShardId":"a"})"), shard_iterator("i"), records({}, "i"),
            records({1}, "i")});
    stream_reader<account> reader{db};
    const auto call = start_cancellable(bench.io.get_executor(), reader.next());
    bench.world->on_sleep = [&] { boost::asio::post(bench.io, [&call] { call->cancel(); }); };
    bench.io.run();
    EXPECT_EQ(thrown_failure(*call).cause(), errc::canceled);
    EXPECT_EQ(bench.wire->unused(), 1u);
    bench.world->on_sleep = nullptr;
    EXPECT_EQ(next(reader), "1");  // it can continue
}

TEST_F(StreamReader, StreamsMayHaveAnEndpointOfTheirOwn) {
    call_bench streams;
    streams.wire->script({description("")});
    auto world = std::make_unique<fake_effects>();
    detail::call_loop_parts parts{
        .connections = std::make_shared<scripted_transport>(*world),
        .credentials = bench.keys,
        .world = std::move(world),
        .endpoint = {.origin = {.host = "localhost"}, .signing_region = "eu-west-1"},
        .streams = streams.loop};
    const client both{std::make_shared<detail::call_loop>(std::move(parts), client_options{})};
    EXPECT_TRUE(test::run(streams.io, both.send(describe_stream{.stream_arn = "arn"})));
    EXPECT_EQ(streams.wire->sent.size(), 1u);
}

}  // namespace
}  // namespace dynaco::test::stream_reader_test
