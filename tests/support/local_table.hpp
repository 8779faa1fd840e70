#pragma once

#include "support/spawn.hpp"

#include <dynaco.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <ostream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>

/// Helpers for tests against a local DynamoDB: its endpoint, running a coroutine against it, tables that are
/// deleted after a test.
namespace dynaco::test {

inline client local_client(boost::asio::io_context& io, std::string endpoint) {
    client_options options;
    options.endpoint = std::move(endpoint);
    options.credentials = static_credentials("local", "local");
    return client(io.get_executor(), std::move(options));
}

/// Runs `body` to its end. Rethrows what it throws.
inline void run(boost::asio::io_context& io, awaitable<void> body, std::chrono::seconds patience) {
    bool ended = false;
    std::exception_ptr thrown;
    spawn(io.get_executor(), std::move(body), [&](std::exception_ptr e) {
        ended = true;
        thrown = std::move(e);
    });
    io.restart();
    io.run_for(patience);
    if (thrown) std::rethrow_exception(thrown);
    if (!ended) throw std::runtime_error("the test did not end in time");
}

/// A table with a unique name. The destructor deletes it.
template <class Model>
class local_table : public table<Model> {
 public:
    explicit local_table(const client& db) : table<Model>(db, unique_name()), endpoint_(db.endpoint()) {}
    local_table(local_table&& from) noexcept
        : table<Model>(from), endpoint_(std::exchange(from.endpoint_, std::string())) {}
    local_table& operator=(local_table&&) = delete;
    ~local_table() {
        if (endpoint_.empty()) return;
        try {
            boost::asio::io_context io;
            run(io, drop(local_client(io, endpoint_), this->table_name()), std::chrono::seconds(10));
        } catch (const std::exception& e) {
            ADD_FAILURE() << "cannot delete the table: " << e.what();
        }
    }

 private:
    static std::string unique_name() {
        static std::atomic<int> count{0};
        return "dynaco-test-" + std::to_string(::getpid()) + '-' +
               std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()) + '-' +
               std::to_string(++count);
    }
    static awaitable<void> drop(client db, std::string name) {
        const table<Model> doomed(std::move(db), std::move(name));
        static_cast<void>(co_await doomed.delete_table());
    }

    std::string endpoint_;
};

/// Creates a table for one test.
template <class Model>
awaitable<local_table<Model>> make_table(client db) {
    local_table<Model> fresh(db);
    static_cast<void>(co_await fresh.create());
    co_return fresh;
}

/// The failure of `call`. Throws if `call` succeeds.
template <class T>
awaitable<failure> failure_of(awaitable<T> call) {
    try {
        static_cast<void>(co_await std::move(call));
    } catch (const error& e) {
        co_return e.as_failure();
    }
    throw std::runtime_error("the call should have failed");
}

/// Runs `count` coroutines concurrently and waits for all of them.
template <class Make>
awaitable<void> together(int count, const Make& make) {
    const auto executor = co_await boost::asio::this_coro::executor;
    int left = count;
    for (int i = 0; i < count; ++i) {
        spawn(executor, make(), [&left](const std::exception_ptr& e) {
            EXPECT_FALSE(e);
            --left;
        });
    }
    while (left > 0) co_await boost::asio::post(executor, boost::asio::use_awaitable);
}

/// A local server that may be configured. Tests have it as a parameter, and are skipped without it.
struct local_server {
    const char* name;
    const char* variable;  ///< The environment variable with its endpoint.

    friend std::ostream& operator<<(std::ostream& out, const local_server& s) { return out << s.name; }
};
inline constexpr local_server main_server{.name = "Main", .variable = "DYNACO_ENDPOINT"};
inline constexpr local_server second_server{.name = "Dynalite", .variable = "DYNACO_ENDPOINT_DYNALITE"};

inline std::string server_name(const testing::TestParamInfo<local_server>& info) { return info.param.name; }

/// The fixture of these tests: `TEST_P(Suite, Name) { run([](client db) -> awaitable<void> { … }); }`
class LocalServer : public testing::TestWithParam<local_server> {
 protected:
    void SetUp() override {
        const char* const endpoint = std::getenv(GetParam().variable);
        if (!endpoint || !*endpoint)
            GTEST_SKIP() << "set " << GetParam().variable
                         << " to the URL of a local DynamoDB to run this test";
        endpoint_ = endpoint;
    }
    void run(awaitable<void> (*body)(client)) {
        test::run(io_, body(local_client(io_, endpoint_)), std::chrono::seconds(30));
    }

 private:
    boost::asio::io_context io_;
    std::string endpoint_;
};

}  // namespace dynaco::test

/// Runs the tests of a suite against the main server, or against both servers. Tests that dynalite cannot run
/// are in suites for the main server.
#define DYNACO_ON_MAIN_SERVER(Suite) \
    INSTANTIATE_TEST_SUITE_P(On, Suite, testing::Values(dynaco::test::main_server), dynaco::test::server_name)
#define DYNACO_ON_BOTH_SERVERS(Suite)                                                                 \
    INSTANTIATE_TEST_SUITE_P(On, Suite,                                                               \
                             testing::Values(dynaco::test::main_server, dynaco::test::second_server), \
                             dynaco::test::server_name)
