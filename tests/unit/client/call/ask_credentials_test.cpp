#include "unit/client/call_bench.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include <stdexcept>

namespace dynaco::test::ask_credentials_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;

using call = std::shared_ptr<cancellable<result<reply>>>;

call begin(call_bench& b, encoded_request request) {
    call begun = start_cancellable(b.io.get_executor(), b.start_call(std::move(request)));
    b.settle();
    return begun;
}

void let_the_deadline_pass(call_bench& b) {
    ASSERT_TRUE(b.world->has_alarm());
    b.world->advance_to_alarm();
    b.settle();
}

TEST(AskCredentials, HangingProviderIsInterruptedByTheDeadline) {
    for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
        call_bench b;
        b.keys->held.hold();
        const call begun = begin(b, request);
        ASSERT_FALSE(begun->done);
        let_the_deadline_pass(b);
        const failure why = failure_of(*begun);
        EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
        EXPECT_EQ(why.diagnostics().ended_in, call_phase::credentials);
        EXPECT_EQ(why.diagnostics().times.credentials, 60s);
        EXPECT_EQ(why.diagnostics().deadline, 60s);
        EXPECT_EQ(b.wire->acquired, 0);
        EXPECT_TRUE(b.io.stopped()) << "something lingers";
    }
}

TEST(AskCredentials, DeadlineKeepsAnUnknownOutcomeUnknown) {
    call_bench b;
    b.wire->script({attempt::lost()});
    b.keys->on_load = [&b] {
        if (b.keys->loads > 1) b.keys->held.hold();
    };
    const call begun = begin(b, call_bench::write());
    let_the_deadline_pass(b);
    const failure why = failure_of(*begun);
    EXPECT_EQ(why.cause(), errc::outcome_unknown);
    EXPECT_EQ(why.diagnostics().ended_in, call_phase::credentials);
}

TEST(AskCredentials, StubbornProviderIsLeftBehindAtTheDeadline) {
    call_bench b;
    b.keys->held.hold();
    b.keys->ignores_cancellation = true;
    const call begun = begin(b, call_bench::read());
    ASSERT_FALSE(begun->done);
    let_the_deadline_pass(b);
    EXPECT_EQ(failure_of(*begun).cause(), errc::deadline_exceeded);
    EXPECT_EQ(b.keys->running, 1);
    EXPECT_FALSE(b.world->has_alarm());

    b.keys->held.release();
    b.settle();
    EXPECT_EQ(b.keys->running, 0) << "it ends by itself";
    EXPECT_TRUE(b.io.stopped());
}

TEST(AskCredentials, StubbornProviderIsLeftBehindByACancelledCall) {
    call_bench b;
    b.keys->held.hold();
    b.keys->ignores_cancellation = true;
    const failure why = b.is_canceled(call_bench::write(), {hangs_in_load()});
    EXPECT_EQ(why.cause(), errc::canceled);
    EXPECT_EQ(why.diagnostics().ended_in, call_phase::credentials);
    EXPECT_EQ(b.keys->running, 1);
    EXPECT_FALSE(b.world->has_alarm()) << "the alarm outlives the call";
    b.keys->held.release();
    b.settle();
    EXPECT_TRUE(b.io.stopped());
}

TEST(AskCredentials, ContextMayDieWhileAProviderIsAsked) {
    std::weak_ptr<scripted_provider> left;
    {
        call_bench b;
        b.keys->held.hold();
        b.keys->ignores_cancellation = true;
        left = b.keys;
        const call begun = begin(b, call_bench::read());
        EXPECT_EQ(b.keys->running, 1);
    }
    EXPECT_TRUE(left.expired()) << "what a dead context ran is gone";
}

TEST(AskCredentials, AlarmEndsWithTheProvidersAnswer) {
    call_bench b;
    b.read_succeeds({loads(example_keys()), attempt::answer()});  // after a turn of the context
    EXPECT_EQ(b.world->alarms_set, 1);
    b.settle();
    EXPECT_FALSE(b.world->has_alarm());
    EXPECT_TRUE(b.io.stopped());
}

TEST(AskCredentials, PromptProviderNeedsNoAlarm) {
    call_bench b;
    b.keys->immediate = true;
    b.read_succeeds({loads(example_keys()), attempt::answer()});
    EXPECT_EQ(b.world->alarms_set, 0);
}

TEST(AskCredentials, WhatIsCachedIsNotAskedFor) {
    call_bench b;
    b.keys->kept = example_keys();
    b.read_succeeds({attempt::answer()});
    EXPECT_EQ(b.keys->loads, 0);
}

TEST(AskCredentials, ProvidersExceptionIsAFailure) {
    call_bench b;
    b.keys->throws(std::runtime_error("no route"));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::missing_credentials);
    EXPECT_EQ(why.diagnostics().detail, "no route");

    call_bench own;
    own.keys->throws(error(errc::expired_token, {.detail = "yesterday"}));
    EXPECT_EQ(own.fail_read().cause(), errc::expired_token);

    call_bench odd;
    odd.keys->throws(5);
    EXPECT_EQ(odd.fail_read().cause(), errc::missing_credentials);
}

TEST(AskCredentials, ProvidersOwnAbortIsNoCancellation) {
    call_bench b;
    b.keys->throws(boost::system::system_error(make_error_code(boost::asio::error::operation_aborted)));
    EXPECT_EQ(b.fail_read().cause(), errc::missing_credentials);
}

}  // namespace
}  // namespace dynaco::test::ask_credentials_test
