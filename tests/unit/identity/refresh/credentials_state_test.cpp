#include "identity/refresh/state.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <ostream>

namespace dynaco::identity::credentials_state_test {

inline void PrintTo(credentials_decision d, std::ostream* out) {
    constexpr const char* names[] = {"use", "use_and_load", "load", "wait", "fail"};
    *out << names[static_cast<int>(d)];
}

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using decision = credentials_decision;
using wall_time = credentials_state::wall_time;

constexpr wall_time birthday{std::chrono::seconds(1'767'225'600)};  // 2026-01-01

// A state and two clocks. There is no jitter unless the test sets it.
struct bench {
    credentials_state state{};
    credentials_state::times now{.wall = birthday, .steady = credentials_state::steady_time(1h)};

    void pass(milliseconds time) {
        now.wall += time;
        now.steady += time;
    }
    [[nodiscard]] decision ask() const { return state.decide(now); }
    void begin() { state.load_began(now.steady); }
    [[nodiscard]] bool load(std::optional<milliseconds> lasting, bool outlives = false, double jitter = 0) {
        begin();
        std::optional<wall_time> expiration;
        if (lasting) expiration = now.wall + *lasting;
        return state.loaded(expiration, outlives, now, jitter);
    }
    void fail(double jitter = 0) {
        begin();
        state.load_failed(now, jitter);
    }
    void refuse() { state.refused(now.steady); }
};

bench with_keys(std::optional<milliseconds> lasting, bool outlives = false) {
    bench b;
    EXPECT_TRUE(b.load(lasting, outlives));
    return b;
}

TEST(CredentialsState, FirstLoadIsWaitedForByAll) {
    bench b;
    EXPECT_FALSE(b.state.usable(b.now.wall));
    EXPECT_FALSE(b.state.at_rest(b.now.wall));
    EXPECT_EQ(b.ask(), decision::load);
    b.begin();
    EXPECT_EQ(b.ask(), decision::wait);
    EXPECT_TRUE(b.state.loaded(std::nullopt, false, b.now, 0));
    EXPECT_EQ(b.ask(), decision::use);
}

TEST(CredentialsState, WithoutExpirationTheyLastForEver) {
    bench b = with_keys(std::nullopt);
    EXPECT_FALSE(b.state.expires());
    b.pass(24h * 3650);
    EXPECT_TRUE(b.state.at_rest(b.now.wall));
    EXPECT_EQ(b.ask(), decision::use);
}

TEST(CredentialsState, WindowsOfAnHour) {
    bench b = with_keys(1h);
    EXPECT_TRUE(b.state.expires());
    b.pass(45min - 1ms);
    EXPECT_EQ(b.ask(), decision::use);
    EXPECT_TRUE(b.state.at_rest(b.now.wall));
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::use_and_load);
    EXPECT_FALSE(b.state.at_rest(b.now.wall));
    b.pass(5min - 1ms);
    EXPECT_EQ(b.ask(), decision::use_and_load);
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::load);
    b.pass(10min - 1ms);
    EXPECT_EQ(b.ask(), decision::load);
    EXPECT_TRUE(b.state.usable(b.now.wall));
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::load);
    EXPECT_FALSE(b.state.usable(b.now.wall));
}

TEST(CredentialsState, WindowsAreFractionsOfShortLivesAndBoundedForLongOnes) {
    const struct {
        milliseconds life, refresh, waiting;
    } rows[] = {{12h, 15min, 10min}, {6h, 15min, 10min}, {15min, 3min + 45s, 2min + 30s}, {8s, 2s, 1333ms}};
    for (const auto& row : rows) {
        bench b = with_keys(row.life);
        b.pass(row.life - row.refresh - 1ms);
        EXPECT_EQ(b.ask(), decision::use) << row.life.count();
        b.pass(1ms);
        EXPECT_EQ(b.ask(), decision::use_and_load) << row.life.count();
        b.pass(row.refresh - row.waiting);
        EXPECT_EQ(b.ask(), decision::load) << row.life.count();
    }
}

TEST(CredentialsState, JitterDelaysTheRefreshByATenthOfItsWindow) {
    bench b;
    ASSERT_TRUE(b.load(1h, false, 0.5));
    b.pass(45min + 45s - 1ms);
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::use_and_load);
}

TEST(CredentialsState, OneRefreshAndNobodyWaitsForIt) {
    bench b = with_keys(1h);
    b.pass(46min);
    b.begin();
    EXPECT_EQ(b.ask(), decision::use);
    EXPECT_TRUE(b.state.loaded(b.now.wall + 1h, false, b.now, 0));
    EXPECT_TRUE(b.state.at_rest(b.now.wall));
}

