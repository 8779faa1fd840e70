#include "client/call/time.hpp"
#include "support/fake_effects.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::call_time_test {
namespace {

using namespace std::chrono_literals;

const call_options defaults{.deadline = 60s, .attempt_timeout = 10s};

TEST(CallTime, TakesWhatIsLeftOpenFromTheClient) {
    fake_effects world;
    const detail::call_time t(world, world.now(), {}, defaults);
    EXPECT_EQ(t.begin(), world.now());
    EXPECT_EQ(t.deadline(), world.now() + 60s);
    EXPECT_EQ(t.attempt_deadline(), world.now() + 10s);
    EXPECT_EQ(t.allowed(), 60s);
}

TEST(CallTime, EndsAtTheEarlierOfDeadlineAndUntil) {
    fake_effects world;
    EXPECT_EQ(detail::call_time(world, world.now(), {.deadline = 5s, .until = world.now() + 7s}, defaults)
                  .allowed(),
              5s);
    EXPECT_EQ(detail::call_time(world, world.now(), {.until = world.now() + 7s}, defaults).allowed(), 7s);
    const detail::call_time past(world, world.now(), {.until = world.now() - 1s}, defaults);
    EXPECT_EQ(past.allowed(), 0s);
    EXPECT_TRUE(past.late());
}

TEST(CallTime, ForEverDoesNotOverflow) {
    fake_effects world;
    const detail::call_time t(world, world.now(), {.deadline = std::chrono::milliseconds::max()}, defaults);
    EXPECT_GT(t.deadline(), world.now() + std::chrono::hours(24 * 300));
    EXPECT_FALSE(t.late());
}

TEST(CallTime, AnAttemptEndsWithTheCall) {
    fake_effects world;
    detail::call_time t(world, world.now(), {}, defaults);
    world.advance(55s);
    t.enter(call_phase::exchange);
    EXPECT_EQ(t.attempt_deadline(), t.deadline());
    EXPECT_FALSE(t.late());
    world.advance(5s);
    EXPECT_TRUE(t.late());
    EXPECT_FALSE(t.over()) << "it was not, when the exchange began";
    t.enter(call_phase::lease);
    EXPECT_TRUE(t.over());
}

TEST(CallTime, GoesToThePhaseUnderWay) {
    fake_effects world;
    detail::call_time t(world, world.now(), {}, defaults);
    world.advance(1ms);  // belongs to no phase
    t.enter(call_phase::credentials);
    world.advance(2ms);
    t.enter(call_phase::lease);
    world.advance(3ms);
    t.enter(call_phase::exchange);
    world.advance(4ms);
    t.account();
    world.advance(5ms);
    t.enter(call_phase::backoff);
    world.advance(6ms);
    EXPECT_EQ(t.spent().backoff, 0ms);
    t.account();
    EXPECT_EQ(t.phase(), call_phase::backoff);
    EXPECT_EQ(t.spent().credentials, 2ms);
    EXPECT_EQ(t.spent().lease, 3ms);
    EXPECT_EQ(t.spent().exchange, 9ms);
    EXPECT_EQ(t.spent().backoff, 6ms);
}

}  // namespace
}  // namespace dynaco::test::call_time_test
