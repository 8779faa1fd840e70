#include "unit/transport/pool_state_bench.hpp"

#include <chrono>

/// Connections to one origin.
namespace dynaco::test::pool_state_test {
namespace {

using std::chrono::seconds;
using bench = pool_state_bench;

TEST(PoolState, StartsEmpty) {
    bench b;
    EXPECT_EQ(b.take('A', 0, std::nullopt), said{});
    EXPECT_EQ(b.counts(), connection_statistics{});
}

TEST(PoolState, OpensForEachWhoWaitsUpToTheLimit) {
    bench b;
    EXPECT_EQ(b.wait(), said{"open A"});
    EXPECT_EQ(b.wait(), said{"open A"});
    EXPECT_EQ(b.wait(), said{});
    b.expect('A', 0, 0, 2, 3);
}

TEST(PoolState, LimitOfOneOrigin) {
    bench b({.max_connections = 5, .max_per_origin = 2, .max_age = seconds(0)});
    b.use('A', 2);
    EXPECT_EQ(b.wait(), said{});
    EXPECT_EQ(b.released(1), said{"grant 1 to 3"});
    b.expect('A', 0, 2, 0, 0);
}

TEST(PoolState, ServesInTheOrderOfArrival) {
    bench b;
    (void)b.wait(), (void)b.wait(), (void)b.wait();
    EXPECT_EQ(b.opened(), said{"grant 0 to 1"});
    EXPECT_EQ(b.opened(), said{"grant 1 to 2"});
    EXPECT_EQ(b.released(1), said{"grant 1 to 3"});
    EXPECT_EQ(b.released(0), said{});
    b.expect('A', 1, 1, 0, 0);
}

TEST(PoolState, ConnectionUsedLastIsUsedNext) {
    bench b;
    b.use('A', 2);
    (void)b.released(1, 1), (void)b.released(0, 2);
    EXPECT_EQ(b.take('A', 3, 0U), said{});
    EXPECT_EQ(b.take('A', 3, 1U), said{});
    EXPECT_EQ(b.take('A', 3, std::nullopt), said{});
    b.expect('A', 0, 2, 0, 0);
}

TEST(PoolState, NobodyPassesThoseWhoWait) {
    bench b(1);
    b.use('A', 1);
    (void)b.wait();
    EXPECT_EQ(b.take('A', 0, std::nullopt), said{});
    EXPECT_EQ(b.released(0), said{"grant 0 to 2"});
}

TEST(PoolState, ConnectionThatHasBecomeIdleIsNotWaitedFor) {
    bench b(1);
    b.use('A', 1);
    EXPECT_EQ(b.take('A', 0, std::nullopt), said{});
    (void)b.released(0);  // by another thread, between two calls of this one
    EXPECT_EQ(b.wait(), said{"grant 0 to 2"});
    b.expect('A', 0, 1, 0, 0);
}

// --- openings that fail, calls that stop waiting ---

TEST(PoolState, ConnectionThatCannotBeOpenedFailsTheFirst) {
    bench b(1);
    (void)b.wait(), (void)b.wait();
    EXPECT_EQ(b.open_failed(), (said{"fail 1", "open A"})) << "the next has not been tried for yet";
    EXPECT_EQ(b.opened(), said{"grant 0 to 2"});
    b.expect('A', 0, 1, 0, 0);
}

TEST(PoolState, OpeningsThatFailForNobodyAreNotRepeated) {
    bench b;
    (void)b.wait();
    b.abandon(1);
    EXPECT_EQ(b.open_failed(), said{});
    b.expect('A', 0, 0, 0, 0);
}

TEST(PoolState, FailureIsNoFailureIfAnotherOpeningIsOnItsWay) {
    bench b;
    (void)b.wait(), (void)b.wait();
    b.abandon(1);
    EXPECT_EQ(b.open_failed(), said{});
    EXPECT_EQ(b.open_failed(), said{"fail 2"});
}

TEST(PoolState, AbandonedOpeningServesTheNext) {
    bench b;
    (void)b.wait();
    b.abandon(1);
    EXPECT_EQ(b.wait(), said{}) << "one is on its way already";
    EXPECT_EQ(b.opened(), said{"grant 0 to 2"});
}

TEST(PoolState, AbandonedOpeningBecomesIdle) {
    bench b;
    (void)b.wait();
    b.abandon(1);
    EXPECT_EQ(b.opened(), said{});
    EXPECT_EQ(b.take('A', 0, 0U), said{});
}

TEST(PoolState, AbandoningTwiceOrTooLateDoesNothing) {
    bench b(1);
    (void)b.wait(), (void)b.wait(), (void)b.wait();
    b.abandon(2);
    b.abandon(2);
    EXPECT_EQ(b.opened(), said{"grant 0 to 1"});
    b.abandon(1);
    EXPECT_EQ(b.released(0), said{"grant 0 to 3"});
    b.expect('A', 0, 1, 0, 0);
}

TEST(PoolState, LostConnectionMakesRoom) {
    bench b(1);
    b.use('A', 1);
    (void)b.wait(), (void)b.wait();
    EXPECT_EQ(b.lost(0), said{"open A"});
    b.expect('A', 0, 0, 1, 2);
}

TEST(PoolState, ReleaseServesAndTheOpeningThatIsLeftBecomesIdle) {
    bench b(2);
    b.use('A', 1);
    EXPECT_EQ(b.wait(), said{"open A"});
    EXPECT_EQ(b.released(0), said{"grant 0 to 2"});
    EXPECT_EQ(b.opened(), said{});
    b.expect('A', 1, 1, 0, 0);
}

TEST(PoolState, TooManyInLineAreRefused) {
    bench b({.max_connections = 1, .max_waiting = 2, .max_age = seconds(0)});
    EXPECT_EQ(b.wait(), said{"open A"}) << "one is being opened for this one: it is not in line";
    (void)b.wait('A'), (void)b.wait('B');
    EXPECT_EQ(b.wait('A'), said{});
    EXPECT_FALSE(b.ticket);
    EXPECT_EQ(b.wait('C'), said{});
    EXPECT_FALSE(b.ticket) << "the line is as long as all origins' together";
    EXPECT_EQ(b.counts('A').refused_waits, 1U);
    EXPECT_EQ(b.counts('C').refused_waits, 1U);
    b.abandon(2);
    (void)b.wait('C');
    EXPECT_TRUE(b.ticket);
}

TEST(PoolState, WithoutALineOnlyConnectionsThatMayBeOpenedAreWaitedFor) {
    bench b({.max_connections = 2, .max_waiting = 0, .max_age = seconds(0)});
    EXPECT_EQ(b.wait(), said{"open A"});
    EXPECT_EQ(b.wait(), said{"open A"});
    EXPECT_EQ(b.wait(), said{});
    EXPECT_FALSE(b.ticket);
    b.expect('A', 0, 0, 2, 2);
}

// --- the end of connections ---

TEST(PoolState, ClosesWhatWasIdleForTooLong) {
    bench b(3);
    b.use('A', 3);
    (void)b.released(0, 0), (void)b.released(1, 10), (void)b.released(2, 20);
    EXPECT_EQ(b.take('A', 60, 2U), (said{"close 0", "close 1"})) << "exactly 50 s is too long";
    b.expect('A', 0, 1, 0, 0);
    EXPECT_EQ(b.released(2, 60), said{});
    EXPECT_EQ(b.take('A', 110, std::nullopt), said{"close 2"});
    b.expect('A', 0, 0, 0, 0);
    EXPECT_EQ(b.counts().closed.idle, 3U);
}

TEST(PoolState, WhateverTouchesThePoolClosesWhatIsIdleForTooLongAnywhere) {
    const auto with_idle_b = [] {
        bench b(4);
        b.use('A', 1), b.use('B', 1);
        (void)b.released(1, 0);
        return b;
    };
    auto b = with_idle_b();
    EXPECT_EQ(b.released(0, 50), said{"close 1"});
    b = with_idle_b();
    EXPECT_EQ(b.take('A', 50, std::nullopt), said{"close 1"});
    b = with_idle_b();
    EXPECT_EQ(b.wait('A', 50), (said{"close 1", "open A"}));
    b = with_idle_b();
    (void)b.wait('C', 49);
    EXPECT_EQ(b.opened('C', 50), (said{"close 1", "grant 2 to 3"}));
    b = with_idle_b();
    (void)b.wait('C', 49);
    EXPECT_EQ(b.open_failed('C', 50), (said{"close 1", "fail 3"}));
}

TEST(PoolState, OldConnectionsAreClosedWhenTheyComeBack) {
    bench b({.max_connections = 2, .max_age = seconds(100)});
    b.use('A', 2);
    EXPECT_EQ(b.released(0, 99), said{});
    EXPECT_EQ(b.released(1, 100), said{"close 1"});
    EXPECT_EQ(b.counts().closed.age, 1U);
    b.expect('A', 1, 0, 0, 0);
}

TEST(PoolState, OldConnectionsAreClosedInsteadOfBeingUsedAgain) {
    bench b({.max_connections = 3, .max_age = seconds(100)});
    b.use('A', 1, 0), b.use('A', 1, 60), b.use('A', 1, 0);
    (void)b.released(1, 80), (void)b.released(0, 90), (void)b.released(2, 95);
    EXPECT_EQ(b.take('A', 105, 1U), (said{"close 2", "close 0"}));
    EXPECT_EQ(b.counts().closed.age, 2U);
}

TEST(PoolState, AnOldConnectionGivesItsPlaceToWhoWaits) {
    bench b({.max_connections = 1, .max_age = seconds(100)});
    b.use('A', 1);
    (void)b.wait();
    EXPECT_EQ(b.released(0, 200), (said{"close 0", "open A"}));
}

TEST(PoolState, AgesDifferByATenthEitherWay) {
    bench b({.max_connections = 3, .idle_timeout = seconds(1000), .max_age = seconds(100)});
    b.use('A', 1, 0, 0.0), b.use('A', 1, 0, 0.999), b.use('A', 1, 0, 0.5);
    EXPECT_EQ(b.released(0, 89), said{});
    EXPECT_EQ(b.take('A', 89, 0U), said{});
    EXPECT_EQ(b.released(0, 90), said{"close 0"});
    EXPECT_EQ(b.released(1, 109), said{});
    EXPECT_EQ(b.take('A', 110, std::nullopt), said{"close 1"});
    EXPECT_EQ(b.released(2, 100), said{"close 2"});
}

TEST(PoolState, WithoutAnAgeConnectionsLiveOn) {
    bench b({.max_connections = 1, .max_age = seconds(0)});
    b.use('A', 1);
    EXPECT_EQ(b.released(0, 10'000'000), said{});
    b.expect('A', 1, 0, 0, 0);
}

TEST(PoolState, DropsIdleOnesOfOneOriginOrOfAll) {
    bench b(4);
    b.use('A', 2), b.use('B', 2);
    for (const pool_state::connection_id c : {0U, 1U, 2U, 3U}) (void)b.released(c);
    EXPECT_EQ(b.drop_idle('A'), (said{"close 0", "close 1"}));
    EXPECT_EQ(b.drop_idle('A'), said{});
    b.expect('B', 2, 0, 0, 0);
    EXPECT_EQ(b.drop_all_idle(), (said{"close 2", "close 3"}));
    EXPECT_EQ(b.counts('A').closed.by_server, 2U);
    EXPECT_EQ(b.counts('B').closed.drained, 2U);
}

// --- connections opened in advance ---

TEST(PoolState, PreparesAsManyAsAreMissing) {
    bench b(4);
    EXPECT_EQ(b.prepare('A', 2), (said{"open A", "open A"}));
    EXPECT_EQ(b.prepare('A', 3), said{"open A"}) << "two are on their way";
    EXPECT_EQ(b.opened(), said{});
    EXPECT_EQ(b.prepare('A', 3), said{});
    EXPECT_EQ(b.prepare('A', 9), said{"open A"}) << "there is no room for more";
    b.expect('A', 1, 0, 3, 0);
}

TEST(PoolState, PreparesWithinTheOriginsLimit) {
    bench b({.max_connections = 4, .max_per_origin = 3, .max_age = seconds(0)});
    b.use('A', 1);
    EXPECT_EQ(b.prepare('A', 9), (said{"open A", "open A"}));
    EXPECT_EQ(b.prepare('B', 9), said{"open B"});
}

TEST(PoolState, CallsTakeWhatIsBeingPrepared) {
    bench b(2);
    (void)b.prepare('A', 1);
    EXPECT_EQ(b.wait(), said{});
    EXPECT_EQ(b.prepare('A', 1), said{"open A"}) << "the one on its way is taken";
    EXPECT_EQ(b.opened(), said{"grant 0 to 1"});
    EXPECT_EQ(b.opened(), said{});
    b.expect('A', 1, 1, 0, 0);
}

// --- what is counted ---

TEST(PoolState, CountsConnections) {
    bench b(2);
    b.use('A', 2);
    (void)b.released(0);
    (void)b.take('A', 0, 0U);
    (void)b.wait();
    (void)b.released(1);
    (void)b.lost(0, close_reason::unfit);
    (void)b.lost(1, close_reason::broken);
    (void)b.wait();
    (void)b.open_failed();
    const auto counted = b.counts();
    EXPECT_EQ(counted.opened, 2U);
    EXPECT_EQ(counted.reused, 2U);
    EXPECT_EQ(counted.failed_openings, 1U);
    EXPECT_EQ(counted.closed.unfit, 1U);
    EXPECT_EQ(counted.closed.broken, 1U);
    EXPECT_EQ(counted.closed.total(), 2U);
    EXPECT_EQ(counted.waits, 4U);
}

TEST(PoolState, ConnectionThatTheServerHadClosedWasNotReused) {
    bench b(1);
    b.use('A', 1);
    (void)b.released(0);
    (void)b.take('A', 0, 0U);
    (void)b.lost(0, close_reason::by_server);
    EXPECT_EQ(b.counts().reused, 0U);
    EXPECT_EQ(b.counts().closed.by_server, 1U);
}

TEST(PoolState, CountsWaitsHoweverTheyEnd) {
    bench b(1);
    (void)b.wait('A', 0), (void)b.wait('A', 1), (void)b.wait('A', 2), (void)b.wait('A', 3);
    (void)b.opened('A', 10);      // served after 10 s
    b.abandon(2, 'A', 21, true);  // timed out after 20 s
    b.abandon(3, 'A', 4, false);  // cancelled after 2 s
    (void)b.lost(0);
    (void)b.open_failed('A', 8);  // failed after 5 s
    EXPECT_EQ(b.counts().waits, 4U);
    EXPECT_EQ(b.counts().timed_out_waits, 1U);
    EXPECT_EQ(b.counts().wait_time, seconds(37));
    EXPECT_EQ(b.counts().longest_wait, seconds(20));
}

}  // namespace
}  // namespace dynaco::test::pool_state_test
