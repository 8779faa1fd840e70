#include "support/fault_server/fault_server.hpp"

#include <dynaco/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <string>
#include <vector>

namespace dynaco::test::client_stress_test {
namespace {

using std::chrono::milliseconds;

// About every tenth request gets a fault, each kind in turn; all other requests are echoed.
reply fault_or_echo(const received_request& request) {
    const reply echo{request.body};
    if (request.number % 9 != 0) return request.number % 2 == 0 ? echo : echo.chunked({1, 5});
    switch (request.number / 9 % 12) {
        case 0: return internal_error();
        case 1: return throttled();
        case 2: return reply::reset_after_reading();
        case 3: return echo.cut_after(40);
        case 4: return echo.crc(crc_header::wrong);
        case 5: return echo.close_after_reply();
        case 6: return echo.connection_close();
        case 7: return service_unavailable_html();
        case 8: return echo.until_close();
        case 9: return echo.trickle(20, milliseconds(1));
        case 10: return echo.content_length(2);
        default: return reply::stall();
    }
}

struct tally {
    std::atomic<int> succeeded = 0;
    std::atomic<int> failed = 0;
    std::atomic<int> crossed = 0;  // responses to another call's request
};

bool is_expected(const failure& why) {
    constexpr std::array families{condition::unavailable, condition::throttled, condition::timed_out,
                                  condition::bad_reply, condition::outcome_unknown};
    return std::ranges::any_of(families, [&](condition c) { return why.code() == make_error_condition(c); });
}

awaitable<void> work(client db, int worker, int calls, tally& all) {
    for (int call = 0; call < calls; ++call) {
        encoded_request request;
        request.info = {.name = "Echo", .writes = call % 2 == 0};
        request.body = R"({"w":)" + std::to_string(worker) + R"(,"c":)" + std::to_string(call) + "}";
        const std::string expected = request.body;
        const result<dynaco::reply> answer = co_await db.call(std::move(request));
        ++(answer ? all.succeeded : all.failed);
        if (answer && answer->body != expected) ++all.crossed;
        if (!answer && !is_expected(answer.error())) ADD_FAILURE() << answer.error().text();
    }
}

void stress(fault_server& server, const client_options& options, int workers, int calls) {
    server.on_request(fault_or_echo);
    tally all;
    boost::asio::thread_pool threads(4);
    {
        const client db(threads.get_executor(), options);
        std::vector<std::future<void>> ends;
        for (int i = 0; i < workers; ++i)
            ends.push_back(boost::asio::co_spawn(threads, work(db, i, calls, all), boost::asio::use_future));
        for (auto& each : ends) each.get();
        EXPECT_LE(server.open_connections(), options.max_connections + 8) << "closed ones may linger";
    }
    threads.join();
    EXPECT_EQ(all.succeeded + all.failed, workers * calls);
    EXPECT_EQ(all.crossed, 0);
    EXPECT_GT(all.succeeded, workers * calls * 9 / 10);
    server.release();
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

client_options impatient(const fault_server& server) {
    return {.endpoint = server.url(),
            .credentials = static_credentials("AKID", "secret"),
            .max_connections = 8,
            .attempt_timeout = milliseconds(500),
            .retry = {
                .max_attempts = 6, .base_delay = milliseconds(1), .throttling_base_delay = milliseconds(2)}};
}

TEST(ClientStress, ThreadsShareAClient) {
    fault_server server;
    stress(server, impatient(server), 40, 50);
}

// Threads keep connections as long as no call waits, and return them to the pool when a call waits.
TEST(ClientStress, ThreadsKeepConnectionsForTheirCalls) {
    fault_server server;
    server.on_request([](const received_request& request) { return reply{request.body}; });
    tally all;
    boost::asio::thread_pool threads(4);
    {
        const client db(threads.get_executor(), impatient(server));
        for (const int workers : {8, 9, 8, 16}) {  // with 8 connections
            std::vector<std::future<void>> ends;
            for (int i = 0; i < workers; ++i)
                ends.push_back(boost::asio::co_spawn(threads, work(db, i, 60, all), boost::asio::use_future));
            for (auto& each : ends) each.get();
            const auto counts = db.connections().total;
            EXPECT_EQ(counts.in_use, 0U);
            EXPECT_EQ(counts.waiting, 0U);
            EXPECT_LE(counts.idle, 8U);
        }
        EXPECT_EQ(all.succeeded, 41 * 60);
        EXPECT_EQ(all.crossed, 0);
        const auto counts = db.connections().total;
        EXPECT_EQ(counts.opened, counts.idle + counts.closed.by_server);
    }
    threads.join();
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

// Calls that are cancelled at any point, in the queue for a connection or later.
awaitable<void> hasty_work(client db, int worker, int calls, tally& all) {
    using namespace boost::asio::experimental::awaitable_operators;
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor);
    for (int call = 0; call < calls; ++call) {
        encoded_request request;
        request.info = {.name = "Echo", .writes = true};
        request.body = "{}";
        timer.expires_after(std::chrono::microseconds((worker * 37 + call * 101) % 3000));
        auto first = co_await (db.call(std::move(request)) || timer.async_wait(boost::asio::use_awaitable));
        ++(first.index() == 0 ? all.succeeded : all.failed);
    }
}

TEST(ClientStress, CancelledCallsLeaveNoTrace) {
    fault_server server;
    server.on_request([](const received_request& request) { return reply{request.body}; });
    boost::asio::thread_pool threads(4);
    tally all;
    {
        auto options = impatient(server);
        options.max_connections = 2;
        const client db(threads.get_executor(), options);
        std::vector<std::future<void>> ends;
        for (int i = 0; i < 16; ++i)
            ends.push_back(boost::asio::co_spawn(boost::asio::make_strand(threads),
                                                 hasty_work(db, i, 100, all), boost::asio::use_future));
        for (auto& each : ends) each.get();
        EXPECT_EQ(all.succeeded + all.failed, 1600);
        EXPECT_GT(all.failed, 0);
        // The number of concurrent calls equals that of connections, and all calls complete.
        boost::asio::co_spawn(threads, work(db, 0, 20, all), boost::asio::use_future).get();
        EXPECT_EQ(all.crossed, 0);
    }
    threads.join();
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST(ClientStress, ThreadsShareAClientOverTls) {
    fault_server server{tls_options{}};
    auto options = impatient(server);
    options.ca_file = server.ca_pem_file().string();
    options.attempt_timeout = milliseconds(2000);
    stress(server, options, 20, 20);
}

}  // namespace
}  // namespace dynaco::test::client_stress_test
