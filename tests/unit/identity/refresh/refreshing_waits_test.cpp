#include "unit/identity/refresh/refreshing_bench.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

/// Calls that wait for one load: they share it, and each of them can end alone.
namespace dynaco::test::refreshing_waits_test {
namespace {

using namespace std::chrono_literals;

TEST(RefreshingWaits, ConcurrentFirstUseIsOneLoad) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    std::vector<refreshing_bench::call> all;
    for (int i = 0; i < 100; ++i) all.push_back(b.ask());
    EXPECT_EQ(b.source->loads, 1);
    b.release();
    for (const auto& each : all) EXPECT_EQ(id_of(each), "A");
    EXPECT_EQ(b.source->loads, 1);
}

TEST(RefreshingWaits, FailureIsSharedByAllWhoWaitedAndForAMomentAfter) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->fails(errc::credentials_failed, "status 500");
    b.source->gives(loaded_keys("A"));
    std::vector<refreshing_bench::call> all;
    for (int i = 0; i < 100; ++i) all.push_back(b.ask());
    b.release();
    for (const auto& each : all) EXPECT_EQ(cause_of(each), errc::credentials_failed);
    b.world->advance(999ms);
    EXPECT_EQ(b.get().error().diagnostics().detail, "status 500");
    EXPECT_EQ(b.source->loads, 1);
    b.world->advance(1ms);
    EXPECT_EQ(b.id(), "A");
}

TEST(RefreshingWaits, WhoeverWaitedGetsTheFailureHoweverLate) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->fails(errc::credentials_failed);
    const auto asked = b.ask();
    b.source->held.release();
    b.io.restart();
    while (b.source->running > 0) b.io.run_one();
    ASSERT_FALSE(asked->done);
    b.world->advance(10s);
    b.poll();
    EXPECT_EQ(cause_of(asked), errc::credentials_failed);
    EXPECT_EQ(b.source->loads, 1);
}

TEST(RefreshingWaits, EachWhoWaitsIsCancelledAlone) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    const auto first = b.ask_cancellable();
    const auto patient = b.ask();
    const auto third = b.ask_cancellable();
    b.cancel(third);
    EXPECT_EQ(cause_of(third), errc::canceled);
    b.cancel(first);
    EXPECT_EQ(cause_of(first), errc::canceled) << "it had started the load";
    EXPECT_FALSE(patient->done);
    EXPECT_EQ(b.source->canceled, 0);
    b.release();
    EXPECT_EQ(id_of(patient), "A");
    EXPECT_EQ(b.source->loads, 1);
}

TEST(RefreshingWaits, LoadGoesOnWhenAllHaveGone) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    b.cancel(b.ask_cancellable());
    b.release();
    EXPECT_EQ(b.cached(), "A");
}

TEST(RefreshingWaits, HangingSourceIsCancelledAfterAMinute) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    const auto asked = b.ask();
    b.world->advance(60s - 1ms);
    b.poll();
    EXPECT_FALSE(asked->done);
    b.world->advance(1ms);
    b.poll();
    ASSERT_EQ(cause_of(asked), errc::credentials_failed);
    EXPECT_EQ(asked->value->error().diagnostics().detail, "loading the credentials took more than 60 s");
    EXPECT_EQ(b.source->canceled, 1);
    EXPECT_TRUE(runs_dry(b.io));
    b.source->held.release();
    b.world->advance(1s);
    EXPECT_EQ(b.id(), "A");
}

TEST(RefreshingWaits, HeedlessSourceIsLeftBehind) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->ignores_cancellation = true;
    b.source->gives(loaded_keys("late"));
    b.source->gives(loaded_keys("A"));
    const auto asked = b.ask();
    b.world->advance(60s);
    b.poll();
    EXPECT_EQ(cause_of(asked), errc::credentials_failed);
    EXPECT_EQ(b.source->running, 1);
    b.release();
    EXPECT_EQ(b.source->running, 0);
    EXPECT_EQ(b.cached(), "null") << "what comes too late is not taken";
    b.world->advance(1s);
    EXPECT_EQ(b.id(), "A");
}

TEST(RefreshingWaits, WhenTheContextOfALoadDiesAnotherCallerLoads) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    auto doomed = std::make_unique<boost::asio::io_context>(1);
    const auto lost = b.ask(*doomed);
    const auto also_lost = b.ask(*doomed);
    const auto asked = b.ask();
    ASSERT_EQ(b.source->loads, 1);
    b.source->held.release();
    doomed.reset();
    EXPECT_EQ(b.source->running, 0);
    b.poll();
    EXPECT_EQ(b.source->loads, 2);
    EXPECT_EQ(id_of(asked), "A");
    EXPECT_FALSE(lost->done);
    EXPECT_FALSE(also_lost->done);
}

TEST(RefreshingWaits, WhenTheContextOfALoadDiesWithNobodyElseTheNextLoads) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    {
        boost::asio::io_context doomed(1);
        static_cast<void>(b.ask(doomed));
        EXPECT_EQ(b.cached(), "null");
    }
    b.source->held.release();
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
}

TEST(RefreshingWaits, WhoeverWaitsMayDieWithItsContext) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    const auto asked = b.ask();
    {
        boost::asio::io_context doomed(1);
        static_cast<void>(b.ask(doomed));
    }
    b.release();
    EXPECT_EQ(id_of(asked), "A");
}

TEST(RefreshingWaits, ContextThatNobodyRunsHoldsUpNobodyForEver) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    boost::asio::io_context stopped(1);
    const auto stuck = b.ask(stopped);
    const auto asked = b.ask();
    b.source->held.release();
    b.world->advance(75s);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(id_of(asked), "A") << "who waited before is served too";
    // If it runs again, its outcome is ignored.
    b.source->gives(loaded_keys("late"));
    refreshing_bench::poll(stopped);
    EXPECT_EQ(id_of(stuck), "A");
    EXPECT_EQ(b.cached(), "A");
}

TEST(RefreshingWaits, ProviderMayDieBeforeTheLoadEnds) {
    refreshing_bench b;
    b.source->held.hold();
    b.source->gives(loaded_keys("A"));
    b.cancel(b.ask_cancellable());
    const std::weak_ptr<credentials_provider> left = b.provider;
    b.provider.reset();
    EXPECT_FALSE(left.expired()) << "the load needs it";
    b.release();
    EXPECT_TRUE(left.expired());
}

}  // namespace
}  // namespace dynaco::test::refreshing_waits_test
