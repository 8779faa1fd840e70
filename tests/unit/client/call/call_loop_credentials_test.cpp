#include "unit/client/call_bench.hpp"

#include <dynaco/observing.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_credentials_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;
using snapshot = std::shared_ptr<const credentials>;

snapshot named(const std::string& id) {
    return std::make_shared<const credentials>(
        credentials{.access_key_id = id, .secret_access_key = secret_key, .session_token = "token of " + id});
}

/// Returns A until it is refused, then the next credentials.
class rotating_provider final : public credentials_provider {
 public:
    explicit rotating_provider(fake_effects& world) : world_(world) {}
    [[nodiscard]] snapshot cached() noexcept override { return at_hand ? current : nullptr; }
    boost::asio::awaitable<result<snapshot>> get() override {
        ++asked;
        const auto executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable);
        if (hanging) {
            boost::asio::steady_timer timer(executor, boost::asio::steady_timer::time_point::max());
            co_await timer.async_wait(boost::asio::use_awaitable);
        }
        if (why.code()) co_return why;
        current = next;
        at_hand = true;
        co_return current;
    }
    void refused(const snapshot& which) noexcept override {
        refusals.push_back(which->access_key_id);
        world_.advance(refusal_takes);
        at_hand = false;
    }

    snapshot current = named("A"), next = named("B");
    bool at_hand = true, hanging = false;
    failure why{};
    std::chrono::milliseconds refusal_takes{0};
    int asked = 0;
    std::vector<std::string> refusals{};

 private:
    fake_effects& world_;
};

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

struct credentials_bench : call_bench {
    explicit credentials_bench(const client_options& options = {}) { use(provider, options); }

    [[nodiscard]] std::string signed_by(std::size_t request) const {
        const std::string header = wire->sent.at(request).header("authorization");
        const auto from = header.find("Credential=") + 11;
        return header.substr(from, header.find('/') - from);
    }

    std::shared_ptr<rotating_provider> provider = std::make_shared<rotating_provider>(*world);
};

TEST(CallLoopCredentials, RefusedOnesAreReplacedAndTheCallMadeAgainAtOnce) {
    for (const std::string code :
         {"ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException", "InvalidClientTokenId"}) {
        for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
            credentials_bench b;
            b.wire->script({refusal(code), attempt::answer()});
            const auto answer = b.call(request);
            ASSERT_TRUE(answer) << code << answer.error().text();
            EXPECT_EQ(answer->attempts, 2);
            EXPECT_EQ(b.provider->refusals, std::vector<std::string>{"A"});
            EXPECT_EQ(b.provider->asked, 1);
            EXPECT_EQ(b.signed_by(0), "A");
            EXPECT_EQ(b.signed_by(1), "B");
            EXPECT_EQ(b.wire->sent.at(1).header("x-amz-security-token"), "token of B");
            EXPECT_TRUE(b.world->sleeps.empty()) << "there is no backoff";
        }
    }
}

TEST(CallLoopCredentials, OtherErrorsDoNotBlameThem) {
    for (const std::string code : {"AccessDeniedException", "ValidationException",
                                   "InvalidSignatureException", "MissingAuthenticationTokenException"}) {
        credentials_bench b;
        b.wire->script({refusal(code)});
        EXPECT_EQ(b.fail_read().diagnostics().service_code, code);
        EXPECT_TRUE(b.provider->refusals.empty()) << code;
    }
}

TEST(CallLoopCredentials, SecondRefusalStands) {
    credentials_bench b;
    b.wire->script({refusal(), refusal()});
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(why.diagnostics().attempts, 2);
    EXPECT_EQ(b.provider->refusals, std::vector<std::string>{"A"}) << "once per call";
    EXPECT_EQ(b.wire->sent.size(), 2U);
}

TEST(CallLoopCredentials, SameKeysAreNotTriedAgain) {
    credentials_bench b;
    b.provider->next = named("A");
    b.wire->script({refusal()});
    const failure why = b.fail_write();
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
    b.wire->script({refusal("UnrecognizedClientException")});
    EXPECT_EQ(b.fail_read().cause(), errc::unrecognized_client);
    EXPECT_EQ(b.wire->sent.size(), 1U);
}

TEST(CallLoopCredentials, FailureOfTheProviderIsToldBesideTheRefusal) {
    credentials_bench b;
    b.provider->why = failure(errc::credentials_failed, {.detail = "status 500"});
    b.wire->script({refusal()});
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(
        why.diagnostics().detail,
        "other credentials could not be loaded: the configured source of credentials failed: status 500");
    EXPECT_EQ(why.diagnostics().service_code, "ExpiredTokenException");
}

