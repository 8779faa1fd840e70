#include "unit/client/call_bench.hpp"
#include "unit/table/single_table.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/polymorphic.hpp>
#include <dynaco/transaction.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Transactions and batches take polymorphic tables, and tables that are known at run time.
namespace dynaco::test::kinds_of_tables_test {
namespace {

using namespace literals;
using attempt = scripted_attempt;
using pet = std::variant<cat, dog>;
using entry = std::variant<profile, purchase>;

struct KindsOfTables : testing::Test {
    void script(std::string_view answer) { bench.wire->script({attempt::answer(std::string(answer))}); }
    [[nodiscard]] const std::string& body() const { return bench.wire->sent.at(0).body; }

    call_bench bench{};
    client db{bench.loop};
    table<pet> pets{db};
    table<entry> entries{db};
    table<item> events{db, "events", "user", "at"};
};

TEST_F(KindsOfTables, TransactionsWriteToPolymorphicTables) {
    script("{}");
    transact_write tx(db, {.client_request_token = "mine"});
    tx.save(pets, cat{.id = "1", .owner = "eve"});
    tx.save(pets, dog{.id = "2", .owner = "bob"}, when("id"_a.not_exists()), {.return_existing = false});
    tx.remove(pets, dog{.id = "3"});
    tx.remove(pets, "4");
    tx.check(pets, "5", when("lives"_a > 0 || "good"_a == true), {.return_existing = false});
    EXPECT_TRUE(static_cast<bool>(test::run(bench.io, tx.try_commit())));
    EXPECT_EQ(
        body(),
        R"x({"TransactItems":[{"Put":{"TableName":"pets","Item":{"kind":{"S":"cat"},"id":{"S":"1"},)x"
        R"x("owner":{"S":"eve"},"lives":{"N":"9"}}}},)x"
        R"x({"Put":{"TableName":"pets","Item":{"kind":{"S":"dog"},"id":{"S":"2"},)x"
        R"x("owner":{"S":"bob"},"good":{"BOOL":true}},"ConditionExpression":"attribute_not_exists(#0)",)x"
        R"x("ExpressionAttributeNames":{"#0":"id"}}},)x"
        R"x({"Delete":{"TableName":"pets","Key":{"id":{"S":"3"}},)x"
        R"x("ConditionExpression":"(attribute_not_exists(#0) OR #0 = :0)",)x"
        R"x("ExpressionAttributeNames":{"#0":"kind"},"ExpressionAttributeValues":{":0":{"S":"dog"}},)x"
        R"x("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)x"
        R"x({"Delete":{"TableName":"pets","Key":{"id":{"S":"4"}}}},)x"
        R"x({"ConditionCheck":{"TableName":"pets","Key":{"id":{"S":"5"}},)x"
        R"x("ConditionExpression":"(#0 > :0 OR #1 = :1)",)x"
        R"x("ExpressionAttributeNames":{"#0":"lives","#1":"good"},)x"
        R"x("ExpressionAttributeValues":{":0":{"N":"0"},":1":{"BOOL":true}}}}],)x"
        R"x("ClientRequestToken":"mine"})x");
}

TEST_F(KindsOfTables, WhatStoodInTheWayOfATransactionIsReadAsWhatItIs) {
    bench.wire->script({attempt::answer(
        R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"cancelled",)"
        R"("CancellationReasons":[{"Code":"ConditionalCheckFailed","Message":"failed",)"
        R"("Item":{"kind":{"S":"dog"},"id":{"S":"1"},"owner":{"S":"eve"},"good":{"BOOL":false}}}]})",
        400)});
    transact_write tx(db);
    const auto removal = tx.remove(pets, "1", when("good"_a == true));
    const transaction_verdict done = test::run(bench.io, tx.try_commit());
    ASSERT_FALSE(static_cast<bool>(done));
    EXPECT_EQ(std::get<dog>(done.existing(removal).value()).owner, "eve");
}

TEST_F(KindsOfTables, TransactionsWriteToTablesKnownAtRunTime) {
    script("{}");
    transact_write tx(db, {.client_request_token = "mine"});
    item event;
    event["user"] = "u";
    event["at"] = 1;
    tx.save(events, event);
    tx.update(events, "u", 2, attribute("seen").add(1), when(attribute("seen") < 9),
              write_options{.return_existing = false});
    tx.remove(events, "u", 3);
    event["at"] = 4;
    tx.remove(events, event);
    tx.check(events, "u", 5, when(attribute("seen").exists()), {.return_existing = false});
    EXPECT_TRUE(static_cast<bool>(test::run(bench.io, tx.try_commit())));
    EXPECT_EQ(
        body(),
        R"x({"TransactItems":[{"Put":{"TableName":"events","Item":{"at":{"N":"1"},"user":{"S":"u"}}}},)x"
        R"x({"Update":{"TableName":"events","Key":{"user":{"S":"u"},"at":{"N":"2"}},)x"
        R"x("UpdateExpression":"ADD #0 :0","ConditionExpression":"#0 < :1",)x"
        R"x("ExpressionAttributeNames":{"#0":"seen"},)x"
        R"x("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"9"}}}},)x"
        R"x({"Delete":{"TableName":"events","Key":{"user":{"S":"u"},"at":{"N":"3"}}}},)x"
        R"x({"Delete":{"TableName":"events","Key":{"at":{"N":"4"},"user":{"S":"u"}}}},)x"
        R"x({"ConditionCheck":{"TableName":"events","Key":{"user":{"S":"u"},"at":{"N":"5"}},)x"
        R"x("ConditionExpression":"attribute_exists(#0)","ExpressionAttributeNames":{"#0":"seen"}}}],)x"
        R"x("ClientRequestToken":"mine"})x");
}

