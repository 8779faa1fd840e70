#include "cancellation/operations.hpp"
#include "cancellation/outcome.hpp"
#include "unit/client/client_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <string>

/// Every call over real sockets, cancelled after every step of it.
namespace dynaco::test::loopback_test {
namespace {

constexpr int too_many_steps = 2000;

/// A server that sends the scripted responses to the call, and different responses to later requests.
struct served_call {
    explicit served_call(const api_call& call, std::size_t connections = 8) {
        std::vector<reply> replies;
        for (const canned_reply& each : call.replies)
            replies.push_back(reply(each.body).status(static_cast<unsigned>(each.status)));
        const auto next = std::make_shared<std::atomic<std::size_t>>(0);  // the server copies its handler
        server.on_request([replies, next](const received_request& request) {
            if (target_of(request).ends_with(".ListTables")) return two_tables;
            return replies[std::min((*next)++, replies.size() - 1)];
        });
        db.emplace(io.get_executor(),
                   client_options{.region = "eu-west-1",
                                  .endpoint = server.url(),
                                  .credentials = static_credentials("AKID", "secret-secret"),
                                  .max_connections = connections});
    }

    static std::string target_of(const received_request& r) { return r.header("X-Amz-Target").value_or(""); }
    [[nodiscard]] bool sent_a_change() const {
        const auto all = server.requests();
        return std::ranges::any_of(all, [](const auto& each) { return changes_something(target_of(each)); });
    }
    /// Later calls get their own replies, and no connection is left when the client is destroyed.
    void expect_soundness() {
        for (int i = 0; i < 2; ++i) {
            const auto next = run(io, db->send(list_tables{}));
            ASSERT_TRUE(next) << next.error().text();
            ASSERT_EQ(next->table_names.size(), 2U) << "a reply to another request";
        }
        db.reset();
        EXPECT_TRUE(runs_dry(io, seconds(5)));
        EXPECT_TRUE(server.wait_for_open_connections(0));
    }

    bare_environment bare{};
    fault_server server{};
    boost::asio::io_context io{1};
    std::optional<client> db{};
};

void run_to_the_end(served_call& s, const watched_call& call) {
    run_until(s.io, [&call] { return call.endings > 0; });
}

void cancel_after_every_step(const api_call& tried) {
    bool ended_by_itself = false;
    for (int steps = 0; !ended_by_itself && steps < too_many_steps; ++steps) {
        SCOPED_TRACE("cancelled after " + std::to_string(steps) + " steps");
        served_call s(tried);
        watched_call call(s.io, tried.run(*s.db));
        for (int i = 0; i < steps && call.endings == 0; ++i) s.io.run_one_for(seconds(5));
        ended_by_itself = call.endings > 0;
        if (!ended_by_itself) call.cancel();
        run_to_the_end(s, call);
        EXPECT_EQ(call.endings, 1);
        const bool may_be_unknown = call.cause == errc::outcome_unknown && !ended_by_itself;
        const bool allowed = call.succeeded() || call.cause == errc::canceled || may_be_unknown ||
                             (call.aborted && (steps == 0 || tried.several));
        EXPECT_TRUE(allowed) << call.text;
        EXPECT_TRUE(call.succeeded() || !ended_by_itself) << call.text;
        ASSERT_NO_FATAL_FAILURE(s.expect_soundness());
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_TRUE(ended_by_itself);
}

class EveryCallOnSockets : public testing::TestWithParam<api_call> {};

TEST_P(EveryCallOnSockets, CanBeCancelledAfterEveryStep) { cancel_after_every_step(GetParam()); }

TEST(WarmUp, CanBeCancelledAfterEveryStep) {
    cancel_after_every_step({"WarmUp", {canned_reply()}, [](client db) -> awaitable<void> {
                                 static_cast<void>(co_await db.warm_up(2));
                             }});
}

TEST_P(EveryCallOnSockets, CanBeCancelledInLineForAConnection) {
    served_call s(GetParam(), 1);
    s.server.script({reply::stall()});
    const auto holder = start(s.io.get_executor(), s.db->send(list_tables{}));
    do s.io.poll();
    while (!s.server.wait_for_stalled(1, milliseconds(1)));

    watched_call call(s.io, GetParam().run(*s.db));
    for (int i = 0; i < 50; ++i) s.io.poll();
    ASSERT_EQ(call.endings, 0) << "it was to wait";
    call.cancel();
    run_to_the_end(s, call);
    EXPECT_EQ(call.cause, errc::canceled) << call.text;
    EXPECT_FALSE(s.sent_a_change());

    s.server.release();
    run_until(s.io, [&holder] { return holder->done; });
    s.expect_soundness();
}

INSTANTIATE_TEST_SUITE_P(Of, EveryCallOnSockets, testing::ValuesIn(every_api_call()),
                         [](const auto& tried) { return std::string(tried.param.name); });

}  // namespace
}  // namespace dynaco::test::loopback_test
