#include "faults/calls.hpp"
#include "support/cancellable.hpp"
#include "support/fault_server/fault_server.hpp"
#include "support/fault_service/fault_service.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

/// Compares the results that callers get for their writes with what the service applied.
namespace dynaco::test::writes_test {
namespace {

using std::chrono::milliseconds;

class WritesUnderFault : public testing::Test {
 protected:
    WritesUnderFault() {
        service.hold(std::string(counted_item), "count", first_count);
        server.on_request([this](const received_request& request) {
            const reply good = service.answer(request);
            return ++seen <= spoiled ? spoil(good) : good;
        });
    }
    client_options to_server() const {
        return {.region = "eu-west-1",
                .endpoint = server.url(),
                .credentials = static_credentials("AKID", "secret"),
                .proxy = "none",
                .attempt_timeout = milliseconds(20'000),
                .retry = {.base_delay = milliseconds(1), .throttling_base_delay = milliseconds(1)}};
    }
    client make(const client_options& options) { return client(io.get_executor(), options); }
    client make() { return make(to_server()); }
    /// The next `count` requests are executed, but their replies are spoiled.
    void lose_replies(int count, reply (*how)(const reply&)) {
        spoil = how;
        spoiled = count;
    }
    static reply reset(const reply& good) { return good.reset_after(0); }
    static reply stall(const reply& good) { return good.stall_after(0); }
    /// Runs the client until the server has executed a request and stalls before its reply.
    void run_until_stalled() {
        io.restart();
        int patience = 10'000;
        do {
            io.poll();
        } while (!server.wait_for_stalled(1, milliseconds(1)) && --patience > 0);
        ASSERT_GT(patience, 0);
    }
    template <class T>
    auto end_of(awaitable<T> call) {
        return run(io, std::move(call));
    }

    fault_service service{};
    std::atomic<int> seen = 0;
    std::atomic<int> spoiled = 0;
    reply (*spoil)(const reply&) = nullptr;
    fault_server server{};  // destroyed before `service`, which its thread uses
    boost::asio::io_context io{1};
};

TEST_F(WritesUnderFault, TransactionIsAppliedOnceHoweverOftenItIsSent) {
    lose_replies(3, reset);
    const auto told = end_of(add_to_both(make(), "a", "b"));
    ASSERT_TRUE(told) << told.error().text();
    EXPECT_TRUE(*told);
    EXPECT_EQ(server.requests().size(), 4U);
    EXPECT_EQ(service.number_of("a", "count"), first_count + 1);
    EXPECT_EQ(service.number_of("b", "count"), 1);
}

TEST_F(WritesUnderFault, ConditionalWriteIsAppliedOnceHoweverOftenItIsSent) {
    lose_replies(2, reset);
    const auto told = end_of(insert(make(), "fresh"));
    EXPECT_EQ(service.writes_to("fresh"), 1);
    // The retry found the item of the first attempt. So its failed condition does not show the outcome.
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().cause(), errc::outcome_unknown) << told.error().text();
}

TEST_F(WritesUnderFault, BatchLeavesEachItemAsItWasSaved) {
    lose_replies(2, reset);
    const auto told = end_of(save_all(make(), 60));
    ASSERT_TRUE(told) << told.error().text();
    for (int i = 0; i < 60; ++i) EXPECT_EQ(service.number_of(std::to_string(i), "count"), saved_count) << i;
}

TEST_F(WritesUnderFault, DeadlineDuringAWriteLeavesItsOutcomeUnknown) {
    lose_replies(100, stall);
    auto options = to_server();
    options.deadline = milliseconds(400);
    const auto told = end_of(perform(make(options), verb::add));
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().cause(), errc::outcome_unknown) << told.error().text();
    EXPECT_EQ(service.number_of("a", "count"), first_count + 1);
}

TEST_F(WritesUnderFault, DeadlineDuringAReadIsTold) {
    lose_replies(100, stall);
    auto options = to_server();
    options.deadline = milliseconds(400);
    const auto told = end_of(perform(make(options), verb::get));
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().cause(), errc::deadline_exceeded) << told.error().text();
}

TEST_F(WritesUnderFault, CancellationDuringAWriteLeavesItsOutcomeUnknown) {
    lose_replies(100, stall);
    const auto call = start_cancellable(io.get_executor(), perform(make(), verb::add));
    run_until_stalled();
    call->cancel();
    run_until(io, [&] { return call->done; });
    const auto told = call->get();
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().cause(), errc::outcome_unknown);
    EXPECT_EQ(service.number_of("a", "count"), first_count + 1);
}

TEST_F(WritesUnderFault, IdleConnectionThatTheServerClosedIsNotUsed) {
    const client db = make();
    for (int round = 1; round <= 3; ++round) {
        ASSERT_TRUE(end_of(perform(db, verb::add)));
        EXPECT_EQ(service.number_of("a", "count"), first_count + round) << "each is applied once";
        server.close_all_connections();
    }
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST_F(WritesUnderFault, CallThatGetsNoConnectionHasChangedNothing) {
    lose_replies(1, stall);
    auto options = to_server();
    options.max_connections = 1;
    options.pool_timeout = milliseconds(200);
    const client db = make(options);
    const auto first = start(io.get_executor(), perform(db, verb::get));
    run_until_stalled();
    const auto told = end_of(perform(db, verb::add));
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().cause(), errc::pool_timed_out) << told.error().text();
    EXPECT_EQ(service.writes_to("a"), 0);
    server.release();
    run_until(io, [&] { return first->done; });
    EXPECT_TRUE(first->get());
}

}  // namespace
}  // namespace dynaco::test::writes_test
