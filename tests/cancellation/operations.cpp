#include "cancellation/operations.hpp"

#include "unit/table/models.hpp"

#include <dynaco.hpp>

#include <algorithm>
#include <array>

namespace dynaco::test {
namespace {

using namespace dynaco::literals;

struct email_view {
    std::string email{};
};

const canned_reply nothing{};
const canned_reply gone{R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"})", 400};
const canned_reply one_item{R"({"Item":{"id":{"S":"1"}}})"};
const canned_reply first_page{
    R"({"Items":[{"id":{"S":"1"}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"1"}}})"};
const canned_reply empty_page{
    R"({"Items":[],"Count":0,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"2"}}})"};
const canned_reply second_page{
    R"({"Items":[{"id":{"S":"2"}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"2"}}})"};
const canned_reply third_page{
    R"({"Items":[{"id":{"S":"3"}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"3"}}})"};
const canned_reply other_empty_page{
    R"({"Items":[],"Count":0,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"1"}}})"};
const canned_reply last_page{R"({"Items":[{"id":{"S":"3"}}],"Count":1,"ScannedCount":1})"};

canned_reply table_that_is(const std::string& status) {
    return {
        R"({"Table":{"TableName":"accounts","TableArn":"arn:t","LatestStreamArn":"arn:s","TableStatus":")" +
        status + R"(","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}})"};
}
const canned_reply changing{R"({"TableDescription":{"TableStatus":"UPDATING"}})"};

const std::string left_write =
    R"({"UnprocessedItems":{"accounts":[{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}]}})";
const std::string left_key = R"({"Responses":{"accounts":[{"id":{"S":"1"}}]},)"
                             R"("UnprocessedKeys":{"accounts":{"Keys":[{"id":{"S":"2"}}]}}})";
const std::string other_key = R"({"Responses":{"accounts":[{"id":{"S":"2"}}]}})";
const std::string throttled_statement =
    R"({"Responses":[{"TableName":"accounts"},{"Error":{"Code":"ThrottlingError","Message":"slow"}}]})";

const account alice{.account_id = "1", .email = "a@example.com", .balance = 5};
const std::array<std::string, 2> two_keys{"1", "2"};

std::vector<api_call> tables() {
    return {
        {"Create",
         {gone, changing, table_that_is("CREATING"), table_that_is("ACTIVE")},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.create());
         }},
        {"Exists",
         {table_that_is("ACTIVE")},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.exists());
         }},
        {"DeleteTable",
         {changing, table_that_is("DELETING"), gone},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.delete_table());
         }},
        {"WaitUntilActive",
         {table_that_is("UPDATING"), table_that_is("UPDATING"), table_that_is("ACTIVE")},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.admin().wait_until_active());
         }},
        {"SetDeletionProtection",
         {table_that_is("ACTIVE"), changing, table_that_is("ACTIVE")},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             co_await accounts.admin().set_deletion_protection(true);
         }},
        {"Tags",
         {table_that_is("ACTIVE"),
          {R"({"Tags":[{"Key":"a","Value":"b"}],"NextToken":"n"})"},
          {R"({"Tags":[]})"}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.admin().tags());
         }},
        {"SetTag",
         {table_that_is("ACTIVE"), nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             co_await accounts.admin().set_tag("a", "b");
         }},
        {"Backups",
         {{R"({"BackupSummaries":[],"LastEvaluatedBackupArn":"b"})"}, {R"({"BackupSummaries":[]})"}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.admin().backups());
         }},
        {"DisableTtl",
         {{R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"t"}})"},
          {R"({"TimeToLiveSpecification":{"AttributeName":"t","Enabled":false}})"}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             co_await accounts.admin().disable_ttl();
         }},
    };
}

std::vector<api_call> items() {
    return {
        {"Get",
         {one_item},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.get("1"));
         }},
        {"GetView",
         {one_item},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.get<email_view>("1"));
         }},
        {"Contains",
         {one_item},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.contains("1"));
         }},
        {"Save",
         {nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             co_await accounts.save(alice);
         }},
        {"SaveWhen",
         {nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.save(alice, when("account_id"_a.not_exists())));
         }},
        {"Insert",
         {nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.insert(alice));
         }},
        {"Update",
         {nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             co_await accounts.update("1", "balance"_a.set(1));
         }},
        {"Increment",
         {{R"({"Attributes":{"balance":{"N":"6"}}})"}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.increment("1", "balance"_a, 1));
         }},
        {"Remove",
         {nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             co_await accounts.remove("1");
         }},
    };
}