TEST(CallLoopCredentials, ItCountsAsAnAttempt) {
    credentials_bench b;
    b.wire->script({refusal()});
    const failure why = b.fail_read({.max_attempts = 1});
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(b.provider->refusals, std::vector<std::string>{"A"}) << "for the next call";
    EXPECT_EQ(b.provider->asked, 0);
}

TEST(CallLoopCredentials, ItCostsNothingOfTheRetryQuota) {
    credentials_bench b;
    // 500 tokens are enough for 35 retries at 14 tokens each; these are more.
    for (int i = 0; i < 50; ++i) {
        b.provider->current = named("A" + std::to_string(i));
        b.provider->next = named("B" + std::to_string(i));
        b.wire->script({refusal(), refusal()});
        const failure why = b.fail_read();
        EXPECT_EQ(why.diagnostics().attempts, 2) << i;
        EXPECT_FALSE(why.diagnostics().retry_quota_spent);
    }
    b.wire->script({attempt::broken(errc::connection_lost), attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read())) << "the quota is as full as it was";
}

TEST(CallLoopCredentials, BackoffOfOtherFailuresGoesOn) {
    credentials_bench b;
    b.wire->script({attempt::broken(errc::connection_lost), refusal(), attempt::broken(errc::connection_lost),
                    attempt::answer()});
    const auto answer = b.call(call_bench::read());
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->attempts, 4);
    EXPECT_EQ(b.signed_by(3), "B");
    EXPECT_EQ(b.world->sleeps.size(), 2U);
}

TEST(CallLoopCredentials, DeadlineHoldsWhileOthersAreAskedFor) {
    credentials_bench b;
    b.provider->hanging = true;
    b.wire->script({refusal()});
    const auto call = start(b.io.get_executor(), b.start_call(call_bench::read()));
    run_until(b.io, [&b] { return b.provider->asked == 1 && b.world->has_alarm(); });
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
    b.provider->refusal_takes = 2s;
    b.wire->script({refusal()});
    const failure why = b.fail_read({.deadline = 1s, .attempt_timeout = 10s});
    EXPECT_EQ(why.cause(), errc::expired_token);
    EXPECT_EQ(b.provider->asked, 0);
}

TEST(CallLoopCredentials, CancelledWhileOthersAreAskedFor) {
    credentials_bench b;
    b.provider->hanging = true;
    b.wire->script({refusal()});
    cancellable_call call(b, call_bench::write());
    run_until(b.io, [&b] { return b.provider->asked == 1 && b.world->has_alarm(); });
    call.cancel();
    run_until(b.io, [&call] { return call.done; });
    EXPECT_EQ(call.why.cause(), errc::canceled) << "the write was refused: its outcome is known";
    EXPECT_EQ(call.why.diagnostics().ended_in, call_phase::credentials);
}

TEST(CallLoopCredentials, WriteThatMayHaveBeenAppliedBeforeStaysInDoubt) {
    credentials_bench b;
    b.provider->next = named("A");
    b.wire->script({attempt::broken(errc::connection_lost), refusal()});
    EXPECT_EQ(b.fail_write().cause(), errc::outcome_unknown);
}

TEST(CallLoopCredentials, ObserverSeesARetryWithoutAPause) {
    const auto seen = std::make_shared<notes>();
    credentials_bench b({.observer = seen});
    b.wire->script({refusal(), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(seen->lines, (std::vector<std::string>{"failed ExpiredTokenException", "again after 0 ms",
                                                     "succeeded", "ended after 2"}));
    seen->lines.clear();
    b.provider->next = b.provider->current;
    b.wire->script({refusal()});
    static_cast<void>(b.fail_read());
    EXPECT_EQ(seen->lines, (std::vector<std::string>{"failed ExpiredTokenException", "ended after 1"}));
}

TEST(CallLoopCredentials, ErrorSaysWhatToDo) {
    call_bench b;
    b.use(static_credentials("AKID", "secret", "token"));
    b.wire->script({refusal()});
    const std::string text = b.fail_read().text();
    EXPECT_NE(text.find("aws sso login"), std::string::npos) << text;
    EXPECT_NE(text.find("client_options::credentials"), std::string::npos) << text;
}

}  // namespace
}  // namespace dynaco::test::call_loop_credentials_test
