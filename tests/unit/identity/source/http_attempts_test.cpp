#include "identity/source/attempts.hpp"
#include "support/cancellable.hpp"
#include "support/fake_effects.hpp"
#include "support/scripted_http.hpp"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace dynaco::test::http_attempts_test {
namespace {

using identity::http_request;
using identity::http_retry_rules;
using identity::send_with_retries;
using retry::retry_class;
using std::chrono::milliseconds;
using outcome = result<wire::response>;

struct HttpAttempts : testing::Test {
    // The target of each attempt is its number.
    std::function<result<http_request>()> requests() {
        return [this]() -> result<http_request> {
            http_request r;
            r.target = '/' + std::to_string(++made);
            return r;
        };
    }
    outcome send(http_retry_rules rules = {}) {
        return run(io, send_with_retries(http, world, requests(), rules));
    }
    /// Sends a request that `cancel` cancels.
    outcome send_cancellable() {
        const auto call =
            start_cancellable(io.get_executor(), send_with_retries(http, world, requests(), {}));
        cancel = [&call] { call->cancel(); };
        run_until(io, [&call] { return call->done; });
        EXPECT_FALSE(call->thrown) << "the result has the failure";
        return call->get();
    }

    boost::asio::io_context io{};
    std::function<void()> cancel{};
    std::shared_ptr<scripted_http> http = std::make_shared<scripted_http>();
    std::shared_ptr<fake_effects> world = std::make_shared<fake_effects>();
    int made = 0;
};

TEST_F(HttpAttempts, RepliesAreGivenAtOnceUnlessAnotherAttemptMayHelp) {
    for (const int status : {200, 204, 302, 400, 401, 403, 404, 405}) {
        http->reply(status, "body");
        const outcome got = send();
        ASSERT_TRUE(got);
        EXPECT_EQ(got->status, status);
        EXPECT_EQ(got->body, "body");
    }
    EXPECT_EQ(made, 8);
    EXPECT_TRUE(world->sleeps.empty());
}

TEST_F(HttpAttempts, EachAttemptIsMadeAnew) {
    for (const int status : {500, 429, 200}) http->reply(status, "");
    const outcome got = send();
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 200);
    std::vector<std::string> targets;
    for (const auto& each : http->requests) targets.push_back(each.url.substr(each.url.rfind('/')));
    EXPECT_EQ(targets, (std::vector<std::string>{"/1", "/2", "/3"}));
}

TEST_F(HttpAttempts, PausesGrowAndAreLongerForThrottling) {
    world->halve_jitter();
    for (const int status : {500, 503, 200}) http->reply(status, "");
    EXPECT_TRUE(send());
    EXPECT_EQ(world->sleeps, (std::vector{milliseconds(25), milliseconds(50)}));
    world->sleeps.clear();
    for (const int status : {429, 429, 200}) http->reply(status, "");
    EXPECT_TRUE(send());
    EXPECT_EQ(world->sleeps, (std::vector{milliseconds(500), milliseconds(1000)}));
}

TEST_F(HttpAttempts, LastReplyIsGivenWhenAllAreSpent) {
    for (int i = 0; i < 10; ++i) http->reply(500 + i, "");
    const outcome got = send();
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 502);
    EXPECT_EQ(made, 3);
    EXPECT_EQ(world->sleeps.size(), 2U);
}

TEST_F(HttpAttempts, NumberOfAttempts) {
    for (const int wanted : {1, 2, 5}) {
        made = 0;
        http->answers.clear();
        for (int i = 0; i < 10; ++i) http->reply(500, "");
        (void)send({.max_attempts = wanted});
        EXPECT_EQ(made, wanted);
    }
    for (const int none : {0, -1}) {
        made = 0;
        (void)send({.max_attempts = none});
        EXPECT_EQ(made, 1);
    }
}

TEST_F(HttpAttempts, ServiceMayAskForALongerPause) {
    world->halve_jitter();
    const auto ask_for = [this](const char* pause) {
        http->answers.emplace_back([pause](const auto&) -> outcome {
            wire::response r = scripted_http::response_of(503, "");
            r.retry_after = pause;
            return r;
        });
    };
    for (const char* pause : {"700", "1", "999999", "-1", "soon"}) {
        world->sleeps.clear();
        ask_for(pause);
        http->reply(200, "");
        EXPECT_TRUE(send());
        ASSERT_EQ(world->sleeps.size(), 1U);
        const auto want = std::string(pause) == "700"      ? milliseconds(700)
                          : std::string(pause) == "999999" ? milliseconds(5025)
                                                           : milliseconds(25);
        EXPECT_EQ(world->sleeps[0], want) << pause;
    }
}

