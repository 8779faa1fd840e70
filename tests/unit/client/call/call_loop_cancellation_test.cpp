#include "unit/client/call_bench.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <string>

namespace dynaco::test::call_loop_cancellation_test {
namespace {

using attempt = scripted_attempt;

struct cancel_case {
    const char* name;
    std::function<void(call_bench&)> prepare;
    errc of_read;
    errc of_write;
};

class CallLoopCanceled : public testing::TestWithParam<cancel_case> {};

TEST_P(CallLoopCanceled, Ends) {
    for (const bool writes : {false, true}) {
        call_bench b;
        GetParam().prepare(b);
        cancellable_call call(b, writes ? call_bench::write() : call_bench::read());
        b.io.poll();
        ASSERT_FALSE(call.done) << "it was to hang";
        call.cancel();
        b.io.restart();
        b.io.poll();
        ASSERT_TRUE(call.done);
        EXPECT_EQ(call.why.cause(), writes ? GetParam().of_write : GetParam().of_read) << call.why.text();
        EXPECT_EQ(call.why.diagnostics().operation, writes ? "PutItem" : "GetItem");
        EXPECT_EQ(call.why.diagnostics().table, "accounts");
        EXPECT_EQ(b.wire->given_back, 0) << "the connection is used again";
        EXPECT_TRUE(b.io.stopped()) << "something lingers";
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopCanceled,
    testing::Values(
        cancel_case{"WaitingForCredentials", [](call_bench& b) { b.keys->hanging = true; }, errc::canceled,
                    errc::canceled},
        cancel_case{"WaitingForAConnection",
                    [](call_bench& b) { b.wire->script({attempt::answer().hanging_lease()}); },
                    errc::canceled, errc::canceled},
        cancel_case{"InTheExchange",
                    [](call_bench& b) { b.wire->script({attempt::answer().hanging_exchange()}); },
                    errc::canceled, errc::outcome_unknown},
        cancel_case{
            "WaitingForAnotherConnectionAfterALostOne",
            [](call_bench& b) {
                b.wire->script({attempt::broken(errc::connection_lost), attempt::answer().hanging_lease()});
            },
            errc::canceled, errc::outcome_unknown},
        cancel_case{"WaitingForAnotherConnectionAfterThrottling",
                    [](call_bench& b) {
                        b.wire->script({attempt::no_connection(errc::connect_failed),
                                        attempt::answer().hanging_lease()});
                    },
                    errc::canceled, errc::canceled}),
    [](const auto& tried) { return std::string(tried.param.name); });

// The signal is emitted while the coroutine runs: it takes effect at the next suspension.
struct cancel_between_case {
    const char* name;
    std::function<void(call_bench&, std::function<void()> cancel)> prepare;
    errc of_write;
    std::size_t sent;
};

class CallLoopCanceledBetween : public testing::TestWithParam<cancel_between_case> {};

TEST_P(CallLoopCanceledBetween, Ends) {
    call_bench b;
    std::function<void()> cancel;
    GetParam().prepare(b, [&cancel] { cancel(); });
    cancellable_call call(b, call_bench::write());
    cancel = [&call] { call.cancel(); };
    b.io.poll();
    ASSERT_TRUE(call.done);
    EXPECT_EQ(call.why.cause(), GetParam().of_write) << call.why.text();
    EXPECT_EQ(b.wire->sent.size(), GetParam().sent);
    EXPECT_TRUE(b.io.stopped());
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopCanceledBetween,
    testing::Values(
        cancel_between_case{
            "CredentialsAndConnection",
            [](call_bench& b, std::function<void()> cancel) { b.keys->on_get = std::move(cancel); },
            errc::canceled, 0},
        cancel_between_case{"ConnectionAndExchange",
                            [](call_bench& b, std::function<void()> cancel) {
                                b.wire->script({attempt::answer().when_leased(std::move(cancel))});
                            },
                            errc::canceled, 0},
        cancel_between_case{
            "ExchangeAndPause",
            [](call_bench& b, std::function<void()> cancel) {
                b.wire->script(
                    {attempt::service_error(400, "ThrottlingException").when_sent(std::move(cancel))});
            },
            errc::canceled, 1},
        cancel_between_case{"LostExchangeAndPause",
                            [](call_bench& b, std::function<void()> cancel) {
                                b.wire->script(
                                    {attempt::broken(errc::connection_lost).when_sent(std::move(cancel))});
                            },
                            errc::outcome_unknown, 1},
        cancel_between_case{"PauseAndTheNextAttempt",
                            [](call_bench& b, std::function<void()> cancel) {
                                b.wire->script({attempt::no_connection(errc::connect_failed)});
                                b.world->on_sleep = std::move(cancel);
                            },
                            errc::canceled, 0}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(CallLoop, CancelledAfterTheReplyIsASuccess) {
    call_bench b;
    boost::asio::cancellation_signal signal;
    b.wire->script(
        {attempt::answer().when_sent([&signal] { signal.emit(boost::asio::cancellation_type::terminal); })});
    bool succeeded = false;
    boost::asio::co_spawn(
        b.io, b.start_call(call_bench::write()),
        boost::asio::bind_cancellation_slot(
            signal.slot(), [&](const std::exception_ptr& thrown, const result<reply>& outcome) {
                succeeded = !thrown && outcome.has_value();
            }));
    b.io.poll();
    EXPECT_TRUE(succeeded);
}

TEST(CallLoop, MayBeForgottenUnderWay) {
    auto b = std::make_unique<call_bench>();
    b->wire->script({attempt::answer().hanging_exchange()});
    const auto call = start(b->io.get_executor(), b->start_call(call_bench::write()));
    b->io.poll();
    EXPECT_TRUE(b->wire->hangs);
    EXPECT_FALSE(call->done);
}

}  // namespace
}  // namespace dynaco::test::call_loop_cancellation_test
