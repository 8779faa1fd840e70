#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_deadline_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

TEST(CallLoop, DeadlinePassesWhileWaitingForCredentials) {
    for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
        call_bench b;
        b.keys->takes = seconds(61);
        b.wire->script({attempt::answer()});
        const failure why = b.fail(request);
        EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
        EXPECT_EQ(why.diagnostics().times.credentials, seconds(61));
        EXPECT_EQ(why.diagnostics().times.exchange, seconds(0));
        EXPECT_TRUE(b.wire->sent.empty());
    }
}

TEST(CallLoop, DeadlinePassesWhileWaitingForAConnection) {
    call_bench b;
    b.wire->script({attempt::answer().lease_takes(seconds(100))});
    const failure why = b.fail_write({.deadline = seconds(5)});
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().times.lease, seconds(5));
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_TRUE(b.wire->sent.empty());
}

TEST(CallLoop, DeadlinePassesDuringTheExchange) {
    call_bench b;
    b.wire->script({attempt::answer().exchange_takes(seconds(100))});
    const failure why = b.fail_read({.deadline = seconds(5)});
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().times.exchange, seconds(5));
    EXPECT_TRUE(b.world->sleeps.empty());
    EXPECT_EQ(why.code(), make_error_condition(condition::timed_out));

    call_bench writing;
    writing.wire->script({attempt::answer().exchange_takes(seconds(100))});
    const failure unknown = writing.fail_write({.deadline = seconds(5)});
    EXPECT_EQ(unknown.cause(), errc::outcome_unknown);
    EXPECT_NE(unknown.text().find("deadline"), std::string::npos) << unknown.text();
}

TEST(CallLoop, DeadlineWouldPassDuringThePause) {
    call_bench b;
    const attempt throttled = attempt::service_error(400, "ThrottlingException");
    b.wire->script({throttled, throttled});
    const failure why = b.fail_read({.deadline = seconds(1)});  // pauses: 500, 1000 ms
    EXPECT_EQ(why.cause(), errc::throttling) << "the reason, not the deadline, is of use";
    EXPECT_EQ(why.diagnostics().attempts, 2);
    EXPECT_EQ(b.world->sleeps, ms({500}));
    EXPECT_EQ(why.diagnostics().times.backoff, milliseconds(500));
}

TEST(CallLoop, EveryPhaseIsTimed) {
    call_bench b({.retry = {.max_attempts = 2}});
    b.keys->takes = milliseconds(3);
    const attempt slow = attempt::broken(errc::connection_lost)
                             .lease_takes(milliseconds(20))
                             .exchange_takes(milliseconds(100));
    b.wire->script({slow, slow});
    const auto times = b.fail_read().diagnostics().times;
    EXPECT_EQ(times.credentials, milliseconds(6));
    EXPECT_EQ(times.lease, milliseconds(40));
    EXPECT_EQ(times.exchange, milliseconds(200));
    EXPECT_EQ(times.backoff, milliseconds(12));
}

TEST(CallLoop, AttemptsHaveALimitOfTheirOwn) {
    call_bench b({.attempt_timeout = seconds(7), .deadline = seconds(10)});
    b.wire->script({attempt::answer().exchange_takes(seconds(8)), attempt::answer()});
    const auto begin = b.world->now();
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->sent.at(0).deadline, begin + seconds(7));
    EXPECT_EQ(b.wire->sent.at(1).deadline, begin + seconds(10)) << "the call's deadline comes earlier";

    call_bench own;
    own.wire->script({attempt::answer()});
    const auto start = own.world->now();
    ASSERT_TRUE(own.call(call_bench::read(), {.attempt_timeout = milliseconds(250)}));
    EXPECT_EQ(own.wire->sent.at(0).deadline, start + milliseconds(250));
}

TEST(CallLoop, NoLimitIsTooLong) {
    call_bench b({.attempt_timeout = milliseconds::max(), .deadline = milliseconds::max()});
    b.wire->script({attempt::answer().exchange_takes(seconds(100))});
    EXPECT_TRUE(b.call(call_bench::read()));
}

}  // namespace
}  // namespace dynaco::test::call_loop_deadline_test
