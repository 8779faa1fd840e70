#include "unit/transport/pool_state_bench.hpp"

#include <chrono>

/// Several origins that share a limit.
namespace dynaco::test::pool_state_origins_test {
namespace {

using std::chrono::seconds;
using bench = pool_state_bench;

TEST(PoolStateOrigins, ShareTheTotal) {
    bench b(3);
    b.use('A', 2);
    EXPECT_EQ(b.wait('B'), said{"open B"});
    EXPECT_EQ(b.wait('B'), said{});
    EXPECT_EQ(b.wait('A'), said{});
    b.expect('A', 0, 2, 0, 1);
    b.expect('B', 0, 0, 1, 2);
}

TEST(PoolStateOrigins, DoNotUseEachOthersConnections) {
    bench b(3);
    b.use('A', 1);
    (void)b.released(0);
    EXPECT_EQ(b.take('B', 0, std::nullopt), said{});
    EXPECT_EQ(b.wait('B'), said{"open B"});
    EXPECT_EQ(b.opened('B'), said{"grant 1 to 2"});
    b.expect('A', 1, 0, 0, 0);
}

TEST(PoolStateOrigins, IdleConnectionsMakeRoomTheOldestFirst) {
    bench b(3);
    b.use('A', 2), b.use('B', 1);
    (void)b.released(1, 1), (void)b.released(2, 2), (void)b.released(0, 3);
    EXPECT_EQ(b.wait('C', 4), (said{"close 1", "open C"}));
    EXPECT_EQ(b.wait('C', 4), (said{"close 2", "open C"}));
    EXPECT_EQ(b.wait('C', 4), (said{"close 0", "open C"}));
    EXPECT_EQ(b.wait('C', 4), said{});
    EXPECT_EQ(b.counts('A').closed.made_room, 2U);
    EXPECT_EQ(b.counts('B').closed.made_room, 1U);
}

TEST(PoolStateOrigins, ConnectionThatComesBackUnwantedMakesRoom) {
    bench b(1);
    b.use('A', 1);
    (void)b.wait('B');
    EXPECT_EQ(b.released(0), (said{"close 0", "open B"}));
}

TEST(PoolStateOrigins, OpeningThatIsNotNeededAnyMoreMakesRoom) {
    bench b(1);
    (void)b.wait('A'), (void)b.wait('B');
    b.abandon(1, 'A');
    EXPECT_EQ(b.opened('A'), (said{"close 0", "open B"}));
}

TEST(PoolStateOrigins, FreedPlaceGoesToWhoHasWaitedLongest) {
    bench b(2);
    b.use('A', 2);
    (void)b.wait('B'), (void)b.wait('A'), (void)b.wait('C');
    EXPECT_EQ(b.lost(0), said{"open B"});
    EXPECT_EQ(b.lost(1), said{"open A"});
    EXPECT_EQ(b.open_failed('B'), (said{"fail 3", "open C"}));
}

TEST(PoolStateOrigins, FailureFailsOnlyItsOwnOriginsCalls) {
    bench b(2);
    (void)b.wait('A'), (void)b.wait('B'), (void)b.wait('A');
    EXPECT_EQ(b.open_failed('B'), (said{"fail 2", "open A"}));
    b.expect('A', 0, 0, 2, 2);
}

TEST(PoolStateOrigins, FreedPlacePassesOverWhoeverIsAtHisOwnLimit) {
    bench b({.max_connections = 3, .max_per_origin = 2, .max_age = seconds(0)});
    b.use('A', 2), b.use('B', 1);
    (void)b.wait('A'), (void)b.wait('B');
    EXPECT_EQ(b.lost(2), said{"open B"});
}

TEST(PoolStateOrigins, WhoHasNoneAndHasWaitedLongerGetsTheNext) {
    bench b(1);
    b.use('A', 1);
    (void)b.wait('B'), (void)b.wait('A'), (void)b.wait('B');
    EXPECT_EQ(b.released(0), (said{"close 0", "open B"}));
    EXPECT_EQ(b.opened('B'), said{"grant 0 to 2"});
    EXPECT_EQ(b.released(0), (said{"close 0", "open A"})) << "by turns, with one connection for both";
    EXPECT_EQ(b.opened('A'), said{"grant 0 to 3"});
    EXPECT_EQ(b.released(0), (said{"close 0", "open B"}));
}

TEST(PoolStateOrigins, WhoHasWaitedLessIsNotServedBefore) {
    bench b(1);
    b.use('A', 1);
    (void)b.wait('A'), (void)b.wait('B');
    EXPECT_EQ(b.released(0), said{"grant 0 to 2"});
    EXPECT_EQ(b.released(0), (said{"close 0", "open B"}));
}

TEST(PoolStateOrigins, EqualSharesAreReachedAndKept) {
    bench b(4);
    b.use('A', 4);
    for (int i = 0; i < 20; ++i) (void)b.wait('B');
    for (int i = 0; i < 20; ++i) (void)b.wait('A');
    EXPECT_EQ(b.released(0), (said{"close 0", "open B"}));
    EXPECT_EQ(b.opened('B'), said{"grant 0 to 5"});
    EXPECT_EQ(b.released(1), (said{"close 1", "open B"}));
    EXPECT_EQ(b.opened('B'), said{"grant 1 to 6"});
    // Two each: no connection is closed any more, although B's calls have waited for longer than A's.
    EXPECT_EQ(b.released(2), said{"grant 2 to 25"});
    EXPECT_EQ(b.released(0), said{"grant 0 to 7"});
    EXPECT_EQ(b.released(3), said{"grant 3 to 26"});
    EXPECT_EQ(b.counts('A').closed.made_room, 2U);
}

TEST(PoolStateOrigins, LimitOfTheLineIsShared) {
    bench b({.max_connections = 1, .max_waiting = 1, .max_age = seconds(0)});
    b.use('A', 1);
    (void)b.wait('B');
    (void)b.wait('C');
    EXPECT_FALSE(b.ticket);
    b.abandon(2, 'B');
    (void)b.wait('C');
    EXPECT_TRUE(b.ticket);
}

TEST(PoolStateOrigins, TheOldestOfThoseThatHoldNothingIsForgotten) {
    bench b(pool_limits{.max_connections = 4, .max_origins = 3, .max_age = seconds(0)});
    b.use('A', 1);
    (void)b.released(0);  // it holds an idle connection
    (void)b.take('C', 1, std::nullopt);
    (void)b.take('B', 2, std::nullopt);
    EXPECT_EQ(b.state.add_origin(), 2U) << "C was used before B";
    (void)b.wait('B');
    EXPECT_EQ(b.state.add_origin(), 2U) << "somebody waits for B";
    EXPECT_EQ(b.state.forgotten(), connection_statistics{});
    (void)b.wait('C');
    EXPECT_EQ(b.state.add_origin(), 3U) << "all are in use";
    EXPECT_EQ(b.state.add_origin(), 3U);
}

TEST(PoolStateOrigins, WhatIsForgottenIsStillCounted) {
    bench b(pool_limits{.max_connections = 4, .max_origins = 3, .max_age = seconds(0)});
    (void)b.take('B', 1, std::nullopt), (void)b.take('C', 1, std::nullopt);
    b.use('A', 1);
    (void)b.lost(0);
    (void)b.take('B', 2, std::nullopt), (void)b.take('C', 2, std::nullopt);
    EXPECT_EQ(b.state.add_origin(), 0U);
    EXPECT_EQ(b.state.forgotten().opened, 1U);
    EXPECT_EQ(b.state.forgotten().closed.broken, 1U);
    EXPECT_EQ(b.counts('A'), connection_statistics{});
}

}  // namespace
}  // namespace dynaco::test::pool_state_origins_test