TEST_F(HttpAttempts, RulesDecideWhatAReplyMeans) {
    const http_retry_rules rules{.classify = [](const wire::response& r) {
        return r.status == 400 ? retry_class::transient : retry_class::none;
    }};
    http->reply(400, "");
    http->reply(500, "");
    const outcome got = send(rules);
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 500);
    EXPECT_EQ(made, 2);
}

TEST_F(HttpAttempts, FailuresOfTheNetworkAreTriedAgain) {
    for (const errc why :
         {errc::resolve_failed, errc::connect_failed, errc::connect_timed_out, errc::tls_failed,
          errc::connection_lost, errc::attempt_timed_out, errc::malformed_reply}) {
        made = 0;
        http->fail(why);
        http->reply(200, "");
        EXPECT_TRUE(send()) << static_cast<int>(why);
        EXPECT_EQ(made, 2) << static_cast<int>(why);
    }
}

TEST_F(HttpAttempts, FailuresThatStayAreNot) {
    for (const errc why :
         {errc::certificate_rejected, errc::proxy_refused, errc::invalid_argument, errc::invalid_ca_file,
          errc::invalid_proxy, errc::reply_too_large, errc::canceled}) {
        made = 0;
        http->fail(why);
        const outcome got = send();
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().cause(), why);
        EXPECT_EQ(made, 1);
    }
}

TEST_F(HttpAttempts, ErrorInAForeignFormIsMeant) {
    http->answers.emplace_back(
        [](const auto&) -> outcome { return failure(errc::malformed_reply, {.http_status = 403}); });
    EXPECT_EQ(send().error().cause(), errc::malformed_reply);
    EXPECT_EQ(made, 1);
}

TEST_F(HttpAttempts, WhereNobodyListensNobodyNeedBeAskedTwice) {
    for (const errc why : {errc::resolve_failed, errc::connect_failed, errc::connect_timed_out}) {
        made = 0;
        http->fail(why);
        EXPECT_EQ(send({.after_failed_connects = false}).error().cause(), why);
        EXPECT_EQ(made, 1);
    }
    made = 0;
    http->fail(errc::attempt_timed_out);
    http->reply(200, "");
    EXPECT_TRUE(send({.after_failed_connects = false})) << "somebody had listened";
}

TEST_F(HttpAttempts, LastFailureIsGiven) {
    http->reply(500, "");
    http->fail(errc::connection_lost);
    http->fail(errc::attempt_timed_out);
    EXPECT_EQ(send().error().cause(), errc::attempt_timed_out);
}

TEST_F(HttpAttempts, RequestThatCannotBeMadeIsNotSent) {
    http->reply(500, "");
    int asked = 0;
    const auto make = [&asked]() -> result<http_request> {
        if (++asked == 1) return http_request{};
        return failure(errc::invalid_configuration, {.detail = "the token file is gone"});
    };
    const std::function<result<http_request>()> requests = make;
    const outcome got = run(io, send_with_retries(http, world, requests, {}));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::invalid_configuration);
    EXPECT_EQ(http->requests.size(), 1U);
}

// --- cancelled ---

TEST_F(HttpAttempts, CancelledWhilePausing) {
    http->reply(500, "");
    world->on_sleep = [this] { boost::asio::post(io, [this] { cancel(); }); };
    const auto got = send_cancellable();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::canceled);
    EXPECT_EQ(made, 1);
}

TEST_F(HttpAttempts, CancelledWhileTheReplyArrives) {
    http->answers.emplace_back([this](const auto&) -> outcome {
        cancel();
        return scripted_http::response_of(500, "");
    });
    const auto got = send_cancellable();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::canceled);
    EXPECT_TRUE(world->sleeps.empty());
}

TEST_F(HttpAttempts, ReplyThatCameBeforeTheCancellationCounts) {
    http->answers.emplace_back([this](const auto&) -> outcome {
        cancel();
        return scripted_http::response_of(200, "in time");
    });
    const auto got = send_cancellable();
    ASSERT_TRUE(got);
    EXPECT_EQ(got->body, "in time");
}

}  // namespace
}  // namespace dynaco::test::http_attempts_test
