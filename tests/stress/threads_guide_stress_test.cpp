// The code of docs/guide/threads.md, run by several threads. Its clients find the endpoint in the
// environment.
#include "docs/threads.cpp"
#include "support/fault_server/fault_server.hpp"
#include "support/scoped_variables.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace threads {
namespace {

std::atomic<int> calls = 0;     // of `work` that succeeded
std::atomic<int> failures = 0;  // that were reported

}  // namespace

asio::awaitable<void> work(dynaco::client db) {
    const dynaco::table<Account> accounts{db};
    for (int i = 0; i < 3; ++i) {
        const auto found = co_await accounts.get("1");
        if (found && found->balance == 7) ++calls;
    }
}

void report(const std::exception_ptr& failed) {
    if (failed) ++failures;
}

asio::awaitable<std::size_t> compress(std::string text) { co_return text.size(); }

}  // namespace threads

namespace dynaco::test::threads_guide_stress_test {
namespace {

namespace asio = boost::asio;
using threads::Account;

class ThreadsGuideStress : public testing::Test {
 protected:
    ThreadsGuideStress() {
        server.on_request([](const received_request& request) {
            return reply{R"({"Item":{"account_id":{"S":"1"},"balance":{"N":"7"}}})"}.delay(
                std::chrono::milliseconds(request.number % 3));
        });
        threads::calls = 0;
        threads::failures = 0;
    }
    fault_server server{};
    std::string url = server.url();
    scoped_variables variables{{"AWS_ENDPOINT_URL_DYNAMODB", url.c_str()},
                               {"AWS_ACCESS_KEY_ID", "AKID"},
                               {"AWS_SECRET_ACCESS_KEY", "secret"},
                               {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", nullptr}};
};

TEST_F(ThreadsGuideStress, CoroutinesOnStrandsOfAPool) {
    threads::start();
    EXPECT_EQ(threads::calls, 300);
    EXPECT_EQ(threads::failures, 0);
}

TEST_F(ThreadsGuideStress, AContextAndAClientForEachThread) {
    threads::serve(8);
    EXPECT_EQ(threads::calls, 24);
    EXPECT_EQ(threads::failures, 0);
    EXPECT_EQ(server.connections(), 8U);
}

TEST_F(ThreadsGuideStress, AThreadWaitsAndACallbackIsCalled) {
    asio::thread_pool pool(4);
    const client db(pool.get_executor(), {.region = "eu-west-1"});
    const table<Account> accounts{db};
    std::atomic<int> found = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&] {
            for (int call = 0; call < 20; ++call) {
                found += threads::get_and_wait(pool, accounts, "1").has_value() ? 1 : 0;
                threads::get_then_call(
                    pool.get_executor(), accounts, "1",
                    [&](std::exception_ptr, std::optional<Account> account) { found += account ? 1 : 0; });
            }
        });
    for (std::thread& each : callers) each.join();
    pool.join();
    EXPECT_EQ(found, 160);
}

TEST_F(ThreadsGuideStress, BlockingWorkOfACoroutineThatIsCancelled) {
    asio::thread_pool pool(4);
    asio::thread_pool for_blocking_work(2);
    std::atomic<int> ended = 0;
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    for (int i = 0; i < 200; ++i) {
        const auto& stop = signals.emplace_back(std::make_unique<asio::cancellation_signal>());
        const auto strand = asio::make_strand(pool);
        asio::co_spawn(
            strand, threads::in_the_background(for_blocking_work, "text"),
            asio::bind_cancellation_slot(stop->slot(), [&](std::exception_ptr, std::size_t) { ++ended; }));
        asio::post(strand, [&stop = *stop] { stop.emit(asio::cancellation_type::terminal); });
    }
    pool.join();
    for_blocking_work.join();
    EXPECT_EQ(ended, 200);
}

// Calls on their own threads, while the client and its threads are destroyed. Each call ends.
TEST_F(ThreadsGuideStress, ADatabaseIsDestroyedDuringCalls) {
    for (int round = 0; round < 20; ++round) {
        asio::thread_pool callers(2);
        auto own = std::make_unique<threads::database>();
        std::vector<std::future<void>> ends;
        for (int i = 0; i < 20; ++i)
            ends.push_back(
                asio::co_spawn(asio::make_strand(callers), threads::work(own->client()), asio::use_future));
        ends.front().wait();
        own.reset();
        for (auto& each : ends) {
            try {
                each.get();
            } catch (const error& e) {
                EXPECT_EQ(e.cause(), errc::client_closed) << e.what();
            }
        }
        callers.join();
    }
    EXPECT_GE(threads::calls, 20 * 3);
}

}  // namespace
}  // namespace dynaco::test::threads_guide_stress_test
