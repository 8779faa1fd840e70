#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace dynaco::test::call_loop_cancellation_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;

const attempt hanging_lease = attempt::answer().hanging_lease();

struct cancel_case {
    const char* name;
    std::vector<step> steps;  // it is cancelled in the last one
    errc of_read;
    errc of_write;
};

class CallLoopCanceled : public testing::TestWithParam<cancel_case> {};

TEST_P(CallLoopCanceled, EndsAndGivesItsConnectionUp) {
    for (const bool writes : {false, true}) {
        call_bench b;
        const failure why =
            b.is_canceled(writes ? call_bench::write() : call_bench::read(), GetParam().steps);
        EXPECT_EQ(why.cause(), writes ? GetParam().of_write : GetParam().of_read) << why.text();
        EXPECT_EQ(why.diagnostics().operation, writes ? "PutItem" : "GetItem");
        EXPECT_EQ(why.diagnostics().table, "accounts");
        EXPECT_EQ(b.wire->given_back, 0) << "the connection is used again";
        EXPECT_TRUE(b.io.stopped()) << "something lingers";
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopCanceled,
    testing::Values(cancel_case{"WaitingForCredentials", {hangs_in_load()}, errc::canceled, errc::canceled},
                    cancel_case{"WaitingForAConnection", {hanging_lease}, errc::canceled, errc::canceled},
                    cancel_case{"InTheExchange",
                                {attempt::answer().hanging_exchange()},
                                errc::canceled,
                                errc::outcome_unknown},
                    cancel_case{"WaitingForAnotherConnectionAfterALostOne",
                                {attempt::lost(), sleeps(12ms), hanging_lease},
                                errc::canceled,
                                errc::outcome_unknown},
                    cancel_case{"WaitingForAnotherConnectionAfterARefusedOne",
                                {attempt::no_connection(errc::connect_failed), sleeps(12ms), hanging_lease},
                                errc::canceled,
                                errc::canceled}),
    [](const auto& tried) { return std::string(tried.param.name); });

// The signal is emitted while the coroutine runs: it takes effect at the next suspension.
struct cancel_between_case {
    const char* name;
    std::function<void(call_bench&, std::function<void()> cancel)> prepare;
    errc of_write;
    std::size_t sent;
};

class CallLoopCanceledBetween : public testing::TestWithParam<cancel_between_case> {};

TEST_P(CallLoopCanceledBetween, EndsAtTheNextSuspension) {
    call_bench b;
    std::function<void()> cancel;
    GetParam().prepare(b, [&cancel] { cancel(); });
    const auto call = start_cancellable(b.io.get_executor(), b.start_call(call_bench::write()));
    cancel = [&call] { call->cancel(); };
    b.settle();
    const failure why = failure_of(*call);
    EXPECT_EQ(why.cause(), GetParam().of_write) << why.text();
    EXPECT_EQ(b.wire->sent.size(), GetParam().sent);
    EXPECT_TRUE(b.io.stopped());
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopCanceledBetween,
    testing::Values(cancel_between_case{"CredentialsAndConnection",
                                        [](call_bench& b, std::function<void()> cancel) {
                                            b.keys->on_load = std::move(cancel);
                                        },
                                        errc::canceled, 0},
                    cancel_between_case{"ConnectionAndExchange",
                                        [](call_bench& b, std::function<void()> cancel) {
                                            b.wire->script(
                                                {attempt::answer().when_leased(std::move(cancel))});
                                        },
                                        errc::canceled, 0},
                    cancel_between_case{"ExchangeAndPause",
                                        [](call_bench& b, std::function<void()> cancel) {
                                            b.wire->script(
                                                {attempt::throttled().when_sent(std::move(cancel))});
                                        },
                                        errc::canceled, 1},
                    cancel_between_case{"LostExchangeAndPause",
                                        [](call_bench& b, std::function<void()> cancel) {
                                            b.wire->script({attempt::lost().when_sent(std::move(cancel))});
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
    std::function<void()> cancel;
    b.wire->script({attempt::answer().when_sent([&cancel] { cancel(); })});
    const auto call = start_cancellable(b.io.get_executor(), b.start_call(call_bench::write()));
    cancel = [&call] { call->cancel(); };
    b.settle();
    ASSERT_TRUE(call->done);
    EXPECT_TRUE(call->get());
}

TEST(CallLoop, MayBeForgottenUnderWay) {
    auto b = std::make_unique<call_bench>();
    b->wire->script({attempt::answer().hanging_exchange()});
    const auto call = start(b->io.get_executor(), b->start_call(call_bench::write()));
    b->io.poll();
    EXPECT_TRUE(b->wire->hangs.has_waiting());
    EXPECT_FALSE(call->done);
}

}  // namespace
}  // namespace dynaco::test::call_loop_cancellation_test
