#include "support/fault_server/dead_ends.hpp"
#include "unit/transport/pool_bench.hpp"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

/// Calls that wait for a connection.
namespace dynaco::test::pool_waiting_test {
namespace {

TEST(Pool, ServesWaitersInOrder) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    constexpr std::size_t count = 20;
    std::vector<std::size_t> order;
    std::vector<std::shared_ptr<pending<exchange_result>>> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(b.start_asking(std::to_string(i)));
        b.settle();
    }
    EXPECT_TRUE(server.requests().empty());
    held.reset();
    run_until(b.io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    ASSERT_EQ(server.requests().size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(server.requests()[i].body, std::to_string(i));
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Pool, OpensNoMoreThanAllowed) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 3});
    std::vector<std::shared_ptr<pending<exchange_result>>> all;
    for (int i = 0; i < 50; ++i) all.push_back(b.start_asking());
    run_until(b.io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    for (const auto& each : all) EXPECT_TRUE(each->get().reply);
    EXPECT_LE(server.connections(), 3U);
    EXPECT_EQ(server.requests().size(), 50U);
}

TEST(Pool, WaitingTooLong) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 1, .wait_timeout = milliseconds(60)});
    auto held = b.take();
    const auto late = b.take();
    ASSERT_EQ(cause_of(late), errc::pool_timed_out);
    const std::string text = (*late).error().text();
    EXPECT_NE(text.find("max_connections"), std::string::npos) << text;
    EXPECT_EQ(cause_of(b.take(milliseconds(20))), errc::deadline_exceeded) << "which comes earlier";
    held.reset();
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(Pool, WhoGaveUpIsPassedOver) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 1});
    auto held = b.take();
    const auto impatient = b.start_taking(milliseconds(20));
    b.settle();
    const auto patient = b.start_taking();
    b.finish(impatient);
    EXPECT_EQ(cause_of(impatient->get()), errc::deadline_exceeded);
    held.reset();
    b.finish(patient);
    EXPECT_EQ(cause_of(patient->get()), errc{});
}

TEST(Pool, CancelledWaiterLeavesNoTrace) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    {
        const auto canceled = b.start_cancellable_taking();
        const auto next = b.start_taking();
        b.settle();
        canceled->cancel();
        b.settle();
        ASSERT_TRUE(canceled->done);
        EXPECT_TRUE(canceled->thrown || cause_of(canceled->get()) == errc::canceled);
        EXPECT_FALSE(next->done);
        held.reset();
        b.finish(next);
        EXPECT_EQ(cause_of(next->get()), errc{});
    }
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Pool, CancelledAsItIsServedPassesTheConnectionOn) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    const auto canceled = b.start_cancellable_taking();
    boost::asio::post(b.io, [&] {
        held.reset();        // the waiting call gets the connection,
        canceled->cancel();  // but is cancelled before it runs
    });
    b.settle();
    ASSERT_TRUE(canceled->done);
    EXPECT_TRUE(canceled->thrown || cause_of(canceled->get()) == errc::canceled);
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Pool, FailureToOpenReachesEachWhoWaits) {
    const refusing_port closed;
    pool_bench b({.tls = false, .host = "127.0.0.1", .port = closed.port()}, "", one_connection());
    std::vector<std::shared_ptr<pending<exchange_result>>> all;
    for (int i = 0; i < 10; ++i) all.push_back(b.start_asking());
    run_until(b.io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    for (const auto& each : all) {
        const exchange_result got = each->get();
        ASSERT_FALSE(got.reply);
        EXPECT_EQ(got.reply.error().cause(), errc::connect_failed);
    }
}

}  // namespace
}  // namespace dynaco::test::pool_waiting_test
