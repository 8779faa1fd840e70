#include "subject.hpp"
#include "subjects.hpp"
#include "transport/pool/pool.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace micro {
namespace {

namespace asio = boost::asio;
namespace transport = dynaco::transport;
using asio::ip::tcp;

// The number of leases in one run: starting a coroutine for each would cost too much.
constexpr int leases = 10'000;

transport::steady_time in_an_hour() { return std::chrono::steady_clock::now() + std::chrono::hours(1); }

void fail_loudly(const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
}

// A pool with idle connections to a server that accepts connections and sends nothing.
struct idle_pool {
    explicit idle_pool(std::size_t connections) {
        const transport::pool_options options{
            .limits = {.idle_timeout = std::chrono::hours(1), .max_age = {}}};
        transport::connection_setup setup{
            .tls = nullptr, .dog = transport::watchdog::make(io.get_executor()), .max_body = 1 << 20};
        pool = transport::pool::make(io.get_executor(), std::move(setup), options);
        asio::co_spawn(io, open(connections), fail_loudly);
        io.run();
        visitor.connect(listener.local_endpoint());
    }

    transport::awaitable<void> open(std::size_t connections) {
        const auto opened = co_await pool->warm_up(place, connections, in_an_hour());
        require(opened && *opened == connections, "idle connections");
    }

    asio::io_context io{1};
    tcp::acceptor listener{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    transport::origin place{.tls = false, .host = "127.0.0.1", .port = listener.local_endpoint().port()};
    tcp::socket visitor{io};  // a connected socket that is not in the pool
    std::shared_ptr<transport::pool> pool{};
};

transport::awaitable<void> borrow(std::shared_ptr<idle_pool> from) {
    const transport::acquisition wanted{.now = std::chrono::steady_clock::now(), .deadline = in_an_hour()};
    for (int i = 0; i < leases; ++i) {
        auto connection = co_await from->pool->acquire(from->place, wanted);
        require(connection.has_value(), "lease");
    }
}

auto lease_from(const std::shared_ptr<idle_pool>& from) {
    return [from] {
        asio::io_context io{1};
        asio::co_spawn(io, borrow(from), fail_loudly);
        io.run();
    };
}

struct idle_list {
    std::mutex mutex{};
    std::vector<std::unique_ptr<int>> idle{};

    std::unique_ptr<int> take() {
        const std::lock_guard lock(mutex);
        std::unique_ptr<int> one = std::move(idle.back());
        idle.pop_back();
        return one;
    }
    void give_back(std::unique_ptr<int> one) {
        const std::lock_guard lock(mutex);
        idle.push_back(std::move(one));
    }
};

auto mutex_and_vector(const std::shared_ptr<idle_list>& from) {
    return [from] {
        for (int i = 0; i < leases; ++i) {
            std::unique_ptr<int> one = from->take();
            benchmark::DoNotOptimize(one);
            from->give_back(std::move(one));
        }
    };
}

// Only the kernel knows whether the peer has closed a connection.
auto mutex_vector_and_look(const std::shared_ptr<idle_list>& from, const std::shared_ptr<idle_pool>& pool) {
    return [from, pool] {
        char byte = 0;
        for (int i = 0; i < leases; ++i) {
            std::unique_ptr<int> one = from->take();
            benchmark::DoNotOptimize(
                ::recv(pool->visitor.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT));
            from->give_back(std::move(one));
        }
    };
}

}  // namespace

void pool_lease() {
    const auto pool = std::make_shared<idle_pool>(4);
    const auto list = std::make_shared<idle_list>();
    for (int i = 0; i < 4; ++i) list->idle.push_back(std::make_unique<int>(i));
    for (const int threads : {1, 2}) {
        const subject s("pool lease, threads: " + std::to_string(threads), 0);
        const subject::run_options options{.threads = threads, .batch = leases};
        s.measure("dynaco", lease_from(pool), options);
        s.measure("floor: mutex and vector", mutex_and_vector(list), options);
        s.measure("floor: the same and a look at the socket", mutex_vector_and_look(list, pool), options);
    }
}

}  // namespace micro