TEST(CredentialsState, RefreshUnderWayIsWaitedForInTheLastSixth) {
    bench b = with_keys(1h);
    b.pass(50min - 1s);
    b.begin();
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(1s);
    EXPECT_EQ(b.ask(), decision::wait);
}

TEST(CredentialsState, FailedRefreshesPauseLongerAndLonger) {
    bench b = with_keys(1h);
    b.pass(45min);
    // Without jitter a pause is half of its limit: 1, 2, 4 and 5 minutes; 5 minutes is the longest limit.
    for (const milliseconds pause : {30'000ms, 60'000ms, 120'000ms, 150'000ms, 150'000ms}) {
        ASSERT_EQ(b.ask(), decision::use_and_load);
        b.fail();
        EXPECT_EQ(b.ask(), decision::use);
        b.pass(pause - 1ms);
        EXPECT_EQ(b.ask(), decision::use) << pause.count();
        b.pass(1ms);
    }
}

TEST(CredentialsState, JitterSpreadsPauses) {
    bench b = with_keys(1h);
    b.pass(45min);
    b.fail(0.5);
    b.pass(60s - 1ms);
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::use_and_load);
}

TEST(CredentialsState, PausesOfShortLivesAreShort) {
    bench b = with_keys(60s);
    b.pass(45s);
    b.fail();
    b.pass(1s - 1ms);
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::use_and_load);
}

TEST(CredentialsState, NobodyWaitsForASourceThatFailsWhileThereIsSomethingToServe) {
    bench b = with_keys(1h);
    b.pass(50min);
    ASSERT_EQ(b.ask(), decision::load);
    b.fail();
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(30s);
    EXPECT_EQ(b.ask(), decision::use_and_load);
    b.begin();
    EXPECT_EQ(b.ask(), decision::use);
}

TEST(CredentialsState, SuccessForgetsFailures) {
    bench b = with_keys(1h);
    b.pass(45min);
    b.fail();
    b.pass(30s);
    ASSERT_TRUE(b.load(1h));
    b.pass(50min);
    EXPECT_EQ(b.ask(), decision::load) << "it is waited for again";
}

TEST(CredentialsState, FailureWithNothingToServeIsSharedForASecond) {
    bench b;
    b.fail();
    EXPECT_EQ(b.ask(), decision::fail);
    b.pass(500ms - 1ms);
    EXPECT_EQ(b.ask(), decision::fail);
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::load);
    b.fail(0.999);
    b.pass(1498ms);
    EXPECT_EQ(b.ask(), decision::fail);
    b.pass(2ms);
    EXPECT_EQ(b.ask(), decision::load);
}

TEST(CredentialsState, ExpiredOnesAreNotServed) {
    bench b = with_keys(1h);
    b.pass(1h);
    ASSERT_EQ(b.ask(), decision::load);
    b.fail();
    EXPECT_EQ(b.ask(), decision::fail);
    b.pass(500ms);
    EXPECT_EQ(b.ask(), decision::load);
}

TEST(CredentialsState, PauseOfARefreshDoesNotHoldUpTheLoadAtTheEnd) {
    bench b = with_keys(1h);
    b.pass(1h - 10s);
    b.fail();
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(10s);
    EXPECT_EQ(b.ask(), decision::load);
}

TEST(CredentialsState, SourceThatGivesExpiredOnesHasFailed) {
    bench b;
    EXPECT_FALSE(b.load(0ms));
    EXPECT_EQ(b.ask(), decision::fail);

    bench had = with_keys(1h);
    had.pass(50min);
    EXPECT_FALSE(had.load(-1s));
    EXPECT_EQ(had.ask(), decision::use) << "the former ones have ten minutes left";
    had.pass(10min);
    EXPECT_EQ(had.ask(), decision::load);
}

TEST(CredentialsState, SomeOutliveTheirExpirationWhenTheSourceGivesExpiredOnes) {
    bench b;
    ASSERT_TRUE(b.load(-1h, true, 0.5));
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(12min + 30s - 1ms);
    EXPECT_TRUE(b.state.usable(b.now.wall));
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::load);
}

TEST(CredentialsState, SomeOutliveTheirExpirationWhenTheSourceFails) {
    bench b = with_keys(1h, true);
    b.pass(1h);
    ASSERT_EQ(b.ask(), decision::load);
    b.fail();
    EXPECT_EQ(b.ask(), decision::use);
    EXPECT_TRUE(b.state.at_rest(b.now.wall));
    b.pass(10min - 1ms);
    EXPECT_EQ(b.ask(), decision::use_and_load) << "not waited for, since it failed";
    b.pass(1ms);
    ASSERT_EQ(b.ask(), decision::load);
    b.fail();
    EXPECT_EQ(b.ask(), decision::use) << "again and again";
}

