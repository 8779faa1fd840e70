#include "unit/client/call_bench.hpp"

#include <dynaco/observing.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_credentials_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;

std::shared_ptr<const credentials> named(const std::string& id) {
    return keys_of({.access_key_id = id, .secret_access_key = secret_key, .session_token = "token of " + id});
}

attempt refusal(const std::string& code = "ExpiredTokenException") {
    return attempt::service_error(400, code);
}

/// Records the steps of calls.
class notes final : public observer {
 public:
    void attempt_ended(const attempt_event& e) override {
        lines.push_back(e.why ? "failed " + std::string(e.service_code) : "succeeded");
    }
    void retry_decided(const retry_event& e) override {
        lines.push_back("again after " + std::to_string(e.pause.count()) + " ms");
    }
    void call_ended(const call_event& e) override {
        lines.push_back("ended after " + std::to_string(e.attempts));
    }
    std::vector<std::string> lines{};
};

/// The provider has A in memory.
struct credentials_bench : call_bench {
    explicit credentials_bench(const client_options& options = {}) : call_bench(options) {
        keys->caches = true;
        keys->kept = named("A");
    }

    [[nodiscard]] std::string signed_by(std::size_t request) const {
        const std::string header = wire->sent.at(request).header("authorization");
        const auto from = header.find("Credential=") + 11;
        return header.substr(from, header.find('/') - from);
    }
};

TEST(CallLoopCredentials, RefusedOnesAreReplacedAndTheCallMadeAgainAtOnce) {
    for (const std::string code :
         {"ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException", "InvalidClientTokenId"}) {
        for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
            credentials_bench b;
            const reply answer = b.succeeds(
                request, {refusal(code), reports_refused("A"), loads(named("B")), attempt::answer()});
            EXPECT_EQ(answer.attempts, 2);
            ASSERT_EQ(b.wire->sent.size(), 2U) << code;
            EXPECT_EQ(b.signed_by(0), "A");
            EXPECT_EQ(b.signed_by(1), "B");
            EXPECT_EQ(b.wire->sent.at(1).header("x-amz-security-token"), "token of B");
        }
    }
}

TEST(CallLoopCredentials, OtherErrorsDoNotBlameThem) {
    for (const std::string code : {"AccessDeniedException", "ValidationException",
                                   "InvalidSignatureException", "MissingAuthenticationTokenException"}) {
        credentials_bench b;
        EXPECT_EQ(b.read_fails({refusal(code)}).diagnostics().service_code, code);
    }
}

TEST(CallLoopCredentials, SecondRefusalStands) {
    credentials_bench b;
    const failure why = b.read_fails({refusal(), reports_refused("A"), loads(named("B")), refusal()});
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(why.diagnostics().attempts, 2);
}

TEST(CallLoopCredentials, SameKeysAreNotTriedAgain) {
    credentials_bench b;
    const failure why = b.write_fails({refusal(), reports_refused("A"), loads(named("A"))});
    EXPECT_EQ(why.cause(), errc::expired_token) << "it was not applied";
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(why.diagnostics().http_status, 400);
    EXPECT_EQ(why.diagnostics().detail,
              "other credentials could not be loaded: the provider returned access key A again");
    EXPECT_EQ(why.text().find(secret_key), std::string::npos);
    EXPECT_EQ(why.text().find("token of A"), std::string::npos);
}

TEST(CallLoopCredentials, StaticOnesHaveNoOthers) {
    call_bench b;
    b.use(static_credentials("AKID", "secret"));
    EXPECT_EQ(b.read_fails({refusal("UnrecognizedClientException")}).cause(), errc::unrecognized_client);
}

TEST(CallLoopCredentials, FailureOfTheProviderIsToldBesideTheRefusal) {
    credentials_bench b;
    const failure why = b.read_fails(
        {refusal(), reports_refused("A"), fails_to_load(errc::credentials_failed, "status 500")});
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(
        why.diagnostics().detail,
        "other credentials could not be loaded: the configured source of credentials failed: status 500");
    EXPECT_EQ(why.diagnostics().service_code, "ExpiredTokenException");
}

TEST(CallLoopCredentials, ItCountsAsAnAttempt) {
    credentials_bench b;
    const failure why = b.read_fails({refusal(), reports_refused("A")}, {.max_attempts = 1});
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(b.keys->loads, 0);
}

