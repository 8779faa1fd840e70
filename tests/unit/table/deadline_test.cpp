#include "models.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/partiql.hpp>
#include <dynaco/stream.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

/// Calls of many requests: their rounds and pauses have a deadline, too.
namespace dynaco::test::deadline_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

struct Deadline : testing::Test {
    // More than the call can use.
    void answer_always(const attempt& same) { bench.wire->script(std::vector<attempt>(100, same)); }
    template <class T>
    T run(boost::asio::awaitable<T> call) {
        return test::run(bench.io, std::move(call));
    }
    void run(boost::asio::awaitable<void> call) { run(done(std::move(call))); }
    template <class T>
    failure fail(boost::asio::awaitable<T> call) {
        try {
            static_cast<void>(run(done(std::move(call))));
        } catch (const error& e) {
            return e.as_failure();
        }
        ADD_FAILURE() << "the call should have failed";
        return {};
    }
    template <class T>
    static boost::asio::awaitable<bool> done(boost::asio::awaitable<T> call) {
        static_cast<void>(co_await std::move(call));
        co_return true;
    }
    static boost::asio::awaitable<bool> done(boost::asio::awaitable<void> call) {
        co_await std::move(call);
        co_return true;
    }
    [[nodiscard]] client until(seconds time) const { return db.with({.until = bench.world->now() + time}); }
    [[nodiscard]] seconds passed() const {
        return std::chrono::duration_cast<seconds>(bench.world->now() - begin);
    }

    call_bench bench{};
    client db{bench.loop};
    transport::steady_time begin = bench.world->now();
};

const std::string one_left =
    R"({"UnprocessedItems":{"accounts":[{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}]}})";
const std::string key_left = R"({"Responses":{},"UnprocessedKeys":{"accounts":{"Keys":[{"id":{"S":"2"}}]}}})";
const std::array<std::string, 2> keys{"1", "2"};

TEST_F(Deadline, OfAFlushIsThatOfAllItsRounds) {
    answer_always(attempt::answer(one_left).exchange_takes(seconds(20)));
    auto batch = table<account>(db.with({.attempt_timeout = seconds(30)})).batch_write();
    run(batch.remove("1"));
    run(batch.remove("2"));
    const failure why = fail(batch.flush());
    EXPECT_EQ(why.code(), make_error_condition(condition::outcome_unknown)) << why.text();
    EXPECT_EQ(passed(), seconds(60)) << "not sixty for each round";
    EXPECT_EQ(batch.pending(), 1U) << "the leftovers are kept";
}

TEST_F(Deadline, OfAFlushCountsItsPauses) {
    answer_always(attempt::answer(one_left));
    auto batch = table<account>(db.with({.deadline = milliseconds(400)})).batch_write();
    run(batch.remove("2"));
    const failure why = fail(batch.flush());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().operation, "BatchWriteItem");
    EXPECT_EQ(why.diagnostics().table, "accounts");
    EXPECT_EQ(why.diagnostics().ended_in, call_phase::backoff);
    EXPECT_EQ(bench.world->now() - begin, milliseconds(400));
    EXPECT_EQ(batch.pending(), 1U);
    EXPECT_NE(why.text().find("1 write is pending and stays in the batch"), std::string::npos) << why.text();
    EXPECT_EQ(why.text().find("until"), std::string::npos) << why.text();

    bench.wire->forget_script();
    bench.wire->script({attempt::answer()});
    run(batch.flush());
    EXPECT_EQ(batch.pending(), 0U) << "the next flush has a deadline of its own";
}

TEST_F(Deadline, OfAFlushNamesAllTablesAndCountsTheWrites) {
    answer_always(attempt::answer(
        R"({"UnprocessedItems":{"accounts":[{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}],)"
        R"("orders":[{"DeleteRequest":{"Key":{"order_id":{"S":"1"},"item_id":{"S":"2"}}}}]}})"));
    batch_write batch(db.with({.deadline = milliseconds(400)}));
    const table<account> accounts(db);
    const table<order> orders(db);
    run(batch.remove(accounts, "2"));
    run(batch.remove(orders, "1", "2"));
    const failure why = fail(batch.flush());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().table, "accounts, orders");
    EXPECT_NE(why.text().find("2 writes are pending and stay in the batch"), std::string::npos) << why.text();
}

