#include "retry/retry_state.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::retry::retry_state_test {
namespace {

using std::chrono::milliseconds;
using enum retry_class;

constexpr double full_jitter = 1;
const retry_policy dynamodb = effective({});
const retry_policy older = effective({.mode = retry_mode::standard_2_0});
const retry_policy other_services = effective({.base_delay = milliseconds(50)});

// One attempt: its end (`none` means success), and the expected decision.
struct attempt {
    retry_class ended;
    bool again = false;
    int delay_ms = 0;
    int quota = 0;
    std::string_view retry_after{};
    bool timed_out = false;
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
    {"retry-after that is not a number", other_services, 500, {{transient, true, 50, 486, "invalid"}}},
    {"retry-after with more behind", other_services, 500, {{transient, true, 50, 486, "1500ms"}}},
    {"retry-after with a fraction", other_services, 500, {{transient, true, 50, 486, "1500.5"}}},
    {"retry-after with white space", other_services, 500, {{transient, true, 50, 486, " 1500"}}},
    {"negative retry-after", other_services, 500, {{transient, true, 50, 486, "-1500"}}},
    {"retry-after of 2^63 - 1", other_services, 500, {{transient, true, 5050, 486, "9223372036854775807"}}},
    {"retry-after beyond 64 bits", other_services, 500, {{transient, true, 50, 486, "9223372036854775808"}}},
    {"retry-after of throttling", dynamodb, 500, {{throttling, true, 1500, 495, "1500"}}},
    {"retry-after after the last attempt", {.max_attempts = 1}, 500, {{transient, false, 0, 500, "1500"}}},
};

// The vectors of standard retries 2.0 (smithy-rs, aws-smithy-runtime, client/retries/strategy/standard.rs).
const std::vector<script> older_scripts{
    {"success after two failures",
     older,
     500,
     {{transient, true, 1000, 495}, {transient, true, 2000, 490}, {none, false, 0, 495}}},
    {"until the attempts are spent",
     older,
     500,
     {{transient, true, 1000, 495}, {transient, true, 2000, 490}, {transient, false, 0, 490}}},
    {"the quota is spent after one repetition",
     older,
     5,
     {{transient, true, 1000, 0}, {transient, false, 0, 0}}},
    {"no quota at the first failure", older, 0, {{transient, false, 0, 0}}},
    {"four tokens are not enough", older, 4, {{throttling, false, 0, 4}}},
    {"the delay doubles",
     {.mode = retry_mode::standard_2_0, .max_attempts = 5},
     500,
     {{transient, true, 1000, 495},
      {transient, true, 2000, 490},
      {transient, true, 4000, 485},
      {transient, true, 8000, 480},
      {transient, false, 0, 480}}},
    {"the delay is capped",
     {.mode = retry_mode::standard_2_0, .max_attempts = 5, .max_delay = milliseconds(3000)},
     500,
     {{transient, true, 1000, 495},
      {transient, true, 2000, 490},
      {transient, true, 3000, 485},
      {transient, true, 3000, 480},
      {transient, false, 0, 480}}},
    {"throttling is like any failure",
     older,
     500,
     {{throttling, true, 1000, 495}, {transient, true, 2000, 490}, {none, false, 0, 495}}},
    {"timeouts cost ten",
     older,
     25,
     {{transient, true, 1000, 15, {}, true}, {transient, true, 2000, 5, {}, true}, {none, false, 0, 15}}},
    {"nine tokens are not enough for a timeout", older, 9, {{transient, false, 0, 9, {}, true}}},
    {"the first success adds one", older, 498, {{none, false, 0, 499}}},
    {"retry-after is not known", older, 500, {{transient, true, 1000, 495, "1500"}}},
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
            const retry_decision decision = state.failed(
                {.what = each.ended, .retry_after = each.retry_after, .timed_out = each.timed_out},
                full_jitter);
            EXPECT_EQ(decision.again, each.again);
            EXPECT_EQ(decision.delay, milliseconds(each.delay_ms));
        }
        EXPECT_EQ(quota.available(), each.quota);
    }
}

TEST(RetryState, FollowsTheVectorsOfTheSpecification) {
    for (const script& each : scripts) run(each);
}

TEST(RetryState, FollowsTheVectorsOfTheVersionBefore) {
    for (const script& each : older_scripts) run(each);
}

TEST(RetryState, AdaptiveIsStandardInAllBesides) {
    for (script each : scripts) {
        each.policy.mode = retry_mode::adaptive;
        run(each);
    }
}