TEST_F(KindsOfTables, AnItemWithoutItsKeyIsRefusedByATransaction) {
    transact_write tx(db);
    item event;
    event["user"] = "u";
    EXPECT_THROW(tx.save(events, event), error);
    EXPECT_THROW(tx.remove(events, "u"), error);
    EXPECT_EQ(tx.size(), 0u);
}

TEST_F(KindsOfTables, TransactionsReadItemsAsWhatTheyAre) {
    script(
        R"({"Responses":[{"Item":{"kind":{"S":"dog"},"id":{"S":"1"},"owner":{"S":"eve"},"good":{"BOOL":true}}},)"
        R"({"Item":{"user":{"S":"u"},"at":{"N":"1"},"seen":{"N":"7"}}}]})");
    transact_get reads(db);
    const auto animal = reads.get(pets, "1");
    const auto event = reads.get(events, "u", 1);
    test::run(bench.io, [](transact_get& all) -> boost::asio::awaitable<bool> {
        co_await all.fetch();
        co_return true;
    }(reads));
    EXPECT_EQ(std::get<dog>(animal.value().value()).owner, "eve");
    EXPECT_EQ(event.value().value().at("seen"), value(7));
    EXPECT_EQ(body(), R"({"TransactItems":[{"Get":{"TableName":"pets","Key":{"id":{"S":"1"}}}},)"
                      R"({"Get":{"TableName":"events","Key":{"user":{"S":"u"},"at":{"N":"1"}}}}]})");
}

TEST_F(KindsOfTables, BatchesReadItemsAsWhatTheyAre) {
    script(R"({"Responses":{"app":[{"pk":{"S":"USER#1"},"sk":{"S":"ORDER#eu#000007"}},)"
           R"({"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"},"email":{"S":"e"}}]},"UnprocessedKeys":{}})");
    batch_get reads(db);
    const std::vector<std::pair<std::string, composed_text>> keys{{"1", composed_text("PROFILE")},
                                                                  {"1", composed_text("ORDER#eu#000007")}};
    const auto all = reads.get(entries, keys);
    test::run(bench.io, [](batch_get& batch) -> boost::asio::awaitable<bool> {
        co_await batch.fetch();
        co_return true;
    }(reads));
    const auto found = all.in_order();
    EXPECT_EQ(std::get<profile>(found.at(0).value()).email, "e");
    EXPECT_EQ(std::get<purchase>(found.at(1).value()).number, 7u);
}

TEST_F(KindsOfTables, APageThatFailedIsReadAgainAndCountsOnce) {
    bench.wire->script({attempt::answer(R"({"Responses":{"pets":[{"id":{"S":"1"},"kind":{"S":"dog"}},)"
                                        R"({"id":{"S":"2"},"kind":}]},"UnprocessedKeys":{}})"),
                        attempt::answer(R"({"Responses":{"pets":[{"id":{"S":"1"},"kind":{"S":"dog"}},)"
                                        R"({"id":{"S":"2"},"kind":{"S":"cat"}}]},"UnprocessedKeys":{}})")});
    batch_get reads(db);
    const std::vector<std::string> keys{"1", "2"};
    const auto all = reads.get(pets, keys);
    const auto fetch = [](batch_get& batch) -> boost::asio::awaitable<bool> {
        co_await batch.fetch();
        co_return true;
    };
    EXPECT_THROW(test::run(bench.io, fetch(reads)), error);
    test::run(bench.io, fetch(reads));
    EXPECT_EQ(all.items().size(), 2u);
}

TEST_F(KindsOfTables, BatchesWriteToPolymorphicTables) {
    script("{}");
    batch_write batch(db);
    const dog rex{.id = "1", .owner = "eve"};
    test::run(
        bench.io,
        [](batch_write& writes, const table<pet>& to, const dog& saved) -> boost::asio::awaitable<bool> {
            co_await writes.save(to, saved);
            co_await writes.remove(to, "2");
            co_await writes.flush();
            co_return true;
        }(batch, pets, rex));
    EXPECT_EQ(body(), R"({"RequestItems":{"pets":[{"PutRequest":{"Item":{"kind":{"S":"dog"},"id":{"S":"1"},)"
                      R"("owner":{"S":"eve"},"good":{"BOOL":true}}}},)"
                      R"({"DeleteRequest":{"Key":{"id":{"S":"2"}}}}]}})");
}

}  // namespace
}  // namespace dynaco::test::kinds_of_tables_test