// The error names the late response, not the deadline, because another deadline would not help.
TEST_F(Deadline, OfAFlushThatUntilEndsAdvisesALaterTime) {
    answer_always(attempt::answer(one_left));
    auto batch = table<account>(until(seconds(1))).batch_write();
    run(batch.remove("2"));
    const failure why = fail(batch.flush());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_TRUE(why.diagnostics().ended_by_until);
    EXPECT_NE(why.text().find("call_options::until has passed"), std::string::npos) << why.text();
    EXPECT_NE(why.text().find("set call_options::until to a later time"), std::string::npos) << why.text();
    EXPECT_NE(why.text().find("1 write is pending"), std::string::npos) << why.text();
}

TEST_F(Deadline, OfAReadingBatchIsTheTimeThatItGetsNowhere) {
    answer_always(attempt::answer(key_left));
    auto batch = table<account>(db.with({.deadline = milliseconds(400)})).batch_get(std::array{keys[1]});
    const failure why = fail(batch.next());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().operation, "BatchGetItem");
    EXPECT_EQ(why.diagnostics().table, "accounts");
    EXPECT_EQ(bench.world->now() - begin, milliseconds(400));
    EXPECT_EQ(batch.pending(), 1U);

    bench.wire->forget_script();
    bench.wire->script({attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"2"}}]}})")});
    EXPECT_TRUE(run(batch.next())) << "the next call has a deadline of its own";
}

TEST_F(Deadline, OfAReadingBatchIsPutOffByProgress) {
    const attempt slow = attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"1"}}]},)"
                                         R"("UnprocessedKeys":{"accounts":{"Keys":[{"id":{"S":"2"}}]}}})")
                             .exchange_takes(seconds(50));
    bench.wire->script(
        {slow,
         attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"2"}}]}})").exchange_takes(seconds(50))});
    auto batch = table<account>(db.with({.attempt_timeout = seconds(55)})).batch_get(keys);
    EXPECT_EQ(run(batch.collect()).size(), 2U);
}

TEST_F(Deadline, OfABatchOfStatementsIsTheTimeThatItGetsNowhere) {
    answer_always(
        attempt::answer(R"({"Responses":[{"Error":{"Code":"ThrottlingError","Message":"slow down"}}]})"));
    statement_batch batch{db.with({.deadline = milliseconds(400)})};
    batch.add("DELETE FROM accounts WHERE id = ?", "1");
    const failure why = fail(batch.execute());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().operation, "BatchExecuteStatement");
    EXPECT_EQ(bench.world->now() - begin, milliseconds(400));
}

TEST_F(Deadline, UntilEndsTheWaitForATable) {
    answer_always(attempt::answer(R"({"Table":{"TableName":"accounts","TableStatus":"CREATING"}})"));
    const failure why = fail(table<account>(until(seconds(10))).create());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().operation, "DescribeTable");
    EXPECT_EQ(why.diagnostics().table, "accounts");
    EXPECT_EQ(passed(), seconds(10));
}

TEST_F(Deadline, UntilEndsPagesOneAfterTheOther) {
    std::vector<attempt> pages;
    for (int i = 0; i < 10; ++i)
        pages.push_back(
            attempt::answer(R"({"Items":[],"LastEvaluatedKey":{"id":{"S":")" + std::to_string(i) + R"("}}})")
                .exchange_takes(seconds(3)));
    bench.wire->script(pages);
    auto scan = table<account>(until(seconds(10))).scan();
    const failure why = fail(scan.next());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().operation, "Scan");
    EXPECT_EQ(passed(), seconds(10));
}

TEST_F(Deadline, UntilEndsTheWaitForARate) {
    answer_always(
        attempt::answer(R"({"Items":[],"Count":0,"ScannedCount":0,"LastEvaluatedKey":{"id":{"S":"1"}},)"
                        R"("ConsumedCapacity":{"TableName":"accounts","CapacityUnits":60}})"));
    auto scan = table<account>(until(seconds(10))).scan({.max_capacity_per_second = 1});
    const failure why = fail(scan.next());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().table, "accounts");
    EXPECT_EQ(passed(), seconds(10)) << "the first page cost a minute";
}

TEST_F(Deadline, UntilEndsTheWaitForChanges) {
    bench.wire->script(
        {attempt::answer(R"({"Table":{"LatestStreamArn":"arn"}})"),
         attempt::answer(R"({"StreamDescription":{"StreamStatus":"ENABLED","Shards":[{"ShardId":"a"}]}})"),
         attempt::answer(R"({"ShardIterator":"i"})")});
    answer_always(attempt::answer(R"({"Records":[],"NextShardIterator":"i"})"));
    stream_reader<account> changes{until(seconds(10))};
    const failure why = fail(changes.next());
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().operation, "GetRecords");
    EXPECT_EQ(passed(), seconds(10));
}

}  // namespace
}  // namespace dynaco::test::deadline_test
