#pragma once

#include "support/cancellable.hpp"
#include "support/fault_server/fault_server.hpp"
#include "transport/pool/pool.hpp"
#include "transport/tls/context.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace dynaco::test {

using dynaco::transport::exchange_result;
using dynaco::transport::lease;
using dynaco::transport::origin;
using dynaco::transport::pool;
using dynaco::transport::pool_options;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A pool, and calls that use its connections to one origin.
struct pool_bench {
    struct limits {
        std::size_t max_connections = 4;
        std::size_t max_per_origin = 64;
        std::size_t max_waiting = 1000;
        std::size_t max_origins = 64;
        std::size_t max_body = std::size_t{1} << 20;
        milliseconds idle_timeout = seconds(50);
        milliseconds max_age = seconds(0);
        milliseconds connect_timeout = seconds(5);
        milliseconds wait_timeout = seconds(5);
        milliseconds attempt_timeout = seconds(5);
    };

    pool_bench(origin to, const std::filesystem::path& ca, const limits& l)
        : attempt_timeout(l.attempt_timeout), place(std::move(to)) {
        dynaco::transport::connection_setup setup{.tls = nullptr,
                                                  .dog = dynaco::transport::watchdog::make(io.get_executor()),
                                                  .max_body = l.max_body};
        if (place.tls) setup.tls = dynaco::transport::make_tls_context(ca.string(), true).value();
        const pool_options options{.limits = {.max_connections = l.max_connections,
                                              .max_per_origin = l.max_per_origin,
                                              .max_waiting = l.max_waiting,
                                              .max_origins = l.max_origins,
                                              .idle_timeout = l.idle_timeout,
                                              .max_age = l.max_age},
                                   .connect_timeout = l.connect_timeout,
                                   .wait_timeout = l.wait_timeout};
        connections = pool::make(io.get_executor(), std::move(setup), options);
    }
    pool_bench(const fault_server& server, const limits& l)
        : pool_bench(place_of(server), server.url().starts_with("https") ? server.ca_pem_file() : "", l) {}
    explicit pool_bench(const fault_server& server) : pool_bench(server, limits()) {}
    ~pool_bench() { connections->close(); }
    pool_bench(const pool_bench&) = delete;
    pool_bench& operator=(const pool_bench&) = delete;

    static origin place_of(const fault_server& server) {
        const bool tls = server.url().starts_with("https");
        return {.tls = tls, .host = tls ? "localhost" : "127.0.0.1", .port = server.port()};
    }

    using leased = std::shared_ptr<result<lease>>;

    /// A connection, held until the result is dropped.
    static boost::asio::awaitable<leased> take(std::shared_ptr<pool> from, origin to, milliseconds patience,
                                               bool writes = true) {
        const auto now = std::chrono::steady_clock::now();
        const dynaco::transport::acquisition wanted{.now = now, .deadline = now + patience, .writes = writes};
        auto got = co_await from->acquire(to, wanted);
        auto out = std::make_shared<result<lease>>(std::move(got));
        co_return out;
    }
    static boost::asio::awaitable<exchange_result> ask_on(leased connection, std::string body,
                                                          milliseconds time) {
        const std::string head =
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
        const auto until = std::chrono::steady_clock::now() + time;
        exchange_result outcome = co_await (**connection)->exchange(head, body, until);
        co_return outcome;
    }
    static boost::asio::awaitable<exchange_result> ask_from(std::shared_ptr<pool> from, origin to,
                                                            std::string body, milliseconds time) {
        const leased connection = co_await take(std::move(from), std::move(to), seconds(20));
        if (!*connection) {
            exchange_result refused{connection->error(), true};
            co_return refused;
        }
        exchange_result outcome = co_await ask_on(connection, std::move(body), time);
        co_return outcome;
    }

    /// One request with a connection of the pool.
    exchange_result ask(std::string body = "{}") {
        return run(io, ask_from(connections, place, std::move(body), attempt_timeout));
    }
    exchange_result ask(const leased& connection) {
        return run(io, ask_on(connection, "{}", attempt_timeout));
    }
    /// The body of the reply, or the error's text.
    std::string text(std::string body = "{}") {
        const exchange_result outcome = ask(std::move(body));
        return outcome.reply ? std::string(outcome.reply->body) : "failure: " + outcome.reply.error().text();
    }
    failure fail() {
        const exchange_result outcome = ask();
        if (outcome.reply) ADD_FAILURE() << "the request succeeded: " << outcome.reply->body;
        return outcome.reply ? failure() : outcome.reply.error();
    }
    leased take(milliseconds patience = seconds(20)) { return run(io, take(connections, place, patience)); }
    auto start_taking(milliseconds patience = seconds(20), bool writes = true) {
        return start(io.get_executor(), take(connections, place, patience, writes));
    }
    auto start_cancellable_taking() {
        auto call = start_cancellable(io.get_executor(), take(connections, place, seconds(20)));
        settle();
        return call;
    }
    auto start_asking(std::string body = "{}") {
        return start(io.get_executor(), ask_from(connections, place, std::move(body), attempt_timeout));
    }
    template <class... Pending>
    void finish(const Pending&... all) {
        run_until(io, [&] { return (all->done && ...); });
    }
    [[nodiscard]] connection_statistics counts() const {
        connection_statistics sum;
        for (const auto& each : connections->statistics()) sum += each.second;
        return sum;
    }
    /// Runs whatever can run now.
    void settle() {
        io.restart();
        io.poll();
    }

    boost::asio::io_context io{1};
    milliseconds attempt_timeout;
    origin place;
    std::shared_ptr<pool> connections{};
};

/// The reason why there is no connection; nothing if there is one.
inline errc cause_of(const pool_bench::leased& connection) {
    return *connection ? errc{} : (*connection).error().cause();
}

inline pool_bench::limits one_connection() { return {.max_connections = 1}; }

/// A server and a pool, over TCP or TLS.
class OverTcpAndTls : public testing::TestWithParam<bool> {
 public:
    static std::string name_of(const testing::TestParamInfo<bool>& over) {
        return over.param ? "Tls" : "Tcp";
    }

 protected:
    void SetUp() override {
        if (GetParam())
            server.emplace(tls_options{});
        else
            server.emplace();
        bench.emplace(*server);
    }
    void limit(const pool_bench::limits& l) { bench.emplace(*server, l); }

    std::optional<fault_server> server;
    std::optional<pool_bench> bench;
};

}  // namespace dynaco::test
