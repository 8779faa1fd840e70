#include "unit/client/call_bench.hpp"
#include "wire/crc32.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_connections_test {
namespace {

using attempt = scripted_attempt;

TEST(CallLoop, StaleConnectionIsReplacedUnseen) {
    call_bench b;
    const attempt stale = attempt::broken(errc::connection_lost).on_used_connection();
    b.wire->script({stale, attempt::answer()});
    const result<reply> answer = b.call(call_bench::read());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->attempts, 1);
    EXPECT_TRUE(b.world->sleeps.empty());
    EXPECT_EQ(b.wire->dropped_idle, 1);
    EXPECT_EQ(b.wire->thrown_away, 1);
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=4");
    EXPECT_EQ(b.wire->sent.at(1).header("amz-sdk-request"), "attempt=1; max=4");
}

TEST(CallLoop, ReplacingStaleConnectionsEnds) {
    call_bench b({.retry = {.max_attempts = 1}});
    const attempt stale = attempt::broken(errc::connection_lost).on_used_connection();
    b.wire->script(std::vector<attempt>(9, stale));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::connection_lost);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(b.wire->thrown_away, 9);
}

TEST(CallLoop, OnlyAUsedConnectionWithoutAReplyIsStale) {
    for (const attempt& broken : {attempt::broken(errc::connection_lost),
                                  attempt::broken(errc::connection_lost, false).on_used_connection(),
                                  attempt::broken(errc::malformed_reply).on_used_connection()}) {
        call_bench b;
        b.wire->script({broken, attempt::answer()});
        const result<reply> answer = b.call(call_bench::read());
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->attempts, 2);
        EXPECT_EQ(b.wire->dropped_idle, 0);
    }
}

TEST(CallLoop, WrongCrcThrowsTheConnectionAway) {
    call_bench b;
    const std::string right = std::to_string(wire::crc32("{}"));
    b.wire->script({with_crc("1"), with_crc(right)});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->thrown_away, 1);
    EXPECT_EQ(b.wire->given_back, 1);

    call_bench always;
    always.wire->script(std::vector<attempt>(4, with_crc("1")));
    const failure why = always.fail_read();
    EXPECT_EQ(why.cause(), errc::checksum_mismatch);
    EXPECT_EQ(always.wire->thrown_away, 4);
}

TEST(CallLoop, AWrongCrcIsNeverASuccess) {
    for (const char* target : {"DynamoDB_20120810", "DynamoDBStreams_20120810"})
        for (const char* value : {"1", "none", "2745614147 ", "2745614147, 2745614147"}) {
            call_bench b;
            b.wire->script(std::vector<attempt>(4, with_crc(value)));
            encoded_request request = call_bench::write();
            request.info.target = target;
            const failure why = b.fail(request);
            EXPECT_EQ(why.cause(), errc::outcome_unknown) << value;
            EXPECT_EQ(why.diagnostics().attempts, 4);
            EXPECT_NE(why.text().find("x-amz-crc32"), std::string::npos) << why.text();
        }
}

TEST(CallLoop, WhatGarblesRepliesIsNotUsedAgain) {
    for (const attempt& garbled : {attempt::answer("<html/>"), attempt::answer("not me", 404),
                                   attempt::answer("{}").with([](auto& r) { r.content_encoding = "br"; })}) {
        call_bench b({.retry = {.max_attempts = 1}});
        b.wire->script({garbled});
        EXPECT_EQ(b.fail_read().cause(), errc::malformed_reply);
        EXPECT_EQ(b.wire->thrown_away, 1);
    }
}

TEST(CallLoop, HtmlIsNoSuccess) {
    call_bench b;
    b.wire->script(
        std::vector<attempt>(4, attempt::answer("<html><body>Welcome to the hotel</body></html>")));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::malformed_reply);
    EXPECT_EQ(why.diagnostics().attempts, 4);
    EXPECT_NE(why.text().find("Welcome to the hotel"), std::string::npos);
    EXPECT_NE(why.text().find("proxy"), std::string::npos) << why.text();
}

TEST(CallLoop, ErrorRepliesKeepTheConnection) {
    for (const attempt& refused :
         {attempt::service_error(500, "InternalServerError"), attempt::answer("", 503),
          attempt::answer("<html/>", 502), attempt::service_error(400, "ThrottlingException")}) {
        call_bench b;
        b.wire->script({refused, attempt::answer()});
        ASSERT_TRUE(b.call(call_bench::read()));
        EXPECT_EQ(b.wire->given_back, 2);
    }
    call_bench refused;
    refused.wire->script({attempt::service_error(400, "ValidationException")});
    (void)refused.fail_read();
    EXPECT_EQ(refused.wire->given_back, 1);
}

TEST(CallLoop, AConnectionThatWasClosedBeforeAWriteLeavesNoDoubt) {
    const attempt closed = attempt::broken(errc::connection_lost).on_used_connection();
    call_bench sent({.retry = {.max_attempts = 1}});
    sent.wire->script({closed, attempt::no_connection(errc::connect_failed)});
    EXPECT_EQ(sent.fail_write().cause(), errc::outcome_unknown);
    call_bench unsent({.retry = {.max_attempts = 1}});
    unsent.wire->script({closed.before_sending(), attempt::no_connection(errc::connect_failed)});
    EXPECT_EQ(unsent.fail_write().cause(), errc::connect_failed);
}

TEST(CallLoop, NoConnectionIsHeldDuringAPause) {
    call_bench b;
    int out_at_sleep = -1;
    b.world->on_sleep = [&] { out_at_sleep = b.wire->acquired - b.wire->given_back - b.wire->thrown_away; };
    b.wire->script({attempt::service_error(500, "InternalServerError"), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(out_at_sleep, 0);
}

}  // namespace
}  // namespace dynaco::test::call_loop_connections_test
