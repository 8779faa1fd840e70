#include "unit/client/call_bench.hpp"
#include "wire/crc32.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_connections_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;

TEST(CallLoop, StaleConnectionIsReplacedUnseen) {
    call_bench b;
    const reply answer = b.read_succeeds({attempt::stale(), drops_idle_connections(), attempt::answer()});
    EXPECT_EQ(answer.attempts, 1);
    EXPECT_EQ(b.wire->thrown_away, 1);
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=4");
    EXPECT_EQ(b.wire->sent.at(1).header("amz-sdk-request"), "attempt=1; max=4");
}

TEST(CallLoop, ReplacingStaleConnectionsEnds) {
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script(std::vector<attempt>(9, attempt::stale()));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::connection_lost);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(b.wire->thrown_away, 9);
}

TEST(CallLoop, OnlyAUsedConnectionWithoutAReplyIsStale) {
    for (const attempt& broken :
         {attempt::lost(), attempt::broken(errc::connection_lost, false).on_used_connection(),
          attempt::broken(errc::malformed_reply).on_used_connection()}) {
        call_bench b;
        const reply answer = b.read_succeeds({broken, sleeps(12ms), attempt::answer()});
        EXPECT_EQ(answer.attempts, 2);
    }
}

TEST(CallLoop, WrongCrcThrowsTheConnectionAway) {
    call_bench b;
    const std::string right = std::to_string(wire::crc32("{}"));
    b.read_succeeds({with_crc("1"), sleeps(12ms), with_crc(right)});
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
        EXPECT_EQ(b.read_fails({garbled}).cause(), errc::malformed_reply);
        EXPECT_EQ(b.wire->thrown_away, 1);
    }
}

TEST(CallLoop, RefusesHtmlAsAResponse) {
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
          attempt::answer("<html/>", 502), attempt::throttled()}) {
        call_bench b;
        b.wire->script({refused, attempt::answer()});
        ASSERT_TRUE(b.call(call_bench::read()));
        EXPECT_EQ(b.wire->given_back, 2);
    }
    call_bench refused;
    refused.read_fails({attempt::service_error(400, "ValidationException")});
    EXPECT_EQ(refused.wire->given_back, 1);
}

TEST(CallLoop, AConnectionThatWasClosedBeforeAWriteLeavesNoDoubt) {
    const attempt closed = attempt::stale();
    const attempt refused = attempt::no_connection(errc::connect_failed);
    call_bench sent({.retry = {.max_attempts = 1}});
    EXPECT_EQ(sent.write_fails({closed, drops_idle_connections(), refused}).cause(), errc::outcome_unknown);
    call_bench unsent({.retry = {.max_attempts = 1}});
    EXPECT_EQ(unsent.write_fails({closed.before_sending(), drops_idle_connections(), refused}).cause(),
              errc::connect_failed);
}

TEST(CallLoop, NoConnectionIsHeldDuringAPause) {
    call_bench b;
    int out_at_sleep = -1;
    b.world->on_sleep = [&] { out_at_sleep = b.wire->acquired - b.wire->given_back - b.wire->thrown_away; };
    b.read_succeeds({attempt::service_error(500, "InternalServerError"), sleeps(12ms), attempt::answer()});
    EXPECT_EQ(out_at_sleep, 0);
}

}  // namespace
}  // namespace dynaco::test::call_loop_connections_test
