#include "identity/source/source.hpp"
#include "support/fake_effects.hpp"
#include "support/run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::identity::refreshing_test {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
using snapshot = std::shared_ptr<const credentials>;
using answer = result<snapshot>;
using test::fake_effects;

loaded_credentials keys(const std::string& id, std::optional<std::chrono::system_clock::time_point> until) {
    loaded_credentials loaded;
    loaded.keys.access_key_id = id;
    loaded.keys.secret_access_key = "secret";
    loaded.keys.expiration = until;
    loaded.origin = "the test's source";
    return loaded;
}

/// Returns the given results in order, and then the last one again; can be held.
class scripted_source final : public credentials_source {
 public:
    using outcome = std::function<result<loaded_credentials>()>;

    void give(loaded_credentials loaded) {
        script.emplace_back([loaded = std::move(loaded)]() -> result<loaded_credentials> { return loaded; });
    }
    void fail(errc why, std::string detail = {}) {
        script.emplace_back([why, detail = std::move(detail)]() -> result<loaded_credentials> {
            return failure(why, {.detail = detail});
        });
    }
    /// Loads end when they are released.
    void hold() { held = true; }
    void let_go() {
        held = false;
        if (bell) bell->expires_at(boost::asio::steady_timer::time_point::min());
    }

    awaitable<result<loaded_credentials>> load() override {
        ++loads;
        ++under_way;
        struct count {
            int& n;
            ~count() { --n; }
        } const at_exit{under_way};
        const auto executor = co_await boost::asio::this_coro::executor;
        if (!prompt) co_await boost::asio::post(executor, boost::asio::use_awaitable);
        if (held) {
            bell.emplace(executor, boost::asio::steady_timer::time_point::max());
            struct forget {
                std::optional<boost::asio::steady_timer>& timer;
                ~forget() { timer.reset(); }
            } const with_the_frame{bell};
            boost::system::error_code why;
            if (heedless)
                co_await boost::asio::this_coro::reset_cancellation_state(
                    boost::asio::disable_cancellation());
            co_await bell->async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, why));
            const auto state = co_await boost::asio::this_coro::cancellation_state;
            if (state.cancelled() != boost::asio::cancellation_type::none) {
                ++canceled;
                co_return failure(errc::canceled, {});
            }
        }
        const outcome next = script.front();
        if (script.size() > 1) script.pop_front();
        result<loaded_credentials> came = next();
        co_return came;
    }

    std::deque<outcome> script{};
    std::optional<boost::asio::steady_timer> bell{};
    bool held = false;
    bool heedless = false;  ///< A load does not end when it is cancelled.
    bool prompt = false;    ///< A load ends without a suspension, unless `held`.
    int loads = 0, under_way = 0, canceled = 0;
};

struct bench {
    bench() { world->halve_jitter(); }

    [[nodiscard]] std::chrono::system_clock::time_point in(std::chrono::milliseconds time) const {
        return world->wall_clock() + time;
    }
    std::shared_ptr<test::pending<answer>> ask(boost::asio::io_context& on) {
        auto p = test::start(on.get_executor(), provider->get());
        poll(on);
        return p;
    }
    std::shared_ptr<test::pending<answer>> ask() { return ask(io); }
    answer get() { return test::run(io, provider->get()); }
    std::string id() {
        const answer a = get();
        return a ? (*a)->access_key_id : a.error().text();
    }
    void poll() { poll(io); }
    static void poll(boost::asio::io_context& on) {
        on.restart();
        on.poll();
    }
    void let_go() {
        source->let_go();
        poll();
    }
    [[nodiscard]] std::string cached() const {
        const snapshot s = provider->cached();
        return s ? s->access_key_id : "null";
    }

    boost::asio::io_context io{1};
    std::shared_ptr<fake_effects> world = std::make_shared<fake_effects>();
    std::shared_ptr<scripted_source> source = std::make_shared<scripted_source>();
    std::shared_ptr<credentials_provider> provider = refreshing(source, world);
};

std::string id_of(const std::shared_ptr<test::pending<answer>>& p) {
    if (!p->done || p->thrown || !*p->value) return "none";
    return (**p->value)->access_key_id;
}
errc cause_of(const std::shared_ptr<test::pending<answer>>& p) {
    return p->done && !p->thrown && !*p->value ? p->value->error().cause() : errc{};
}

