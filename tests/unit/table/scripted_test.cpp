#include "models.hpp"
#include "table/read/resume_token.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/batch.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Iterators and batches over a transport with scripted responses.
namespace dynaco::test::scripted_test {
namespace {

using attempt = scripted_attempt;

std::string page(int first, int last, bool more) {
    std::string items;
    for (int i = first; i <= last; ++i)
        items += (i > first ? "," : "") + (R"({"id":{"S":")" + std::to_string(i)) + R"("}})";
    const std::string count = std::to_string(last - first + 1);
    return R"({"Items":[)" + items + R"(],"Count":)" + count + R"(,"ScannedCount":)" + count +
           (more ? R"(,"LastEvaluatedKey":{"id":{"S":")" + std::to_string(last) + R"("}})" : "") + "}";
}
boost::asio::awaitable<bool> done(boost::asio::awaitable<void> call) {
    co_await std::move(call);
    co_return true;
}
attempt refusal() { return attempt::service_error(400, "ValidationException"); }

// The key after which a scan of the accounts continues.
std::string start_of(std::string_view token) {
    return paging::read_resume_token(token, {.operation = "Scan", .table = "accounts"}, 1).value().at(0).key;
}

struct Scripted : testing::Test {
    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    template <class T>
    T run(boost::asio::awaitable<T> call) {
        return test::run(bench.io, std::move(call));
    }

    call_bench bench{};
    dynaco::table<account> accounts{client(bench.loop)};
};

TEST_F(Scripted, PagesAreAskedForOneAfterTheOther) {
    script({attempt::answer(page(1, 2, true)), attempt::answer(page(3, 3, false))});
    auto scan = accounts.scan({.limit = 5, .page_size = 2});
    EXPECT_EQ(run(scan.collect()).size(), 3u);
    EXPECT_EQ(bench.wire->sent.at(0).body, R"({"TableName":"accounts","Limit":2})");
    EXPECT_EQ(bench.wire->sent.at(1).body,
              R"({"TableName":"accounts","ExclusiveStartKey":{"id":{"S":"2"}},"Limit":2})");
}

TEST_F(Scripted, AFailedPageCanBeAskedForAgain) {
    script({attempt::answer(page(1, 2, true)), refusal(), attempt::answer(page(3, 3, false))});
    auto scan = accounts.scan();
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(run(scan.next()));
    EXPECT_THROW(run(scan.next()), error);
    EXPECT_EQ(run(scan.next()).value().account_id, "3");
    EXPECT_EQ(bench.wire->sent.at(1).body, bench.wire->sent.at(2).body);
}

TEST_F(Scripted, CollectLosesNothingWhenItFails) {
    script({attempt::answer(page(1, 2, true)), attempt::answer(page(3, 4, true)), refusal(),
            attempt::answer(page(5, 6, false))});
    auto scan = accounts.scan();
    EXPECT_TRUE(run(scan.next()));
    EXPECT_THROW(run(scan.collect()), error);
    EXPECT_THROW(static_cast<void>(scan.resume_token()), error);
    EXPECT_EQ(run(scan.next()).value().account_id, "2");
    EXPECT_EQ(start_of(scan.resume_token()), R"({"id":{"S":"2"}})");
    EXPECT_EQ(run(scan.next()).value().account_id, "3");
    EXPECT_EQ(start_of(scan.resume_token()), R"({"id":{"S":"3"}})");
    EXPECT_EQ(run(scan.collect()).size(), 3u);
    EXPECT_EQ(scan.resume_token(), "");
}

TEST_F(Scripted, CountLosesNothingWhenItFails) {
    script({attempt::answer(page(1, 3, true)), attempt::answer(page(4, 5, true)), refusal(),
            attempt::answer(page(6, 6, false))});
    auto scan = accounts.scan();
    EXPECT_TRUE(run(scan.next()));
    EXPECT_THROW(run(scan.count()), error);
    EXPECT_THROW(static_cast<void>(scan.resume_token()), error);
    EXPECT_EQ(run(scan.count()), 5u);
    EXPECT_EQ(scan.resume_token(), "");
    EXPECT_NE(bench.wire->sent.at(1).body.find(R"("Select":"COUNT")"), std::string::npos);
}

boost::asio::awaitable<std::size_t> write_three(batch_writer<account>& batch) {
    for (const char* id : {"1", "2", "3"}) {
        const account each{.account_id = id, .email = "a", .balance = 5};
        co_await batch.save(each);
    }
    co_await batch.flush();
    co_return batch.pending();
}

TEST_F(Scripted, LeftoversAreSentAgainAfterAPause) {
    const std::string left =
        batch_write_item::put_request(account{.account_id = "2", .email = "a", .balance = 5}).value();
    script({attempt::answer(R"({"UnprocessedItems":{"accounts":[)" + left + "]}}"), attempt::answer()});
    auto batch = accounts.batch_write();
    EXPECT_EQ(run(write_three(batch)), 0u);
    EXPECT_EQ(bench.wire->sent.at(1).body, R"({"RequestItems":{"accounts":[)" + left + "]}}");
    EXPECT_EQ(bench.world->sleeps.size(), 1u);
}

TEST_F(Scripted, CancellingABatchDuringAPauseIsAnErrorLikeOthers) {
    const std::string left =
        batch_write_item::put_request(account{.account_id = "2", .email = "a", .balance = 5}).value();
    script({attempt::answer(R"({"UnprocessedItems":{"accounts":[)" + left + "]}}"), attempt::answer()});
    auto batch = accounts.batch_write();
    const auto call = start_cancellable(bench.io.get_executor(), write_three(batch));
    bench.world->on_sleep = [&] { boost::asio::post(bench.io, [&call] { call->cancel(); }); };
    bench.io.run();
    EXPECT_EQ(thrown_failure(*call).cause(), errc::canceled);
    EXPECT_EQ(batch.pending(), 1u);
}

boost::asio::awaitable<std::size_t> write_over(batch_writer<account>& batch) {
    const account again{.account_id = "2", .email = "new"};
    co_await batch.save(again);
    co_return batch.pending();
}

TEST_F(Scripted, ALeftoverInAnotherSpellingIsKnownByItsKey) {
    const std::string left =
        R"({"PutRequest":{"Item":{"balance":{"N":"5.0"},"id":{"S":"2"},"email":{"S":"a"},"tags":{"L":[]}}}})";
    std::vector<attempt> answers{attempt::answer(R"({"UnprocessedItems":{"accounts":[)" + left + "]}}")};
    answers.push_back(refusal());
    script(answers);
    auto batch = accounts.batch_write();
    EXPECT_THROW(run(write_three(batch)), error);
    EXPECT_EQ(batch.pending(), 1u);
    EXPECT_EQ(run(write_over(batch)), 1u);  // it took the place of the leftover
    EXPECT_EQ(batch.pending_saves().at(0).email, "new");
}

TEST_F(Scripted, ABatchWithoutProgressGivesUpAndKeepsTheRest) {
    const std::string left =
        batch_write_item::put_request(account{.account_id = "2", .email = "a", .balance = 5}).value();
    script(std::vector<attempt>(20, attempt::answer(R"({"UnprocessedItems":{"accounts":[)" + left + "]}}")));
    auto batch = accounts.batch_write();
    try {
        run(write_three(batch));
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::unprocessed);
        EXPECT_EQ(e.diagnostics().operation, "BatchWriteItem");
    }
    EXPECT_EQ(batch.pending(), 1u);
    EXPECT_EQ(batch.pending_saves().at(0).account_id, "2");
}

TEST_F(Scripted, UnprocessedKeysAreReadAgain) {
    script({attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"1"}}]},)"
                            R"("UnprocessedKeys":{"accounts":{"Keys":[{"id":{"S":"2"}}]}}})"),
            attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"2"}}]}})")});
    const std::vector<std::string> ids{"1", "2", "1"};
    auto reader = accounts.batch_get(ids, {.consistent_read = true});
    EXPECT_EQ(run(reader.collect()).size(), 2u);
    EXPECT_EQ(bench.wire->sent.at(1).body,
              R"({"RequestItems":{"accounts":{"Keys":[{"id":{"S":"2"}}],"ConsistentRead":true}}})");
}

