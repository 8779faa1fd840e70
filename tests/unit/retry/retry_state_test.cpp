#include "retry/retry_state.hpp"

#include "retry/effective_policy.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::retry {
namespace {

using std::chrono::milliseconds;
using enum retry_class;

constexpr double full_jitter = 1;
const retry_policy dynamodb = effective({});
const retry_policy other_services = effective({.base_delay = milliseconds(50)});

// One attempt: how it ended (`none` stands for success), and what must follow.
struct attempt {
    retry_class ended;
    bool again = false;
    int delay_ms = 0;
    int quota = 0;
    std::string_view retry_after{};
};

struct script {
    const char* name;
    retry_policy policy;
    int tokens;
    std::vector<attempt> attempts;
};

// The vectors of the cross-SDK specification of standard retries 2.1 (aws-sdk-go-v2, retry2026_test.go).
const std::vector<script> scripts{
    {"success after two failures",
     other_services,
     500,
     {{transient, true, 50, 486}, {transient, true, 100, 472}, {none, false, 0, 486}}},
    {"DynamoDB until the attempts are spent",
     dynamodb,
     500,
     {{transient, true, 25, 486},
      {transient, true, 50, 472},
      {transient, true, 100, 458},
      {transient, false, 0, 458}}},
    {"throttling then success", dynamodb, 500, {{throttling, true, 1000, 495}, {none, false, 0, 500}}},
    {"throttling until the attempts are spent",
     dynamodb,
     500,
     {{throttling, true, 1000, 495},
      {throttling, true, 2000, 490},
      {throttling, true, 4000, 485},
      {throttling, false, 0, 485}}},
    {"the quota is spent after one repetition",
     other_services,
     14,
     {{transient, true, 50, 0}, {transient, false, 0, 0}}},
    {"six tokens are not enough", other_services, 20, {{transient, true, 50, 6}, {transient, false, 0, 6}}},
    {"six tokens are enough for throttling",
     other_services,
     20,
     {{transient, true, 50, 6}, {throttling, true, 2000, 1}, {throttling, false, 0, 1}}},
    {"no quota at the first failure", other_services, 0, {{transient, false, 0, 0}}},
    {"the delay is capped",
     {.max_attempts = 5, .base_delay = milliseconds(50), .max_delay = milliseconds(200)},
     500,
     {{transient, true, 50, 486},
      {transient, true, 100, 472},
      {transient, true, 200, 458},
      {transient, true, 200, 444},
      {transient, false, 0, 444}}},
    {"each failure counts by its own class",
     dynamodb,
     500,
     {{transient, true, 25, 486},
      {throttling, true, 2000, 481},
      {transient, true, 100, 467},
      {none, false, 0, 481}}},
    {"only the last cost is refunded",
     dynamodb,
     500,
     {{transient, true, 25, 486}, {throttling, true, 2000, 481}, {none, false, 0, 486}}},
    {"the first success adds one", dynamodb, 480, {{none, false, 0, 481}}},
    {"the first success does not overfill", dynamodb, 500, {{none, false, 0, 500}}},
    {"one attempt only", {.max_attempts = 1}, 500, {{transient, false, 0, 500}}},
    {"retry-after", other_services, 500, {{transient, true, 1500, 486, "1500"}}},
    {"retry-after of zero", other_services, 500, {{transient, true, 50, 486, "0"}}},
    {"retry-after beyond five seconds", other_services, 500, {{transient, true, 5050, 486, "10000"}}},
    {"retry-after at the upper end", other_services, 500, {{transient, true, 5050, 486, "5050"}}},
    {"retry-after below the delay", other_services, 500, {{transient, true, 50, 486, "49"}}},
    {"retry-after that is no number", other_services, 500, {{transient, true, 50, 486, "invalid"}}},
    {"retry-after with more behind", other_services, 500, {{transient, true, 50, 486, "1500ms"}}},
    {"retry-after with a fraction", other_services, 500, {{transient, true, 50, 486, "1500.5"}}},
    {"retry-after with white space", other_services, 500, {{transient, true, 50, 486, " 1500"}}},
    {"negative retry-after", other_services, 500, {{transient, true, 50, 486, "-1500"}}},
    {"retry-after of 2^63 - 1", other_services, 500, {{transient, true, 5050, 486, "9223372036854775807"}}},
    {"retry-after beyond 64 bits", other_services, 500, {{transient, true, 50, 486, "9223372036854775808"}}},
    {"retry-after of throttling", dynamodb, 500, {{throttling, true, 1500, 495, "1500"}}},
    {"retry-after after the last attempt", {.max_attempts = 1}, 500, {{transient, false, 0, 500, "1500"}}},
};

void run(const script& s) {
    retry_quota quota(s.tokens);
    const retry_policy policy = effective(s.policy);
    retry_state state(policy, quota);
    int number = 0;
    for (const attempt& each : s.attempts) {
        SCOPED_TRACE(std::string(s.name) + ", attempt " + std::to_string(number + 1));
        EXPECT_EQ(state.begin_attempt(), ++number);
        if (each.ended == none) {
            state.succeeded();
        } else {
            const retry_decision decision = state.failed(each.ended, full_jitter, each.retry_after);
            EXPECT_EQ(decision.again, each.again);
            EXPECT_EQ(decision.delay, milliseconds(each.delay_ms));
        }
        EXPECT_EQ(quota.available(), each.quota);
    }
}

TEST(RetryState, FollowsTheVectorsOfTheSpecification) {
    for (const script& each : scripts) run(each);
}

TEST(RetryState, DoesNotRepeatWhatWouldFailAgain) {
    retry_quota quota;
    retry_state state(dynamodb, quota);
    state.begin_attempt();
    EXPECT_FALSE(state.failed(none, full_jitter, "1500").again) << "the header alone makes nothing retryable";
    EXPECT_EQ(quota.available(), 500);
}

TEST(RetryState, JitterScalesTheDelayDownToZero) {
    for (const auto& [jitter, expected] : {std::pair{0.0, 0}, {0.5, 12}, {0.04, 1}, {0.999, 24}}) {
        retry_quota quota;
        retry_state state(dynamodb, quota);
        state.begin_attempt();
        EXPECT_EQ(state.failed(transient, jitter).delay, milliseconds(expected)) << jitter;
    }
}

TEST(RetryState, RetryAfterIsBoundedByTheJitteredDelay) {
    const auto delay = [](double jitter, std::string_view retry_after) {
        retry_quota quota;
        retry_state state(other_services, quota);
        state.begin_attempt();
        return state.failed(transient, jitter, retry_after).delay;
    };
    EXPECT_EQ(delay(0, "0"), milliseconds(0));
    EXPECT_EQ(delay(0, "10000"), milliseconds(5000));
    EXPECT_EQ(delay(0.5, "10"), milliseconds(25));
    EXPECT_EQ(delay(0.5, "10000"), milliseconds(5025));
}

TEST(RetryState, ManyAttemptsStayAtTheLongestDelay) {
    retry_quota quota;
    const retry_policy patient = effective({.max_attempts = std::numeric_limits<int>::max()});
    retry_state state(patient, quota);
    retry_decision decision;
    for (int i = 0; i < 100; ++i) {
        state.begin_attempt();
        decision = state.failed(throttling, full_jitter);
    }
    EXPECT_TRUE(decision.again);
    EXPECT_EQ(decision.delay, milliseconds(20000));
    EXPECT_EQ(quota.available(), 0);
    EXPECT_EQ(state.attempts(), 100);
}

// Credentials can fail before anything is sent.
TEST(RetryState, AFailureBeforeTheFirstAttemptWaitsTheBaseDelay) {
    retry_quota quota;
    retry_state state(dynamodb, quota);
    EXPECT_EQ(state.failed(transient, full_jitter).delay, milliseconds(25));
}

TEST(RetryState, CallsShareTheQuota) {
    retry_quota quota(20);
    retry_state first(dynamodb, quota);
    retry_state second(dynamodb, quota);
    first.begin_attempt();
    second.begin_attempt();
    EXPECT_TRUE(first.failed(transient, full_jitter).again);
    EXPECT_FALSE(second.failed(transient, full_jitter).again);
    first.begin_attempt();
    first.succeeded();
    EXPECT_TRUE(second.failed(transient, full_jitter).again);
    EXPECT_EQ(quota.available(), 6);
}

TEST(RetryState, ACallThatIsGivenUpReturnsNothing) {
    retry_quota quota;
    {
        retry_state state(dynamodb, quota);
        state.begin_attempt();
        EXPECT_TRUE(state.failed(transient, full_jitter).again);
        state.begin_attempt();
        EXPECT_FALSE(state.failed(none, full_jitter).again);
    }
    EXPECT_EQ(quota.available(), 486);
}

}  // namespace
}  // namespace dynaco::retry