TEST(Refreshing, LoadsWhenItIsFirstAsked) {
    bench b;
    b.source->give(keys("A", std::nullopt));
    EXPECT_EQ(b.cached(), "null");
    EXPECT_EQ(b.source->loads, 0);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.cached(), "A");
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 1);
    EXPECT_EQ(b.provider->cached(), *b.get()) << "one snapshot for all";
    EXPECT_TRUE(test::runs_dry(b.io)) << "the alarm lingers";
    EXPECT_FALSE(b.world->has_alarm());
}

TEST(Refreshing, PromptSourceNeedsNoAlarm) {
    bench b;
    b.source->prompt = true;
    b.source->give(keys("A", std::nullopt));
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.world->alarms_set, 0);
}

TEST(Refreshing, ConcurrentFirstUseIsOneLoad) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    std::vector<std::shared_ptr<test::pending<answer>>> all;
    for (int i = 0; i < 100; ++i) all.push_back(b.ask());
    EXPECT_EQ(b.source->loads, 1);
    b.let_go();
    for (const auto& each : all) EXPECT_EQ(id_of(each), "A");
    EXPECT_EQ(b.source->loads, 1);
}

TEST(Refreshing, FailureIsSharedByAllWhoWaitedAndForAMomentAfter) {
    bench b;
    b.source->hold();
    b.source->fail(errc::credentials_failed, "status 500");
    b.source->give(keys("A", std::nullopt));
    std::vector<std::shared_ptr<test::pending<answer>>> all;
    for (int i = 0; i < 100; ++i) all.push_back(b.ask());
    b.let_go();
    for (const auto& each : all) EXPECT_EQ(cause_of(each), errc::credentials_failed);
    b.world->advance(999ms);
    EXPECT_EQ(b.get().error().diagnostics().detail, "status 500");
    EXPECT_EQ(b.source->loads, 1);
    b.world->advance(1ms);
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, WhoeverWaitedGetsTheFailureHoweverLate) {
    bench b;
    b.source->hold();
    b.source->fail(errc::credentials_failed);
    const auto asked = b.ask();
    b.source->let_go();
    b.io.restart();
    while (b.source->under_way > 0) b.io.run_one();
    ASSERT_FALSE(asked->done);
    b.world->advance(10s);
    b.poll();
    EXPECT_EQ(cause_of(asked), errc::credentials_failed);
    EXPECT_EQ(b.source->loads, 1);
}

/// A caller that can be cancelled.
struct impatient {
    explicit impatient(bench& b) {
        boost::asio::co_spawn(b.io, b.provider->get(),
                              boost::asio::bind_cancellation_slot(
                                  signal.slot(), [this](const std::exception_ptr& e, const answer& a) {
                                      done = true;
                                      why = e || a ? errc{} : a.error().cause();
                                  }));
        b.poll();
    }
    void cancel(bench& b) {
        signal.emit(boost::asio::cancellation_type::terminal);
        b.poll();
    }
    boost::asio::cancellation_signal signal{};
    errc why{};
    bool done = false;
};

TEST(Refreshing, EachWhoWaitsIsCancelledAlone) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    impatient first(b);
    const auto patient = b.ask();
    impatient third(b);
    third.cancel(b);
    EXPECT_TRUE(third.done);
    EXPECT_EQ(third.why, errc::canceled);
    first.cancel(b);
    EXPECT_TRUE(first.done) << "it had started the load";
    EXPECT_EQ(first.why, errc::canceled);
    EXPECT_FALSE(patient->done);
    EXPECT_EQ(b.source->canceled, 0);
    b.let_go();
    EXPECT_EQ(id_of(patient), "A");
    EXPECT_EQ(b.source->loads, 1);
}

TEST(Refreshing, LoadGoesOnWhenAllHaveGone) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    impatient only(b);
    only.cancel(b);
    b.let_go();
    EXPECT_EQ(b.cached(), "A");
}

