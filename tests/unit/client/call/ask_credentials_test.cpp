#include "unit/client/call_bench.hpp"

#include <boost/asio/redirect_error.hpp>
#include <gtest/gtest.h>

#include <stdexcept>

namespace dynaco::test::ask_credentials_test {
namespace {

using std::chrono::seconds;
using attempt = scripted_attempt;
using boost::asio::awaitable;
using snapshot = std::shared_ptr<const credentials>;

snapshot some_keys() {
    return std::make_shared<const credentials>(
        credentials{.access_key_id = access_key, .secret_access_key = secret_key});
}

/// Ignores cancellation: waits until the test releases it.
class stubborn_provider final : public credentials_provider {
 public:
    explicit stubborn_provider(boost::asio::io_context& io)
        : bell(io, boost::asio::steady_timer::time_point::max()) {}

    awaitable<result<snapshot>> get() override {
        co_await boost::asio::this_coro::reset_cancellation_state(boost::asio::disable_cancellation());
        boost::system::error_code ignored;
        co_await bell.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        ++ended;
        co_return some_keys();
    }

    boost::asio::steady_timer bell;
    int ended = 0;
};

class throwing_provider final : public credentials_provider {
 public:
    explicit throwing_provider(std::exception_ptr what) : what_(std::move(what)) {}
    awaitable<result<snapshot>> get() override {
        std::rethrow_exception(what_);
        co_return some_keys();
    }

 private:
    std::exception_ptr what_;
};

/// Returns its result at once, but only from `get`.
class prompt_provider final : public credentials_provider {
 public:
    explicit prompt_provider(bool cached) : cached_(cached) {}
    [[nodiscard]] snapshot cached() noexcept override { return cached_ ? keys_ : nullptr; }
    awaitable<result<snapshot>> get() override {
        ++asked;
        co_return keys_;
    }
    int asked = 0;

