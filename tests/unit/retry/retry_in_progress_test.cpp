#include "retry/retry_state.hpp"

#include <gtest/gtest.h>

#include <vector>

/// A transaction that is in progress according to DynamoDB (TransactionInProgressException).
namespace dynaco::retry::retry_in_progress_test {
namespace {

using std::chrono::milliseconds;

// The outcome of a call whose attempts get a response at once, after `before` transient failures.
struct course {
    std::vector<milliseconds> delays{};
    milliseconds last_attempt_at{0};
    int attempts = 0;
    int tokens = 0;
};
course run(const retry_policy& policy, double jitter, int before = 0,
           milliseconds deadline = milliseconds(60'000)) {
    retry_quota quota;
    retry_state state(policy, quota);
    course c;
    milliseconds now{0};
    for (;;) {
        c.attempts = state.begin_attempt();
        c.last_attempt_at = now;
        const bool in_progress = c.attempts > before;
        const auto next =
            state.failed({.what = in_progress ? retry_class::throttling : retry_class::transient,
                          .in_progress = in_progress,
                          .since_first = now,
                          .left = deadline - now},
                         jitter);
        c.tokens = quota.available();
        if (!next.again) return c;
        c.delays.push_back(next.delay);
        now += next.delay;
    }
}
std::vector<milliseconds> ms(std::initializer_list<int> times) {
    std::vector<milliseconds> all;
    for (const int each : times) all.emplace_back(each);
    return all;
}
const retry_policy dynamodb = effective({});

TEST(RetryInProgress, HalfOfThePauseIsCertain) {
    EXPECT_EQ(run(dynamodb, 0.5).delays, ms({750, 1500, 3000}));
    EXPECT_EQ(run(dynamodb, 1).delays, ms({1000, 2000, 4000}));
}

TEST(RetryInProgress, TheLastAttemptIsFiveSecondsAfterTheFirst) {
    EXPECT_EQ(run(dynamodb, 0).delays, ms({500, 1000, 3500}));
    EXPECT_EQ(run(effective({.max_attempts = 2}), 0.5).delays, ms({5000}));
    EXPECT_EQ(run(effective({.max_attempts = 3}), 0.5).delays, ms({750, 4250}));
    EXPECT_EQ(run(effective({.mode = retry_mode::standard_2_0}), 0.5).delays, ms({750, 4250}));
    EXPECT_EQ(run(dynamodb, 0).attempts, 4);
}

TEST(RetryInProgress, FoundByTheLastAttemptItGetsOneMore) {
    const course c = run(dynamodb, 1, 3);  // 25, 50, 100 ms
    EXPECT_EQ(c.attempts, 5);
    EXPECT_EQ(c.last_attempt_at, milliseconds(8175)) << "the pause of a fourth failure is longer anyway";
    const course soon = run(effective({.max_attempts = 2}), 0, 1);
    EXPECT_EQ(soon.attempts, 3);
    EXPECT_EQ(soon.last_attempt_at, milliseconds(5000));
    const course late = run(effective({.max_attempts = 2, .base_delay = milliseconds(6000)}), 1, 1);
    EXPECT_EQ(late.attempts, 2) << "that one was late enough";
}

TEST(RetryInProgress, OneAttemptStaysOne) { EXPECT_EQ(run(effective({.max_attempts = 1}), 0.5).attempts, 1); }

TEST(RetryInProgress, TheDeadlineIsNotSacrificed) {
    const course c = run(dynamodb, 0.5, 0, milliseconds(4000));
    EXPECT_EQ(c.delays, ms({750, 1500})) << "3 s more would be beyond";
    const course tight = run(effective({.max_attempts = 2}), 0.5, 0, milliseconds(4000));
    EXPECT_EQ(tight.delays, ms({750})) << "sooner is better than never";
}

TEST(RetryInProgress, CostsAsThrottlingDoes) { EXPECT_EQ(run(dynamodb, 0.5).tokens, 485); }

TEST(RetryInProgress, RetryAfterCounts) {
    retry_quota quota;
    retry_state state(dynamodb, quota);
    state.begin_attempt();
    const auto next =
        state.failed({.what = retry_class::throttling, .retry_after = "1200", .in_progress = true}, 0.5);
    EXPECT_EQ(next.delay, milliseconds(1200));
}

}  // namespace
}  // namespace dynaco::retry::retry_in_progress_test