TEST(Refreshing, RefreshesInTheBackground) {
    bench b;
    b.source->give(keys("A", b.in(1h)));
    b.source->give(keys("B", b.in(2h)));
    EXPECT_EQ(b.id(), "A");
    b.world->advance(45min);
    EXPECT_EQ(b.cached(), "A") << "half of the jitter: 45 s later";
    b.world->advance(45s);
    EXPECT_EQ(b.cached(), "null") << "somebody has to start it";
    b.source->hold();
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
    EXPECT_EQ(b.cached(), "A");
    EXPECT_EQ(b.id(), "A");
    b.let_go();
    EXPECT_EQ(b.cached(), "B");
    EXPECT_EQ(b.source->loads, 2);
}

TEST(Refreshing, FailedRefreshIsNobodysFailure) {
    bench b;
    b.source->give(keys("A", b.in(1h)));
    b.source->fail(errc::credentials_failed);
    b.source->give(keys("B", b.in(2h)));
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
    bench b;
    b.source->give(keys("A", b.in(1h)));
    b.source->give(keys("B", b.in(2h)));
    EXPECT_EQ(b.id(), "A");
    b.world->advance(51min);
    EXPECT_EQ(b.id(), "B");
}

TEST(Refreshing, NearTheEndAFailureIsSurvived) {
    bench b;
    b.source->give(keys("A", b.in(1h)));
    b.source->fail(errc::credentials_failed);
    EXPECT_EQ(b.id(), "A");
    b.world->advance(51min);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
    b.world->advance(9min);
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);
}

TEST(Refreshing, SourceThatGivesExpiredOnesIsAFailureThatSaysWhatToDo) {
    bench b;
    b.source->give(keys("A", b.in(-90s)));
    const answer a = b.get();
    ASSERT_FALSE(a);
    EXPECT_EQ(a.error().cause(), errc::credentials_expired);
    EXPECT_EQ(a.error().diagnostics().detail,
              "the test's source returned credentials that expired 90 s ago by this machine's clock: set the "
              "clock if it is wrong; otherwise get new credentials from their source");
}

TEST(Refreshing, SomeOutliveTheirExpiration) {
    bench b;
    loaded_credentials stable = keys("A", b.in(-1h));
    stable.outlive_expiration = true;
    b.source->give(stable);
    b.source->fail(errc::connect_timed_out);
    EXPECT_EQ(b.id(), "A");
    b.world->advance(12min + 31s);
    EXPECT_EQ(b.id(), "A") << "though the source fails now";
    EXPECT_EQ(b.source->loads, 2);
}

TEST(Refreshing, RefusedOnesAreLoadedAnew) {
    bench b;
    b.source->give(keys("A", std::nullopt));
    b.source->give(keys("B", std::nullopt));
    const snapshot a = b.get().value();
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
    bench b;
    b.source->give(keys("A", std::nullopt));
    const snapshot before = b.get().value();
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
    bench b;
    b.provider->refused(std::make_shared<const credentials>());
    b.source->give(keys("A", std::nullopt));
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, ClockThatIsSetForwardExpiresThem) {
    bench b;
    b.source->give(keys("A", b.in(1h)));
    b.source->give(keys("B", b.in(9h)));
    EXPECT_EQ(b.id(), "A");
    b.world->clock_error = 5h;
    EXPECT_EQ(b.cached(), "null");
    EXPECT_EQ(b.id(), "B");
}

TEST(Refreshing, ClockThatIsSetBackDoesNotPostponeTheNextAttempt) {
    bench b;
    b.source->fail(errc::credentials_failed);
    b.source->give(keys("A", std::nullopt));
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);
    b.world->clock_error = -5h;
    b.world->advance(1s);
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, ExceptionsAreFailures) {
    const struct {
        std::function<void()> thrower;
        errc cause;
        std::string detail;
    } rows[] = {
        {[] { throw std::runtime_error("no route"); }, errc::credentials_failed, "no route"},
        {[] { throw error(errc::connect_failed, {.detail = "x"}); }, errc::connect_failed, "x"},
        {[] { throw 5; }, errc::credentials_failed,
         "the source threw an exception that is not a std::exception"},
    };
    for (const auto& row : rows) {
        bench b;
        b.source->script.emplace_back([&row]() -> result<loaded_credentials> {
            row.thrower();
            return failure();
        });
        const answer a = b.get();
        ASSERT_FALSE(a);
        EXPECT_EQ(a.error().cause(), row.cause);
        EXPECT_EQ(a.error().diagnostics().detail, row.detail);
        EXPECT_TRUE(test::runs_dry(b.io));
    }
}

