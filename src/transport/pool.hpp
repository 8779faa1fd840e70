#pragma once

#include "transport/open_connection.hpp"
#include "transport/pool_state.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dynaco::transport {

struct pool_options {
    pool_limits limits{};
    std::chrono::milliseconds connect_timeout{3100};
    std::chrono::milliseconds wait_timeout{10'000};
};

/// The connections to one origin. Thread-safe; the lock is never held across I/O.
class pool : public std::enable_shared_from_this<pool> {
 public:
    pool(boost::asio::any_io_executor executor, origin to, connection_setup setup,
         const pool_options& options);

    awaitable<result<lease>> acquire(steady_time deadline);
    void drop_idle() noexcept;
    void close() noexcept;

 private:
    struct waiter;
    struct opening;
    using connection_ptr = std::unique_ptr<connection>;

    // Connections to destroy once the lock is released: closing a socket is a system call.
    using graveyard = std::vector<connection_ptr>;

    connection_ptr take_idle_now(graveyard& closed);
    std::pair<pool_state::ticket, std::shared_ptr<waiter>> line_up(
        const boost::asio::any_io_executor& executor, steady_time until);
    awaitable<void> wait_for(waiter& w);
    result<lease> leave(pool_state::ticket ticket, waiter& w, errc otherwise);
    static void give_back(void* pool_pointer, connection_ptr c);

    void perform(const pool_state::actions& todo, graveyard& closed, const failure* why);
    connection_ptr take(pool_state::connection_id id);
    void start_opening();
    void finish_opening(opening& o, result<connection_ptr> outcome);
    lease lend(connection_ptr c);

    boost::asio::any_io_executor executor_;
    const origin to_;
    const connection_setup setup_;
    const pool_options options_;

    std::mutex mutex_;  // guards all below
    pool_state state_;
    std::vector<connection_ptr> stored_;  // idle ones, and those on their way to a waiter
    std::map<pool_state::ticket, std::shared_ptr<waiter>> waiters_;
    std::vector<std::shared_ptr<opening>> openings_;
    std::uint64_t next_id_ = 1;
    std::size_t turns_ = 0;  // connections begun, for the choice of addresses
    bool closed_ = false;
};

}  // namespace dynaco::transport