 private:
    snapshot keys_ = some_keys();
    bool cached_;
};

/// Runs a call in a bench to its end.
struct pending_call {
    pending_call(call_bench& b, encoded_request request)
        : outcome(start(b.io.get_executor(), b.start_call(std::move(request)))) {
        b.io.poll();
    }
    [[nodiscard]] failure why() const {
        if (!outcome->done || outcome->thrown || *outcome->value) {
            ADD_FAILURE() << "the call did not fail";
            return {};
        }
        return outcome->value->error();
    }
    std::shared_ptr<pending<result<reply>>> outcome;
};

void let_the_deadline_pass(call_bench& b) {
    ASSERT_TRUE(b.world->has_alarm());
    b.world->advance_to_alarm();
    b.io.restart();
    b.io.poll();
}

TEST(AskCredentials, HangingProviderIsInterruptedByTheDeadline) {
    for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
        call_bench b;
        b.keys->hanging = true;
        const pending_call call(b, request);
        ASSERT_FALSE(call.outcome->done);
        let_the_deadline_pass(b);
        const failure why = call.why();
        EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
        EXPECT_EQ(why.diagnostics().ended_in, call_phase::credentials);
        EXPECT_EQ(why.diagnostics().times.credentials, seconds(60));
        EXPECT_EQ(why.diagnostics().deadline, seconds(60));
        EXPECT_EQ(b.wire->acquired, 0);
        EXPECT_TRUE(b.io.stopped()) << "something lingers";
    }
}

TEST(AskCredentials, DeadlineKeepsAnUnknownOutcomeUnknown) {
    call_bench b;
    b.wire->script({attempt::broken(errc::connection_lost)});
    int asked = 0;
    b.keys->on_get = [&] { b.keys->hanging = ++asked > 1; };
    const pending_call call(b, call_bench::write());
    let_the_deadline_pass(b);
    EXPECT_EQ(call.why().cause(), errc::outcome_unknown);
    EXPECT_EQ(call.why().diagnostics().ended_in, call_phase::credentials);
}

TEST(AskCredentials, StubbornProviderIsLeftBehindAtTheDeadline) {
    call_bench b;
    auto provider = std::make_shared<stubborn_provider>(b.io);
    b.use(provider);
    const pending_call call(b, call_bench::read());
    ASSERT_FALSE(call.outcome->done);
    let_the_deadline_pass(b);
    EXPECT_EQ(call.why().cause(), errc::deadline_exceeded);
    EXPECT_EQ(provider->ended, 0);
    EXPECT_FALSE(b.world->has_alarm());

    provider->bell.cancel();
    b.io.restart();
    b.io.poll();
    EXPECT_EQ(provider->ended, 1) << "it ends by itself";
    EXPECT_TRUE(b.io.stopped());
}

TEST(AskCredentials, StubbornProviderIsLeftBehindByACancelledCall) {
    call_bench b;
    auto provider = std::make_shared<stubborn_provider>(b.io);
    b.use(provider);
    cancellable_call call(b, call_bench::write());
    b.io.poll();
    call.cancel();
    b.io.restart();
    b.io.poll();
    ASSERT_TRUE(call.done);
    EXPECT_EQ(call.why.cause(), errc::canceled);
    EXPECT_EQ(call.why.diagnostics().ended_in, call_phase::credentials);
    EXPECT_FALSE(b.world->has_alarm()) << "the alarm outlives the call";
    provider->bell.cancel();
    b.io.restart();
    b.io.poll();
    EXPECT_TRUE(b.io.stopped());
}

TEST(AskCredentials, ContextMayDieWhileAProviderIsAsked) {
    std::weak_ptr<stubborn_provider> left;
    {
        call_bench b;
        auto provider = std::make_shared<stubborn_provider>(b.io);
        left = provider;
        b.use(std::move(provider));
        const pending_call call(b, call_bench::read());
        EXPECT_FALSE(left.expired());
    }
    EXPECT_TRUE(left.expired()) << "what a dead context ran is gone";
}

TEST(AskCredentials, AlarmEndsWithTheProvidersAnswer) {
    call_bench b;
    b.wire->script({attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));  // the scripted provider answers after a turn
    EXPECT_EQ(b.world->alarms_set, 1);
    b.io.restart();
    b.io.poll();
    EXPECT_FALSE(b.world->has_alarm());
    EXPECT_TRUE(b.io.stopped());
}

TEST(AskCredentials, PromptProviderNeedsNoAlarm) {
    call_bench b;
    auto provider = std::make_shared<prompt_provider>(false);
    b.use(provider);
    b.wire->script({attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(provider->asked, 1);
    EXPECT_EQ(b.world->alarms_set, 0);
}

TEST(AskCredentials, WhatIsCachedIsNotAskedFor) {
    call_bench b;
    auto provider = std::make_shared<prompt_provider>(true);
    b.use(provider);
    b.wire->script({attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(provider->asked, 0);
}

TEST(AskCredentials, ProvidersExceptionIsAFailure) {
    call_bench b;
    b.use(std::make_shared<throwing_provider>(std::make_exception_ptr(std::runtime_error("no route"))));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::missing_credentials);
    EXPECT_EQ(why.diagnostics().detail, "no route");

    call_bench own;
    own.use(std::make_shared<throwing_provider>(
        std::make_exception_ptr(error(errc::expired_token, {.detail = "yesterday"}))));
    EXPECT_EQ(own.fail_read().cause(), errc::expired_token);

    call_bench odd;
    odd.use(std::make_shared<throwing_provider>(std::make_exception_ptr(5)));
    EXPECT_EQ(odd.fail_read().cause(), errc::missing_credentials);
}

TEST(AskCredentials, ProvidersOwnAbortIsNoCancellation) {
    call_bench b;
    b.use(std::make_shared<throwing_provider>(std::make_exception_ptr(
        boost::system::system_error(make_error_code(boost::asio::error::operation_aborted)))));
    EXPECT_EQ(b.fail_read().cause(), errc::missing_credentials);
}

}  // namespace
}  // namespace dynaco::test::ask_credentials_test
