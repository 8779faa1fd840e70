#include "client/send_rate_scope.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/model/value_codec.hpp>
#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/operations/batch_write_item.hpp>
#include <dynaco/operations/describe_table.hpp>
#include <dynaco/operations/document_operations.hpp>
#include <dynaco/operations/execute_statement.hpp>
#include <dynaco/operations/execute_transaction.hpp>
#include <dynaco/operations/get_item.hpp>
#include <dynaco/operations/put_item.hpp>
#include <dynaco/operations/query.hpp>
#include <dynaco/operations/scan.hpp>
#include <dynaco/operations/transact_get_items.hpp>
#include <dynaco/operations/transact_write_items.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

/// What the call loop knows of a request besides its bytes.
namespace dynaco::test {
namespace {

using names = std::vector<std::string>;

const item key{{"id", "1"}};
constexpr const char* token = "0123456789abcdef0123456789abcdef0123";

std::vector<encoded_action> removals(const names& tables) {
    std::vector<encoded_action> all;
    for (const std::string& each : tables)
        all.push_back(transact_write_items::encode_action(
                          {.what = transact_action::kind::remove, .table_name = each, .key = key})
                          .value());
    return all;
}
std::vector<encoded_get> reads(const names& tables) {
    std::vector<encoded_get> all;
    for (const std::string& each : tables)
        all.push_back(transact_get_items::encode_action({.table_name = each, .key = key}).value());
    return all;
}
const std::vector<encoded_statement> an_update{
    statement_request{.statement = "UPDATE t SET n=1 WHERE id='1'"}.encode().value()};

template <operation Op>
names resources(const Op& op) {
    return send_rate_scope_of(encoded_request::of(op)).resources;
}

TEST(EncodedRequest, KnowsTheIndex) {
    EXPECT_EQ(encoded_request::of(query{.table_name = "t", .index_name = "i"}).index, "i");
    EXPECT_EQ(encoded_request::of(scan{.table_name = "t", .index_name = "i"}).index, "i");
    EXPECT_EQ(encoded_request::of(scan{.table_name = "t"}).index, "");
    EXPECT_EQ(encoded_request::of(get_item{.table_name = "t", .key = key}).index, "");
}

TEST(EncodedRequest, KnowsAllTables) {
    const names keys{R"({"id":{"S":"1"}})"};
    const std::array gets{batch_keys{.table_name = "a", .keys = keys},
                          batch_keys{.table_name = "b", .keys = keys}};
    EXPECT_EQ(encoded_request::of(batch_get_item{.tables = gets}).tables, (names{"a", "b"}));
    const std::array puts{batch_writes{.table_name = "a", .requests = keys},
                          batch_writes{.table_name = "c", .requests = keys}};
    EXPECT_EQ(encoded_request::of(batch_write_item{.tables = puts}).tables, (names{"a", "c"}));
    const auto removed = removals({"b", "a", "b"});
    EXPECT_EQ(transact_write_items{.actions = removed}.all_tables(), (names{"b", "a"}));
    const auto read = reads({"x", "y", "x"});
    EXPECT_EQ(transact_get_items{.actions = read}.all_tables(), (names{"x", "y"}));
}

TEST(EncodedRequest, IsIdempotentWithAToken) {
    const auto actions = removals({"a"});
    const auto with =
        encoded_request::of(transact_write_items{.actions = actions, .client_request_token = token});
    EXPECT_TRUE(with.info.idempotent);
    EXPECT_TRUE(with.info.writes);
    EXPECT_FALSE(encoded_request::of(transact_write_items{.actions = actions}).info.idempotent);
    EXPECT_TRUE(
        encoded_request::of(execute_transaction{.statements = an_update, .token = token}).info.idempotent);
    EXPECT_FALSE(encoded_request::of(execute_transaction{.statements = an_update}).info.idempotent);
    EXPECT_FALSE(encoded_request::of(put_item{.table_name = "t", .item = key}).info.idempotent);

    using import = document_operation<"ImportTable">;
    const item by_client_token{{"ClientToken", token}};
    const item by_request_token{{"ClientRequestToken", token}};
    const item without{{"ClientToken", ""}, {"ClientRequestToken", 5}};
    EXPECT_TRUE(encoded_request::of(import{by_client_token}).info.idempotent);
    EXPECT_TRUE(encoded_request::of(import{by_request_token}).info.idempotent);
    EXPECT_FALSE(encoded_request::of(import{without}).info.idempotent);
    EXPECT_FALSE(encoded_request::of(import{}).info.idempotent);
}

TEST(EncodedRequest, TokensAreTheSameInAllAttempts) {
    const auto actions = removals({"a"});
    const item exported{{"TableArn", "arn:aws:dynamodb:r:1:table/t"}, {"ClientToken", token}};
    const item imported{{"InputFormat", "CSV"}, {"ClientToken", token}};
    const std::vector<encoded_request> requests{
        encoded_request::of(transact_write_items{.actions = actions, .client_request_token = token}),
        encoded_request::of(execute_transaction{.statements = an_update, .token = token}),
        encoded_request::of(document_operation<"ExportTableToPointInTime">{exported}),
        encoded_request::of(document_operation<"ImportTable">{imported}),
    };
    for (const encoded_request& request : requests) {
        SCOPED_TRACE(request.info.name);
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        b.wire->script({scripted_attempt::broken(errc::connection_lost),
                        scripted_attempt::service_error(500, "InternalServerError"),
                        scripted_attempt::service_error(400, "ThrottlingException"),
                        scripted_attempt::answer()});
        ASSERT_TRUE(b.call(request));
        ASSERT_EQ(b.wire->sent.size(), 4U);
        for (const sent_request& each : b.wire->sent) {
            EXPECT_EQ(each.body, request.body);
            EXPECT_NE(each.body.find(token), std::string::npos);
        }
    }
}

TEST(SendRateScope, IsTheTableOrTheIndex) {
    EXPECT_EQ(resources(get_item{.table_name = "t", .key = key}), names{"t"});
    EXPECT_EQ(resources(query{.table_name = "t", .index_name = "i"}), names{"t/index/i"});
    EXPECT_EQ(resources(scan{.table_name = "arn:aws:dynamodb:r:1:table/t", .index_name = "i"}),
              names{"t/index/i"});
    EXPECT_TRUE(send_rate_scope_of(encoded_request::of(put_item{.table_name = "t", .item = key})).writes);
    EXPECT_FALSE(send_rate_scope_of(encoded_request::of(get_item{.table_name = "t", .key = key})).writes);
}

TEST(SendRateScope, IsEachTableOfSeveral) {
    const auto actions = removals({"a", "arn:aws:dynamodb:r:1:table/b"});
    EXPECT_EQ(resources(transact_write_items{.actions = actions}), (names{"a", "b"}));
}

TEST(SendRateScope, OfAStatementIsNotKnown) {
    EXPECT_EQ(resources(execute_statement{.statement = "SELECT * FROM t"}), names{""});
}

TEST(SendRateScope, OperationsOnTablesAreLimitedByThemselves) {
    EXPECT_EQ(resources(describe_table{.table_name = "t"}), names{"operation DescribeTable"});
}

}  // namespace
}  // namespace dynaco::test