TEST(CredentialsState, FailureBeforeTheEndExtendsNothing) {
    bench b = with_keys(1h, true);
    b.pass(1h - 1ms);
    b.fail();
    b.pass(1ms);
    EXPECT_FALSE(b.state.usable(b.now.wall));
}

TEST(CredentialsState, WhatIsRefusedIsLoadedAnew) {
    bench b = with_keys(std::nullopt);
    b.refuse();
    EXPECT_FALSE(b.state.at_rest(b.now.wall));
    EXPECT_EQ(b.ask(), decision::load);
    b.begin();
    EXPECT_EQ(b.ask(), decision::wait);
    EXPECT_TRUE(b.state.loaded(std::nullopt, false, b.now, 0));
    EXPECT_EQ(b.ask(), decision::use);
}

TEST(CredentialsState, RefusalsCountOnceInTenSeconds) {
    bench b = with_keys(1h);
    b.refuse();
    ASSERT_TRUE(b.load(1h));
    b.pass(10s - 1ms);
    b.refuse();
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(1ms);
    b.refuse();
    EXPECT_EQ(b.ask(), decision::load);
}

TEST(CredentialsState, WhatIsRefusedIsServedOnWhenTheSourceFails) {
    bench b = with_keys(1h);
    b.refuse();
    b.fail();
    EXPECT_EQ(b.ask(), decision::use);

    bench expired = with_keys(1h);
    expired.pass(1h);
    expired.refuse();
    expired.fail();
    EXPECT_EQ(expired.ask(), decision::fail);
}

TEST(CredentialsState, RefusalDoesNotStormASourceThatHasJustFailed) {
    bench b = with_keys(1h);
    b.pass(46min);
    b.fail();
    b.refuse();
    EXPECT_EQ(b.ask(), decision::use);
    b.pass(500ms);
    EXPECT_EQ(b.ask(), decision::load);
}

TEST(CredentialsState, ClockThatJumpsForwardExpiresThem) {
    bench b = with_keys(1h);
    b.now.wall += 5h;  // a laptop that slept: its steady clock did not advance
    EXPECT_EQ(b.ask(), decision::load);
    ASSERT_TRUE(b.load(1h));
    EXPECT_TRUE(b.state.at_rest(b.now.wall));
}

TEST(CredentialsState, ClockThatGoesBackMakesThemLastLongerAndNoPauseLonger) {
    bench b = with_keys(1h);
    b.pass(1h);
    b.fail();
    b.now.wall -= 5h;
    EXPECT_EQ(b.ask(), decision::use);
    b.now.wall += 5h;
    EXPECT_EQ(b.ask(), decision::fail);
    b.now.wall -= 30min;
    b.now.steady += 500ms;
    EXPECT_EQ(b.ask(), decision::use);
    b.now.wall += 30min;
    EXPECT_EQ(b.ask(), decision::load) << "half a second has passed, whatever the clock says";
}

TEST(CredentialsState, LoadWhoseContextIsGoneIsStartedAnew) {
    bench b;
    b.begin();
    b.state.load_vanished();
    EXPECT_EQ(b.ask(), decision::load) << "without a pause: nothing has failed";
}

TEST(CredentialsState, LoadThatNeverEndsIsGivenUp) {
    bench b;
    b.begin();
    b.pass(75s - 1ms);
    EXPECT_EQ(b.ask(), decision::wait);
    b.pass(1ms);
    EXPECT_EQ(b.ask(), decision::load);

    bench refreshing = with_keys(1h);
    refreshing.pass(46min);
    refreshing.begin();
    refreshing.pass(75s);
    EXPECT_EQ(refreshing.ask(), decision::use_and_load);
}

TEST(CredentialsState, ExpirationsFarAwayOverflowNothing) {
    const auto far = std::chrono::floor<milliseconds>(std::chrono::system_clock::time_point::max());
    const auto past = std::chrono::floor<milliseconds>(std::chrono::system_clock::time_point::min());
    bench b;
    b.begin();
    ASSERT_TRUE(b.state.loaded(far, false, b.now, 0.999));
    EXPECT_EQ(b.ask(), decision::use);
    b.begin();
    EXPECT_FALSE(b.state.loaded(past, false, b.now, 0.999));
    EXPECT_EQ(b.ask(), decision::use);
}

}  // namespace
}  // namespace dynaco::identity::credentials_state_test
