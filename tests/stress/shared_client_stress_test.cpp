#include "support/fault_server/fault_server.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/stream.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

/// One client, two endpoints, two contexts, four threads.
namespace dynaco::test::shared_client_stress_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Contexts that two threads run each.
class two_contexts {
 public:
    two_contexts() {
        for (auto& io : contexts_)
            for (int i = 0; i < 2; ++i) threads_.emplace_back([&io] { io.run(); });
    }
    ~two_contexts() {
        for (auto& guard : guards_) guard.reset();
        for (auto& thread : threads_) thread.join();
    }
    two_contexts(const two_contexts&) = delete;
    two_contexts& operator=(const two_contexts&) = delete;
    boost::asio::io_context& operator[](std::size_t i) { return contexts_.at(i); }

 private:
    std::array<boost::asio::io_context, 2> contexts_{};
    std::array<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>, 2> guards_{
        boost::asio::make_work_guard(contexts_[0]), boost::asio::make_work_guard(contexts_[1])};
    std::vector<std::thread> threads_{};
};

struct tally {
    std::atomic<int> succeeded = 0;
    std::atomic<int> refused = 0;  // the client was closed
    std::atomic<int> wrong = 0;
};

// Calls, to both endpoints by turns, until the client is closed or `calls` are done.
awaitable<void> work(client db, int worker, int calls, tally& all) {
    for (int call = 0; call < calls; ++call) {
        encoded_request request;
        request.info = {.name = "Echo"};
        if ((worker + call) % 2 == 0) request.info.target = streams_target;
        request.body = R"({"w":)" + std::to_string(worker) + R"(,"c":)" + std::to_string(call) + "}";
        const std::string expected = request.body;
        const result<dynaco::reply> answer = co_await db.call(std::move(request));
        if (!answer && answer.error().cause() == errc::client_closed) {
            ++all.refused;
            co_return;
        }
        ++(answer && answer->body == expected ? all.succeeded : all.wrong);
        if (!answer) ADD_FAILURE() << answer.error().text();
    }
}

struct shared_client {
    explicit shared_client(std::size_t connections) {
        for (fault_server* each : {&server, &streams})
            each->on_request([](const received_request& request) {
                const reply echo{request.body};
                return request.number % 7 == 0 ? echo.connection_close() : echo;
            });
        options = {.endpoint = server.url(),
                   .streams_endpoint = streams.url(),
                   .credentials = static_credentials("AKID", "secret"),
                   .max_connections = connections,
                   .max_connection_age = milliseconds(20)};
    }
    std::vector<std::future<void>> start(const client& db, int workers, int calls) {
        std::vector<std::future<void>> ends;
        for (int i = 0; i < workers; ++i)
            ends.push_back(boost::asio::co_spawn(contexts[static_cast<std::size_t>(i % 2)],
                                                 work(db, i, calls, all), boost::asio::use_future));
        return ends;
    }

    fault_server server{};
    fault_server streams{};
    client_options options{};
    tally all{};
    two_contexts contexts{};
};

// Connections that were being opened are cancelled a moment later.
void expect_all_closed(const connection_statistics& s) {
    EXPECT_EQ(s.open(), 0U);
    EXPECT_EQ(s.waiting, 0U);
    EXPECT_EQ(s.opened, s.closed.total());
}

TEST(SharedClientStress, ServesAllContexts) {
    shared_client s(4);
    client db(s.contexts[0].get_executor(), s.options);
    auto ends = s.start(db, 24, 40);
    for (int i = 0; i < 50; ++i) {
        const auto now = db.connections();
        EXPECT_LE(now.total.open() + now.total.opening, 4U);
        if (i % 10 == 0) db.close_idle_connections();
    }
    const auto warmed = boost::asio::co_spawn(s.contexts[1], db.warm_up(2), boost::asio::use_future).get();
    EXPECT_LE(warmed, 4U);
    for (auto& each : ends) each.get();
    EXPECT_EQ(s.all.succeeded, 24 * 40);
    EXPECT_EQ(s.all.wrong, 0);
    EXPECT_TRUE(
        boost::asio::co_spawn(s.contexts[1], db.shutdown(seconds(10)), boost::asio::use_future).get());
    expect_all_closed(db.connections().total);
}

TEST(SharedClientStress, ShutdownEndsEveryCallInGoodOrder) {
    for (int round = 0; round < 10; ++round) {
        shared_client s(3);
        client db(s.contexts[0].get_executor(), s.options);
        auto ends = s.start(db, 16, 1'000'000);
        while (s.all.succeeded < 50) std::this_thread::yield();
        EXPECT_TRUE(
            boost::asio::co_spawn(s.contexts[1], db.shutdown(seconds(20)), boost::asio::use_future).get());
        for (auto& each : ends) each.get();
        EXPECT_EQ(s.all.refused, 16);
        EXPECT_EQ(s.all.wrong, 0);
        expect_all_closed(db.connections().total);
    }
}

}  // namespace
}  // namespace dynaco::test::shared_client_stress_test