TEST(CallLoopCredentials, ItCostsNothingOfTheRetryQuota) {
    credentials_bench b;
    // 500 tokens are enough for 35 retries at 14 tokens each; these are more.
    for (int i = 0; i < 50; ++i) {
        const std::string number = std::to_string(i);
        b.keys->kept = named("A" + number);
        const failure why =
            b.read_fails({refusal(), reports_refused("A" + number), loads(named("B" + number)), refusal()});
        EXPECT_EQ(why.diagnostics().attempts, 2) << i;
        EXPECT_FALSE(why.diagnostics().retry_quota_spent);
    }
    b.read_succeeds({attempt::lost(), sleeps(12ms), attempt::answer()});  // the quota is as full as it was
}

TEST(CallLoopCredentials, BackoffOfOtherFailuresGoesOn) {
    credentials_bench b;
    const reply answer =
        b.read_succeeds({attempt::lost(), sleeps(12ms), refusal(), reports_refused("A"), loads(named("B")),
                         attempt::lost(), sleeps(50ms), attempt::answer()});
    EXPECT_EQ(answer.attempts, 4);
    ASSERT_EQ(b.wire->sent.size(), 4U);
    EXPECT_EQ(b.signed_by(3), "B");
}

TEST(CallLoopCredentials, DeadlineHoldsWhileOthersAreAskedFor) {
    credentials_bench b;
    b.keys->held.hold();
    b.wire->script({refusal()});
    const auto call = start(b.io.get_executor(), b.start_call(call_bench::read()));
    run_until(b.io, [&b] { return b.keys->loads == 1 && b.world->has_alarm(); });
    b.world->advance_to_alarm();
    run_until(b.io, [&call] { return call->done; });
    const result<reply> outcome = call->get();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().cause(), errc::expired_token) << "that is why it failed";
    EXPECT_EQ(outcome.error().diagnostics().ended_in, call_phase::credentials);
    EXPECT_EQ(outcome.error().diagnostics().times.credentials, 60s);
}

TEST(CallLoopCredentials, NoOthersAreAskedForAfterTheDeadline) {
    credentials_bench b;
    b.keys->on_refused = [&b] { b.world->advance(2s); };
    const failure why =
        b.read_fails({refusal(), reports_refused("A")}, {.deadline = 1s, .attempt_timeout = 10s});
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(b.keys->loads, 0);
}

TEST(CallLoopCredentials, CancelledWhileOthersAreAskedFor) {
    credentials_bench b;
    const failure why =
        b.is_canceled(call_bench::write(), {refusal(), reports_refused("A"), hangs_in_load()});
    EXPECT_EQ(why.cause(), errc::canceled) << "the write was refused: its outcome is known";
    EXPECT_EQ(why.diagnostics().ended_in, call_phase::credentials);
}

TEST(CallLoopCredentials, WriteThatMayHaveBeenAppliedBeforeStaysInDoubt) {
    credentials_bench b;
    const failure why =
        b.write_fails({attempt::lost(), sleeps(12ms), refusal(), reports_refused("A"), loads(named("A"))});
    EXPECT_EQ(why.cause(), errc::outcome_unknown);
}

TEST(CallLoopCredentials, ObserverSeesARetryWithoutAPause) {
    const auto seen = std::make_shared<notes>();
    credentials_bench b({.observer = seen});
    b.read_succeeds({refusal(), reports_refused("A"), loads(named("B")), attempt::answer()});
    EXPECT_EQ(seen->lines, (std::vector<std::string>{"failed ExpiredTokenException", "again after 0 ms",
                                                     "succeeded", "ended after 2"}));
    seen->lines.clear();
    b.read_fails({refusal(), reports_refused("B"), loads(named("B"))});
    EXPECT_EQ(seen->lines, (std::vector<std::string>{"failed ExpiredTokenException", "ended after 1"}));
}

TEST(CallLoopCredentials, ErrorSaysWhatToDo) {
    call_bench b;
    b.use(static_credentials("AKID", "secret", "token"));
    const std::string text = b.read_fails({refusal()}).text();
    EXPECT_NE(text.find("aws sso login"), std::string::npos) << text;
    EXPECT_NE(text.find("client_options::credentials"), std::string::npos) << text;
}

}  // namespace
}  // namespace dynaco::test::call_loop_credentials_test