TEST(Refreshing, SourceThatSaysItWasCancelledHasFailed) {
    bench b;
    b.source->fail(errc::canceled);
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed) << "nobody cancelled the caller";
}

TEST(Refreshing, HangingSourceIsCancelledAfterAMinute) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    const auto asked = b.ask();
    b.world->advance(60s - 1ms);
    b.poll();
    EXPECT_FALSE(asked->done);
    b.world->advance(1ms);
    b.poll();
    ASSERT_EQ(cause_of(asked), errc::credentials_failed);
    EXPECT_EQ(asked->value->error().diagnostics().detail, "loading the credentials took more than 60 s");
    EXPECT_EQ(b.source->canceled, 1);
    EXPECT_TRUE(test::runs_dry(b.io));
    b.source->held = false;
    b.world->advance(1s);
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, HeedlessSourceIsLeftBehind) {
    bench b;
    b.source->hold();
    b.source->heedless = true;
    b.source->give(keys("late", std::nullopt));
    b.source->give(keys("A", std::nullopt));
    const auto asked = b.ask();
    b.world->advance(60s);
    b.poll();
    EXPECT_EQ(cause_of(asked), errc::credentials_failed);
    EXPECT_EQ(b.source->under_way, 1);
    b.let_go();
    EXPECT_EQ(b.source->under_way, 0);
    EXPECT_EQ(b.cached(), "null") << "what comes too late is not taken";
    b.world->advance(1s);
    EXPECT_EQ(b.id(), "A");
}

TEST(Refreshing, WhenTheContextOfALoadDiesAnotherCallerLoads) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    auto doomed = std::make_unique<boost::asio::io_context>(1);
    const auto lost = b.ask(*doomed);
    const auto also_lost = b.ask(*doomed);
    const auto asked = b.ask();
    ASSERT_EQ(b.source->loads, 1);
    b.source->held = false;
    doomed.reset();
    EXPECT_EQ(b.source->under_way, 0);
    b.poll();
    EXPECT_EQ(b.source->loads, 2);
    EXPECT_EQ(id_of(asked), "A");
    EXPECT_FALSE(lost->done);
    EXPECT_FALSE(also_lost->done);
}

TEST(Refreshing, WhenTheContextOfALoadDiesWithNobodyElseTheNextLoads) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    {
        boost::asio::io_context doomed(1);
        static_cast<void>(b.ask(doomed));
        EXPECT_EQ(b.cached(), "null");
    }
    b.source->held = false;
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.source->loads, 2);
}

TEST(Refreshing, WhoeverWaitsMayDieWithItsContext) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    const auto asked = b.ask();
    {
        boost::asio::io_context doomed(1);
        static_cast<void>(b.ask(doomed));
    }
    b.let_go();
    EXPECT_EQ(id_of(asked), "A");
}

TEST(Refreshing, ContextThatNobodyRunsHoldsUpNobodyForEver) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    boost::asio::io_context stopped(1);
    const auto stuck = b.ask(stopped);
    const auto asked = b.ask();
    b.source->held = false;
    b.world->advance(75s);
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(id_of(asked), "A") << "who waited before is served too";
    // If it runs again, its outcome is ignored.
    bench::poll(stopped);
    EXPECT_EQ(id_of(stuck), "A");
    EXPECT_EQ(b.cached(), "A");
}

TEST(Refreshing, ProviderMayDieBeforeTheLoadEnds) {
    bench b;
    b.source->hold();
    b.source->give(keys("A", std::nullopt));
    impatient only(b);
    only.cancel(b);
    const std::weak_ptr<credentials_provider> left = b.provider;
    b.provider.reset();
    EXPECT_FALSE(left.expired()) << "the load needs it";
    b.let_go();
    EXPECT_TRUE(left.expired());
}

}  // namespace
}  // namespace dynaco::identity::refreshing_test
