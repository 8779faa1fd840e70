#include "cancellation/operations.hpp"
#include "cancellation/outcome.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

/// Every call, ended after every step of it.
namespace dynaco::test::scripted_test {
namespace {

using attempt = scripted_attempt;
using boost::asio::cancellation_type;
using std::chrono::seconds;

constexpr int too_many_steps = 2000;

/// The attempts before the first good reply.
enum class trouble { none, throttled, lost, stale };

std::vector<attempt> script_of(const api_call& call, trouble first) {
    std::vector<attempt> all;
    if (first == trouble::throttled) all.push_back(attempt::throttled());
    if (first == trouble::lost) all.push_back(attempt::lost());
    if (first == trouble::stale) all.push_back(attempt::stale());
    for (const canned_reply& each : call.replies) all.push_back(attempt::answer(each.body, each.status));
    return all;
}

struct scripted_call {
    scripted_call(const api_call& call, trouble first, client_options options = {})
        : bench(options), db(bench.loop) {
        bench.wire->script(script_of(call, first));
    }

    [[nodiscard]] bool sent_a_change() const {
        return std::ranges::any_of(bench.wire->sent, [](const sent_request& each) {
            return changes_something(each.header("x-amz-target"));
        });
    }
    [[nodiscard]] bool began() const { return bench.keys->loads > 0; }

    call_bench bench;
    client db;
};

class EveryCall : public testing::TestWithParam<api_call> {};

// Checks a call that has ended, for any reason, and the client after it.
void expect_sound(scripted_call& c, const watched_call& call) {
    EXPECT_EQ(call.endings, 1);
    EXPECT_EQ(c.bench.wire->given_back + c.bench.wire->thrown_away, c.bench.wire->leased);
    EXPECT_TRUE(c.bench.io.stopped()) << "something lingers";
    EXPECT_FALSE(c.bench.world->has_alarm());
    c.bench.wire->forget_script();
    c.bench.wire->script({attempt::answer(R"({"TableNames":["next"]})")});
    const auto next = run(c.bench.io, c.db.send(list_tables{}));
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(next->table_names.at(0), "next");
}

void run_dry(scripted_call& c) {
    c.bench.io.restart();
    c.bench.io.poll();
}

void expect_canceled(const api_call& which, const scripted_call& c, const watched_call& call) {
    if (call.succeeded()) return;  // it was too late to cancel
    if (call.aborted) {
        EXPECT_TRUE(which.several || !c.began()) << "Asio's exception came out of a call: " << call.text;
    } else if (call.cause == errc::outcome_unknown) {
        EXPECT_TRUE(c.sent_a_change()) << call.text;
    } else {
        EXPECT_EQ(call.cause, errc::canceled) << call.text;
    }
}

TEST_P(EveryCall, CanBeCancelledAfterEveryStep) {
    for (const trouble first : {trouble::none, trouble::throttled, trouble::lost, trouble::stale}) {
        bool ended_by_itself = false;
        for (int steps = 0; !ended_by_itself && steps < too_many_steps; ++steps) {
            SCOPED_TRACE("trouble " + std::to_string(static_cast<int>(first)) + ", cancelled after " +
                         std::to_string(steps) + " steps");
            scripted_call c(GetParam(), first);
            watched_call call(c.bench.io, GetParam().run(c.db));
            for (int i = 0; i < steps && call.endings == 0; ++i) c.bench.io.poll_one();
            ended_by_itself = call.endings > 0;
            if (!ended_by_itself) call.cancel();
            run_dry(c);
            if (ended_by_itself) {
                EXPECT_TRUE(call.succeeded()) << call.text;
                EXPECT_EQ(c.bench.wire->unused(), 0U);
            } else {
                expect_canceled(GetParam(), c, call);
            }
            ASSERT_NO_FATAL_FAILURE(expect_sound(c, call));
            if (HasFailure()) return;
        }
        EXPECT_TRUE(ended_by_itself);
    }
}

// Coroutines react to terminal cancellation only, unless they enable more.
TEST_P(EveryCall, LesserCancellationsAreNotHeeded) {
    for (const cancellation_type type : {cancellation_type::partial, cancellation_type::total}) {
        for (int steps = 0; steps < too_many_steps; ++steps) {
            scripted_call c(GetParam(), trouble::none);
            watched_call call(c.bench.io, GetParam().run(c.db));
            for (int i = 0; i < steps && call.endings == 0; ++i) c.bench.io.poll_one();
            const bool ended_by_itself = call.endings > 0;
            if (!ended_by_itself) call.cancel(type);
            run_dry(c);
            EXPECT_TRUE(call.succeeded()) << call.text;
            if (HasFailure() || ended_by_itself) break;
        }
    }
}

TEST_P(EveryCall, ContextMayDieAfterEveryStep) {
    bool ended_by_itself = false;
    for (int steps = 0; !ended_by_itself && steps < too_many_steps; ++steps) {
        scripted_call c(GetParam(), trouble::throttled);
        watched_call call(c.bench.io, GetParam().run(c.db));
        for (int i = 0; i < steps && call.endings == 0; ++i) c.bench.io.poll_one();
        ended_by_itself = call.endings > 0;
    }
    EXPECT_TRUE(ended_by_itself);  // the sanitizer finds leaks
}

// Every step takes a second; the deadline passes after each of them.
TEST_P(EveryCall, EndsByUntilWhateverItIsDoing) {
    bool in_time = false;
    for (int limit = 0; !in_time && limit < too_many_steps; ++limit) {
        SCOPED_TRACE("until " + std::to_string(limit) + " s");
        scripted_call c(GetParam(), trouble::none);
        c.bench.wire->forget_script();
        for (const attempt& each : script_of(GetParam(), trouble::lost))
            c.bench.wire->script({each.lease_takes(seconds(1)).exchange_takes(seconds(1))});
        c.bench.credentials_take(seconds(1));
        const auto until = c.bench.world->now() + seconds(limit);
        watched_call call(c.bench.io, GetParam().run(c.db.with({.until = until})));
        run_dry(c);
        in_time = call.succeeded();
        const bool for_good_reason = call.cause == errc::deadline_exceeded ||
                                     (call.cause == errc::outcome_unknown && c.sent_a_change()) ||
                                     call.cause == errc::connection_lost;  // no time for another attempt
        EXPECT_TRUE(in_time || for_good_reason) << call.text;
        // A running step notices the deadline one step later; three segments have three running steps.
        EXPECT_LE(c.bench.world->now(), until + seconds(3));
        ASSERT_NO_FATAL_FAILURE(expect_sound(c, call));
        if (HasFailure()) return;
    }
    EXPECT_TRUE(in_time);
}

INSTANTIATE_TEST_SUITE_P(Of, EveryCall, testing::ValuesIn(every_api_call()),
                         [](const auto& tried) { return std::string(tried.param.name); });

}  // namespace
}  // namespace dynaco::test::scripted_test