std::vector<api_call> reads() {
    return {
        {"ScanNext",
         {other_empty_page, empty_page, last_page},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto scan = accounts.scan();
             static_cast<void>(co_await scan.next());
         }},
        {"ScanNextPrefetching",
         {first_page, second_page, third_page, last_page},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto scan = accounts.scan();
             for (bool more = true; more;) {
                 const auto each = co_await scan.next();
                 more = each.has_value();
             }
         },
         true},
        {"ScanCollect",
         {first_page, empty_page, last_page},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto scan = accounts.scan();
             static_cast<void>(co_await scan.collect());
         }},
        {"ScanCount",
         {first_page, last_page},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto scan = accounts.scan();
             static_cast<void>(co_await scan.count());
         }},
        {"ScanAtARate",
         {{R"({"Items":[],"Count":0,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"1"}},)"
           R"("ConsumedCapacity":{"TableName":"accounts","CapacityUnits":5}})"},
          last_page},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto scan = accounts.scan({.max_capacity_per_second = 2000});
             static_cast<void>(co_await scan.collect());
         }},
        {"ParallelScan",
         {last_page, last_page, last_page},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto scan = accounts.parallel_scan({.segments = 3});
             static_cast<void>(co_await scan.collect());
         }},
        {"Query",
         {{R"({"Items":[],"Count":0,"ScannedCount":0,)"
           R"("LastEvaluatedKey":{"order_id":{"S":"1"},"item_id":{"S":"1"}}})"},
          {R"({"Items":[],"Count":0,"ScannedCount":0})"}},
         [](client db) -> awaitable<void> {
             const table<order> orders{db};
             auto found = orders.query("1");
             static_cast<void>(co_await found.collect());
         }},
        {"Stream",
         {table_that_is("ACTIVE"),
          {R"({"StreamDescription":{"StreamStatus":"ENABLED","Shards":[{"ShardId":"a"}]}})"},
          {R"({"ShardIterator":"i1"})"},
          {R"({"Records":[],"NextShardIterator":"i2"})"},
          {R"({"Records":[{"eventName":"INSERT","dynamodb":{"Keys":{"id":{"S":"1"}},"SequenceNumber":"1"}}],)"
           R"("NextShardIterator":"i3"})"}},
         [](client db) -> awaitable<void> {
             stream_reader<account> changes{db, {.longest_pause = std::chrono::milliseconds(1)}};
             static_cast<void>(co_await changes.next());
         }},
    };
}

std::vector<api_call> batches() {
    return {
        {"BatchWrite",
         {{left_write}, {left_write}, nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto batch = accounts.batch_write();
             co_await batch.save(alice);
             co_await batch.remove("2");
             co_await batch.flush();
         }},
        {"BatchGetNext",
         {{R"({"Responses":{},"UnprocessedKeys":{"accounts":{"Keys":[{"id":{"S":"2"}}]}}})"}, {other_key}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto batch = accounts.batch_get(two_keys);
             static_cast<void>(co_await batch.next());
         }},
        {"BatchGetCollect",
         {{left_key}, {other_key}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             auto batch = accounts.batch_get(two_keys);
             static_cast<void>(co_await batch.collect());
         }},
        {"BatchGetInOrder",
         {{left_key}, {other_key}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             static_cast<void>(co_await accounts.batch_get_in_order(two_keys));
         }},
        {"BatchGetOfTables",
         {{left_key}, {other_key}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             batch_get batch{db};
             const auto found = batch.get(accounts, two_keys);
             co_await batch.fetch();
         }},
        {"TransactWrite",
         {nothing},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             transact_write tx{db};
             tx.save(accounts, alice);
             co_await tx.commit();
         }},
        {"TransactGet",
         {{R"({"Responses":[{}]})"}},
         [](client db) -> awaitable<void> {
             const table<account> accounts{db};
             transact_get reads_of{db};
             const auto found = reads_of.get(accounts, "1");
             co_await reads_of.fetch();
         }},
        {"Statement",
         {nothing},
         [](client db) -> awaitable<void> {
             co_await execute(db, "DELETE FROM accounts WHERE id = ?", "1");
         }},
        {"StatementRows",
         {{R"({"Items":[],"NextToken":"n"})"},
          {R"({"Items":[{"id":{"S":"1"}}],"NextToken":"o"})"},
          {R"({"Items":[]})"}},
         [](client db) -> awaitable<void> {
             auto rows = execute<account>(db, "SELECT * FROM accounts");
             static_cast<void>(co_await rows.collect());
         }},
        {"StatementBatch",
         {{throttled_statement}, {R"({"Responses":[{"TableName":"accounts"}]})"}},
         [](client db) -> awaitable<void> {
             statement_batch batch{db};
             batch.add("DELETE FROM accounts WHERE id = ?", "1");
             batch.add("DELETE FROM accounts WHERE id = ?", "2");
             static_cast<void>(co_await batch.execute());
         }},
        {"StatementTransaction",
         {{R"({"Responses":[{}]})"}},
         [](client db) -> awaitable<void> {
             statement_transaction tx{db};
             tx.add("DELETE FROM accounts WHERE id = ?", "1");
             static_cast<void>(co_await tx.execute());
         }},
    };
}

}  // namespace

const std::vector<api_call>& every_api_call() {
    static const std::vector<api_call> all = [] {
        std::vector<api_call> calls;
        for (const auto& some : {tables(), items(), reads(), batches()})
            calls.insert(calls.end(), some.begin(), some.end());
        return calls;
    }();
    return all;
}

bool changes_something(std::string_view target) {
    constexpr std::array reading{"Get",          "Query",           "Scan", "Describe", "List",
                                 "BatchGetItem", "TransactGetItems"};
    const std::string_view name = target.substr(std::min(target.size(), target.find('.') + 1));
    return std::ranges::none_of(reading, [name](std::string_view each) { return name.starts_with(each); });
}

}  // namespace dynaco::test
