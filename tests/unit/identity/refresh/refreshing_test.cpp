#include "unit/identity/refresh/refreshing_bench.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

/// When credentials are loaded and refreshed, and what a failed load means.
namespace dynaco::test::refreshing_test {
namespace {

using namespace std::chrono_literals;

TEST(Refreshing, LoadsWhenItIsFirstAsked) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A"));
    EXPECT_EQ(b.cached(), "null");
    EXPECT_EQ(b.source->loads, 0);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.cached(), "A");
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 1);
    EXPECT_EQ(b.provider->cached(), *b.get()) << "one snapshot for all";
    EXPECT_TRUE(runs_dry(b.io)) << "the alarm lingers";
    EXPECT_FALSE(b.world->has_alarm());
}

TEST(Refreshing, PromptSourceNeedsNoAlarm) {
    refreshing_bench b;
    b.source->immediate = true;
    b.source->gives(loaded_keys("A"));
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.world->alarms_set, 0);
}

TEST(Refreshing, RefreshesInTheBackground) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A", b.in(1h)));
    b.source->gives(loaded_keys("B", b.in(2h)));
    EXPECT_EQ(b.id(), "A");
    b.world->advance(45min);
    EXPECT_EQ(b.cached(), "A") << "half of the jitter: 45 s later";
    b.world->advance(45s);
    EXPECT_EQ(b.cached(), "null") << "somebody has to start it";
    b.source->held.hold();
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
    EXPECT_EQ(b.cached(), "A");
    EXPECT_EQ(b.id(), "A");
    b.release();
    EXPECT_EQ(b.cached(), "B");
    EXPECT_EQ(b.source->loads, 2);
}

TEST(Refreshing, FailedRefreshIsNobodysFailure) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A", b.in(1h)));
    b.source->fails(errc::credentials_failed);
    b.source->gives(loaded_keys("B", b.in(2h)));
    EXPECT_EQ(b.id(), "A");
    b.world->advance(46min);
    EXPECT_EQ(b.id(), "A");
    b.poll();
    EXPECT_EQ(b.source->loads, 2);
    EXPECT_EQ(b.cached(), "A");
    b.world->advance(61s);
    EXPECT_EQ(b.cached(), "null");
    EXPECT_EQ(b.id(), "A");
    b.poll();
    EXPECT_EQ(b.cached(), "B");
}

TEST(Refreshing, NearTheEndTheRefreshIsWaitedFor) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A", b.in(1h)));
    b.source->gives(loaded_keys("B", b.in(2h)));
    EXPECT_EQ(b.id(), "A");
    b.world->advance(51min);
    EXPECT_EQ(b.id(), "B");
}

TEST(Refreshing, NearTheEndAFailureIsSurvived) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A", b.in(1h)));
    b.source->fails(errc::credentials_failed);
    EXPECT_EQ(b.id(), "A");
    b.world->advance(51min);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
    b.world->advance(9min);
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);
}

TEST(Refreshing, SourceThatGivesExpiredOnesIsAFailureThatSaysWhatToDo) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A", b.in(-90s)));
    const auto a = b.get();
    ASSERT_FALSE(a);
    EXPECT_EQ(a.error().cause(), errc::credentials_expired);
    EXPECT_EQ(a.error().diagnostics().detail,
              "the test's source returned credentials that expired 90 s ago by this machine's clock: set the "
              "clock if it is wrong; otherwise get new credentials from their source");
}

TEST(Refreshing, SomeOutliveTheirExpiration) {
    refreshing_bench b;
    identity::loaded_credentials stable = loaded_keys("A", b.in(-1h));
    stable.outlive_expiration = true;
    b.source->gives(stable);
    b.source->fails(errc::connect_timed_out);
    EXPECT_EQ(b.id(), "A");
    b.world->advance(12min + 31s);
    EXPECT_EQ(b.id(), "A") << "though the source fails now";
    EXPECT_EQ(b.source->loads, 2);
}

TEST(Refreshing, RefusedOnesAreLoadedAnew) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A"));
    b.source->gives(loaded_keys("B"));
    const auto a = b.get().value();
    b.provider->refused(a);
    EXPECT_EQ(b.cached(), "null");
    EXPECT_EQ(b.id(), "B");
    b.world->advance(1min);
    b.provider->refused(a);
    EXPECT_EQ(b.cached(), "B") << "those are not served any more";
    b.provider->refused(nullptr);
    EXPECT_EQ(b.cached(), "B");
}

TEST(Refreshing, RefusedOnesThatAreLoadedAgainAreStillTheSame) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A"));
    const auto before = b.get().value();
    b.provider->refused(before);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
    b.provider->refused(before);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2) << "once in ten seconds";
    b.world->advance(10s);
    b.provider->refused(before);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 3);
}

TEST(Refreshing, RefusalBeforeAnythingWasGivenIsNothing) {
    refreshing_bench b;
    b.provider->refused(std::make_shared<const credentials>());
    b.source->gives(loaded_keys("A"));
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, ClockThatIsSetForwardExpiresThem) {
    refreshing_bench b;
    b.source->gives(loaded_keys("A", b.in(1h)));
    b.source->gives(loaded_keys("B", b.in(9h)));
    EXPECT_EQ(b.id(), "A");
    b.world->clock_error = 5h;
    EXPECT_EQ(b.cached(), "null");
    EXPECT_EQ(b.id(), "B");
}

TEST(Refreshing, ClockThatIsSetBackDoesNotPostponeTheNextAttempt) {
    refreshing_bench b;
    b.source->fails(errc::credentials_failed);
    b.source->gives(loaded_keys("A"));
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);
    b.world->clock_error = -5h;
    b.world->advance(1s);
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, ExceptionsAreFailures) {
    const struct {
        std::function<void(scripted_source&)> throws;
        errc cause;
        std::string detail;
    } rows[] = {
        {[](auto& s) { s.throws(std::runtime_error("no route")); }, errc::credentials_failed, "no route"},
        {[](auto& s) { s.throws(error(errc::connect_failed, {.detail = "x"})); }, errc::connect_failed, "x"},
        {[](auto& s) { s.throws(5); }, errc::credentials_failed,
         "the source threw an exception that is not a std::exception"},
    };
    for (const auto& row : rows) {
        refreshing_bench b;
        row.throws(*b.source);
        const auto a = b.get();
        ASSERT_FALSE(a);
        EXPECT_EQ(a.error().cause(), row.cause);
        EXPECT_EQ(a.error().diagnostics().detail, row.detail);
        EXPECT_TRUE(runs_dry(b.io));
    }
}

TEST(Refreshing, SourceThatSaysItWasCancelledHasFailed) {
    refreshing_bench b;
    b.source->fails(errc::canceled);
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed) << "nobody cancelled the caller";
}

}  // namespace
}  // namespace dynaco::test::refreshing_test