TEST(RetryState, QuotaOfTheVersionBeforeRecoversBySuccess) {
    retry_quota quota(15);
    {
        retry_state first(older, quota);
        for (const int tokens : {10, 5}) {
            first.begin_attempt();
            EXPECT_TRUE(first.failed({.what = transient}, full_jitter).again);
            EXPECT_EQ(quota.available(), tokens);
        }
        first.begin_attempt();
        first.succeeded();
        EXPECT_EQ(quota.available(), 10);
    }
    retry_state second(older, quota);
    second.begin_attempt();
    EXPECT_EQ(second.failed({.what = transient}, full_jitter).delay, milliseconds(1000));
    EXPECT_EQ(quota.available(), 5);
    second.begin_attempt();
    second.succeeded();
    EXPECT_EQ(quota.available(), 10);
}

TEST(RetryState, TellsWhyItEnds) {
    const auto end = [](const retry_policy& policy, int tokens, const failed_attempt& last) {
        retry_quota quota(tokens);
        retry_state state(policy, quota);
        state.begin_attempt();
        const retry_decision decision = state.failed(last, full_jitter);
        EXPECT_EQ(decision.again, decision.end == retry_end::none);
        EXPECT_EQ(quota.available() == tokens, !decision.again) << "an end takes no tokens";
        return decision.end;
    };
    const retry_policy careful = effective({.retry_ambiguous_writes = false});
    EXPECT_EQ(end(dynamodb, 500, {.what = transient}), retry_end::none);
    EXPECT_EQ(end(dynamodb, 500, {.what = none}), retry_end::not_retryable);
    EXPECT_EQ(end(effective({.max_attempts = 1}), 500, {.what = transient}), retry_end::attempts_spent);
    EXPECT_EQ(end(dynamodb, 13, {.what = transient}), retry_end::quota_spent);
    EXPECT_EQ(end(dynamodb, 4, {.what = throttling}), retry_end::quota_spent);
    EXPECT_EQ(end(dynamodb, 500, {.what = transient, .ambiguous = true}), retry_end::none);
    EXPECT_EQ(end(careful, 500, {.what = transient, .ambiguous = true}), retry_end::ambiguous);
    EXPECT_EQ(end(careful, 500, {.what = transient}), retry_end::none);
}

TEST(RetryState, APauseBeyondTheDeadlineTakesNoTokens) {
    for (const auto& [left, again] : {std::pair{24, false}, {25, false}, {26, true}}) {
        retry_quota quota;
        retry_state state(dynamodb, quota);
        state.begin_attempt();
        const auto decision = state.failed({.what = transient, .left = milliseconds(left)}, full_jitter);
        EXPECT_EQ(decision.again, again) << left;
        EXPECT_EQ(decision.end, again ? retry_end::none : retry_end::too_late) << left;
        EXPECT_EQ(quota.available(), again ? 486 : 500) << left;
    }
}

TEST(RetryState, DoesNotRepeatWhatWouldFailAgain) {
    retry_quota quota;
    retry_state state(dynamodb, quota);
    state.begin_attempt();
    EXPECT_FALSE(state.failed({.what = none, .retry_after = "1500"}, full_jitter).again)
        << "the header alone makes nothing retryable";
    EXPECT_EQ(quota.available(), 500);
}

TEST(RetryState, JitterScalesTheDelayDownToZero) {
    for (const auto& [jitter, expected] : {std::pair{0.0, 0}, {0.5, 12}, {0.04, 1}, {0.999, 24}}) {
        retry_quota quota;
        retry_state state(dynamodb, quota);
        state.begin_attempt();
        EXPECT_EQ(state.failed({.what = transient}, jitter).delay, milliseconds(expected)) << jitter;
    }
}

TEST(RetryState, RetryAfterIsBoundedByTheJitteredDelay) {
    const auto delay = [](double jitter, std::string_view retry_after) {
        retry_quota quota;
        retry_state state(other_services, quota);
        state.begin_attempt();
        return state.failed({.what = transient, .retry_after = retry_after}, jitter).delay;
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
        decision = state.failed({.what = throttling}, full_jitter);
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
    EXPECT_EQ(state.failed({.what = transient}, full_jitter).delay, milliseconds(25));
}

TEST(RetryState, CallsShareTheQuota) {
    retry_quota quota(20);
    retry_state first(dynamodb, quota);
    retry_state second(dynamodb, quota);
    first.begin_attempt();
    second.begin_attempt();
    EXPECT_TRUE(first.failed({.what = transient}, full_jitter).again);
    EXPECT_FALSE(second.failed({.what = transient}, full_jitter).again);
    first.begin_attempt();
    first.succeeded();
    EXPECT_TRUE(second.failed({.what = transient}, full_jitter).again);
    EXPECT_EQ(quota.available(), 6);
}

TEST(RetryState, ACallThatIsGivenUpReturnsNothing) {
    retry_quota quota;
    {
        retry_state state(dynamodb, quota);
        state.begin_attempt();
        EXPECT_TRUE(state.failed({.what = transient}, full_jitter).again);
        state.begin_attempt();
        EXPECT_FALSE(state.failed({.what = none}, full_jitter).again);
    }
    EXPECT_EQ(quota.available(), 486);
}

}  // namespace
}  // namespace dynaco::retry::retry_state_test
