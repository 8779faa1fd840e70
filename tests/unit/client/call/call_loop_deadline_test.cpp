#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_deadline_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using attempt = scripted_attempt;

TEST(CallLoop, DeadlinePassesWhileWaitingForCredentials) {
    for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
        call_bench b;
        b.credentials_take(61s);
        const failure why = b.fails(request, {loads(example_keys())});
        EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
        EXPECT_EQ(why.diagnostics().times.credentials, 61s);
        EXPECT_EQ(why.diagnostics().times.exchange, 0s);
    }
}

TEST(CallLoop, DeadlinePassesWhileWaitingForAConnection) {
    call_bench b;
    const failure why = b.write_fails({waits_for_connection_until_deadline()}, {.deadline = 5s});
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().times.lease, 5s);
    EXPECT_EQ(why.diagnostics().attempts, 1);
}

TEST(CallLoop, DeadlinePassesDuringTheExchange) {
    call_bench b;
    const failure why = b.read_fails({attempt::answer().exchange_takes(100s)}, {.deadline = 5s});
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().times.exchange, 5s);
    EXPECT_EQ(why.code(), make_error_condition(condition::timed_out));

    call_bench writing;
    const failure unknown = writing.write_fails({attempt::answer().exchange_takes(100s)}, {.deadline = 5s});
    EXPECT_EQ(unknown.cause(), errc::outcome_unknown);
    EXPECT_NE(unknown.text().find("deadline"), std::string::npos) << unknown.text();
}

TEST(CallLoop, DeadlineWouldPassDuringThePause) {
    call_bench b;
    // The second pause would be 1000 ms.
    const failure why =
        b.read_fails({attempt::throttled(), sleeps(500ms), attempt::throttled()}, {.deadline = 1s});
    EXPECT_EQ(why.cause(), errc::throttling) << "the reason, not the deadline, is of use";
    EXPECT_EQ(why.diagnostics().attempts, 2);
    EXPECT_EQ(why.diagnostics().times.backoff, 500ms);
}

TEST(CallLoop, EveryPhaseIsTimed) {
    call_bench b({.retry = {.max_attempts = 2}});
    b.credentials_take(3ms);
    const attempt slow = attempt::lost().lease_takes(20ms).exchange_takes(100ms);
    const auto times = b.read_fails({slow, sleeps(12ms), slow}).diagnostics().times;
    EXPECT_EQ(times.credentials, 6ms);
    EXPECT_EQ(times.lease, 40ms);
    EXPECT_EQ(times.exchange, 200ms);
    EXPECT_EQ(times.backoff, 12ms);
}

TEST(CallLoop, AttemptsHaveALimitOfTheirOwn) {
    call_bench b({.attempt_timeout = 7s, .deadline = 10s});
    const auto begin = b.world->now();
    b.read_succeeds({attempt::answer().exchange_takes(8s), sleeps(12ms), attempt::answer()});
    EXPECT_EQ(b.wire->sent.at(0).deadline, begin + 7s);
    EXPECT_EQ(b.wire->sent.at(1).deadline, begin + 10s) << "the call's deadline comes earlier";

    call_bench own;
    const auto start = own.world->now();
    own.read_succeeds({attempt::answer()}, {.attempt_timeout = 250ms});
    EXPECT_EQ(own.wire->sent.at(0).deadline, start + 250ms);
}

TEST(CallLoop, NoLimitIsTooLong) {
    call_bench b({.attempt_timeout = milliseconds::max(), .deadline = milliseconds::max()});
    b.read_succeeds({attempt::answer().exchange_takes(100s)});
}

}  // namespace
}  // namespace dynaco::test::call_loop_deadline_test
