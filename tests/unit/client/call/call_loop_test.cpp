#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::call_loop_test {
namespace {

using attempt = scripted_attempt;

TEST(CallLoop, GivesTheReply) {
    call_bench b;
    const reply answer = b.read_succeeds({loads(example_keys()), attempt::answer(R"({"Item":{}})")});
    EXPECT_EQ(answer.body, R"({"Item":{}})");
    EXPECT_EQ(answer.info.name, "GetItem");
    EXPECT_EQ(answer.table, "accounts");
    EXPECT_EQ(*answer.endpoint, "https://dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(answer.request_id, "REQUEST");
    EXPECT_EQ(answer.http_status, 200);
    EXPECT_EQ(answer.attempts, 1);
    EXPECT_EQ(b.wire->given_back, 1);
    EXPECT_EQ(b.wire->thrown_away, 0);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(CallLoop, SendsTheBodyAsItIs) {
    call_bench b;
    b.wire->script({attempt::answer()});
    const encoded_request request = call_bench::read();
    ASSERT_TRUE(b.call(request));
    EXPECT_EQ(b.wire->sent.at(0).body, request.body);
    EXPECT_EQ(b.wire->sent.at(0).header("content-length"), std::to_string(request.body.size()));
    EXPECT_EQ(b.wire->sent.at(0).header("x-amz-target"), "DynamoDB_20120810.GetItem");
    EXPECT_EQ(b.wire->sent.at(0).header("host"), "dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(b.wire->sent.at(0).header("content-type"), "application/x-amz-json-1.0");
    EXPECT_TRUE(b.wire->sent.at(0).head.starts_with("POST / HTTP/1.1\r\n"));
    EXPECT_TRUE(b.wire->sent.at(0).head.ends_with("\r\n\r\n"));
    EXPECT_FALSE(b.wire->sent.at(0).has("transfer-encoding"));
}

TEST(CallLoop, RefusedRequestsAreNotSent) {
    call_bench b;
    encoded_request request = call_bench::write();
    request.refused = failure(errc::item_too_large, {.detail = "500000 bytes"});
    const failure why = b.fails(std::move(request), {});
    EXPECT_EQ(why.cause(), errc::item_too_large);
    EXPECT_EQ(why.diagnostics().operation, "PutItem");
    EXPECT_EQ(why.diagnostics().table, "accounts");
    EXPECT_EQ(why.diagnostics().attempts, 0);
    EXPECT_EQ(b.keys->loads, 0);
}

}  // namespace
}  // namespace dynaco::test::call_loop_test