TEST_F(Scripted, APrefixIsPutBeforeTheNamesOfSchemas) {
    client_options options;
    options.table_prefix = "test-";
    call_bench prefixed(options);
    const client db(prefixed.loop);
    EXPECT_EQ(dynaco::table<account>(db).table_name(), "test-accounts");
    EXPECT_EQ(dynaco::table<account>(db, "other").table_name(), "other");
}

TEST_F(Scripted, ItemsComeInTheOrderOfTheirKeys) {
    // The reply spells a key in another way than the request.
    script({attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"\u0033"}},{"id":{"S":"1"}}]}})")});
    const std::vector<std::string> ids{"1", "2", "3", "1"};
    const auto found = run(accounts.batch_get_in_order(ids));
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].value().account_id, "1");
    EXPECT_FALSE(found[1]);
    EXPECT_EQ(found[2].value().account_id, "3");
    EXPECT_EQ(found[3].value().account_id, "1");
}

struct order_line {
    std::string item_id{};
    int quantity = 0;
};

TEST_F(Scripted, ABatchReadsSeveralTables) {
    script({attempt::answer(R"({"Responses":{"orders":[{"item_id":{"S":"i"},"quantity":{"N":"2"}}]},)"
                            R"("UnprocessedKeys":{"accounts":{"Keys":[{"id":{"S":"1"}}]}}})"),
            attempt::answer(R"({"Responses":{"accounts":[{"id":{"S":"1"}}]}})")});
    const dynaco::table<order> orders{client(bench.loop)};
    batch_get reads{client(bench.loop)};
    const std::vector<std::string> ids{"1"};
    const std::vector<std::pair<std::string, std::string>> pairs{{"o", "i"}};
    const auto people = reads.get(accounts, ids);
    const auto lines = reads.get<order_line>(orders, pairs, {.consistent_read = true});
    EXPECT_EQ(reads.pending(), 2u);
    EXPECT_THROW(static_cast<void>(people.items()), error);
    EXPECT_TRUE(run(done(reads.fetch())));
    EXPECT_EQ(reads.pending(), 0u);
    EXPECT_EQ(people.items().at(0).account_id, "1");
    EXPECT_EQ(people.in_order().at(0).value().account_id, "1");
    EXPECT_EQ(lines.items().at(0).quantity, 2);
    EXPECT_EQ(
        bench.wire->sent.at(0).body,
        R"({"RequestItems":{"accounts":{"Keys":[{"id":{"S":"1"}}]},)"
        R"("orders":{"Keys":[{"order_id":{"S":"o"},"item_id":{"S":"i"}}],"ConsistentRead":true,)"
        R"("ProjectionExpression":"#0, #1","ExpressionAttributeNames":{"#0":"item_id","#1":"quantity"}}}})");
    EXPECT_EQ(bench.wire->sent.at(1).body, R"({"RequestItems":{"accounts":{"Keys":[{"id":{"S":"1"}}]}}})");
}

TEST_F(Scripted, ATableIsInARequestOnce) {
    script({attempt::answer(R"({"Responses":{}})"), attempt::answer(R"({"Responses":{}})")});
    batch_get reads{client(bench.loop)};
    const std::vector<std::string> first{"1", "2"};
    const std::vector<std::string> second{"1"};
    const auto a = reads.get(accounts, first);
    const auto b = reads.get(accounts, second, {.consistent_read = true});
    EXPECT_TRUE(run(done(reads.fetch())));
    EXPECT_TRUE(a.items().empty() && b.items().empty());
    EXPECT_EQ(bench.wire->sent.size(), 2u);
}

boost::asio::awaitable<std::size_t> write_to_two(batch_write& batch, const dynaco::table<account>& accounts,
                                                 const dynaco::table<order>& orders) {
    const account a{.account_id = "1"};
    co_await batch.save(accounts, a);
    co_await batch.remove(orders, "1", "i");
    co_await batch.remove(accounts, "2");
    co_await batch.flush();
    co_return batch.pending();
}

TEST_F(Scripted, ABatchWritesSeveralTables) {
    script(
        {attempt::answer(
             R"({"UnprocessedItems":{"orders":[{"DeleteRequest":{"Key":{"item_id":{"S":"i"},"order_id":{"S":"1"}}}}]}})"),
         refusal(), attempt::answer("{}")});
    const dynaco::table<order> orders{client(bench.loop)};
    batch_write batch{client(bench.loop)};
    EXPECT_THROW(run(write_to_two(batch, accounts, orders)), error);
    EXPECT_EQ(bench.wire->sent.at(0).body,
              R"({"RequestItems":{"accounts":[{"PutRequest":{"Item":{"id":{"S":"1"},"email":{"S":""},)"
              R"("balance":{"N":"0"},"tags":{"L":[]}}}},{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}],)"
              R"("orders":[{"DeleteRequest":{"Key":{"order_id":{"S":"1"},"item_id":{"S":"i"}}}}]}})");
    EXPECT_EQ(batch.pending(), 1u);
    EXPECT_TRUE(batch.pending_saves(accounts).empty());
    EXPECT_TRUE(batch.pending_removes(accounts).empty());
    EXPECT_EQ(batch.pending_removes(orders).at(0).at("item_id").get<std::string>(), "i");
    EXPECT_TRUE(run(done(batch.flush())));
    EXPECT_EQ(batch.pending(), 0u);
}

}  // namespace
}  // namespace dynaco::test::scripted_test
