#include "unit/client/call_bench.hpp"

#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/access.hpp>

#include <gtest/gtest.h>

#include <chrono>

/// Calls that end at a point in time, besides their own limits.
namespace dynaco::test::until_test {
namespace {

using detail::client_access;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;
using time_point = std::chrono::steady_clock::time_point;

struct Until : testing::Test {
    result<reply> call(const client& with) { return run(bench.io, with.call(call_bench::write())); }
    failure fail(const client& with) {
        const result<reply> outcome = call(with);
        if (outcome) ADD_FAILURE() << "the call succeeded";
        return outcome ? failure() : outcome.error();
    }
    /// The duration of a sleep of the client.
    milliseconds slept(boost::asio::awaitable<void> sleep) {
        const auto begin = bench.world->now();
        run(bench.io, done(std::move(sleep)));
        return std::chrono::duration_cast<milliseconds>(bench.world->now() - begin);
    }
    static boost::asio::awaitable<bool> done(boost::asio::awaitable<void> call) {
        co_await std::move(call);
        co_return true;
    }
    [[nodiscard]] time_point in(nanoseconds time) const { return bench.world->now() + time; }

    call_bench bench{};
    client db{bench.loop};
};

TEST_F(Until, APastOneEndsACallBeforeItBegins) {
    for (const time_point then : {time_point::min(), time_point(), in(-seconds(1)), in(seconds(0))}) {
        const failure why = fail(db.with({.until = then}));
        EXPECT_EQ(why.cause(), errc::deadline_exceeded);
        EXPECT_EQ(why.diagnostics().operation, "PutItem");
        EXPECT_EQ(why.diagnostics().table, "accounts");
        EXPECT_EQ(why.diagnostics().attempts, 0);
        EXPECT_EQ(why.diagnostics().ended_in, call_phase::none);
    }
    EXPECT_EQ(bench.keys->loads, 0);
    EXPECT_EQ(bench.wire->acquired, 0);
}

TEST_F(Until, TheEarlierLimitCounts) {
    bench.wire->script({attempt::answer().exchange_takes(seconds(100))});
    const failure why = fail(db.with({.deadline = seconds(60), .until = in(seconds(5))}));
    EXPECT_EQ(why.cause(), errc::outcome_unknown) << "it was sent";
    EXPECT_EQ(why.diagnostics().deadline, seconds(5));
    EXPECT_EQ(why.diagnostics().ended_in, call_phase::exchange);

    bench.wire->script({attempt::answer().lease_takes(seconds(100))});
    const failure own = fail(db.with({.deadline = seconds(3), .until = in(seconds(5))}));
    EXPECT_EQ(own.cause(), errc::deadline_exceeded);
    EXPECT_EQ(own.diagnostics().times.lease, seconds(3));
    EXPECT_EQ(own.diagnostics().ended_in, call_phase::lease);
}

TEST_F(Until, PausesEndByThen) {
    const client limited = db.with({.until = in(seconds(5))});
    EXPECT_EQ(slept(client_access::sleep_for(limited, seconds(2))), seconds(2));
    EXPECT_EQ(slept(limited.pause(seconds(4))), seconds(2)) << "jitter is one half";
    EXPECT_FALSE(client_access::late(limited));
    EXPECT_EQ(slept(client_access::sleep_for(limited, seconds(2))), seconds(1));
    EXPECT_TRUE(client_access::late(limited));
    EXPECT_EQ(slept(limited.pause(seconds(4))), seconds(0));
    EXPECT_EQ(slept(client_access::sleep_for(db.with({.until = time_point::min()}), seconds(1))), seconds(0));
    EXPECT_EQ(slept(client_access::sleep_for(db, hours(1))), hours(1)) << "without it there is no limit";
}

TEST_F(Until, EndingByNeverPutsItOff) {
    const client early = db.ending_by(in(seconds(1))).ending_by(in(seconds(9)));
    EXPECT_EQ(slept(client_access::sleep_for(early, seconds(20))), seconds(1));
    EXPECT_FALSE(client_access::late(db)) << "it is a client of its own";
}

TEST_F(Until, WithinDeadlineIsTheTimeOfOneCall) {
    const client whole = client_access::within_deadline(db);
    EXPECT_EQ(slept(client_access::sleep_for(whole, hours(1))), seconds(60));
    const client rest = client_access::within_deadline(db.with({.deadline = seconds(8)}), seconds(3));
    EXPECT_EQ(slept(client_access::sleep_for(rest, hours(1))), seconds(5));
    EXPECT_TRUE(client_access::late(client_access::within_deadline(db, hours(1))));
}

TEST_F(Until, NoDeadlineIsTooLong) {
    const client long_one = client_access::within_deadline(db.with({.deadline = milliseconds::max()}));
    EXPECT_FALSE(client_access::late(long_one));
    bench.wire->script({attempt::answer()});
    EXPECT_TRUE(call(long_one));
}

}  // namespace
}  // namespace dynaco::test::until_test
