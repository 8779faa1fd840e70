#pragma once

#include "simulation/bell.hpp"
#include "simulation/simulated_connection.hpp"
#include "transport/pool_state.hpp"

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::simulation {

/// The pool's own decisions on simulated connections: what transport::pool does with sockets.
class simulated_transport final : public transport::transport,
                                  public std::enable_shared_from_this<simulated_transport> {
 public:
    simulated_transport(run_context& run, const schedule& plan, chance draws);
    ~simulated_transport() override;

    dynaco::transport::awaitable<result<dynaco::transport::lease>> acquire(
        const dynaco::transport::origin& to, steady_time deadline) override;
    void drop_idle(const dynaco::transport::origin&) noexcept override;
    void close() noexcept override;

    /// From now on every connection opens at once.
    void heal() noexcept { healthy_ = true; }
    /// Nobody waits for a connection that could be had or opened.
    void check_line() const;
    /// Nothing is lent, waited for or being opened.
    void check_rest() const;

 private:
    using connection_ptr = std::unique_ptr<dynaco::transport::connection>;
    using pool_state = dynaco::transport::pool_state;
    struct waiter;

    connection_ptr take_idle_now();
    result<dynaco::transport::lease> leave(pool_state::ticket ticket, waiter& w, errc otherwise);
    dynaco::transport::lease lend(connection_ptr c, caller& to);
    static void give_back(void* self, connection_ptr c);
    void perform(const pool_state::actions& todo, const failure* why);
    connection_ptr take(pool_state::connection_id id);
    void ring(pool_state::ticket ticket, result<connection_ptr> outcome);
    void start_opening();
    void finish_opening(errc why);

    run_context& run_;
    const schedule& plan_;
    chance draws_;
    line_watch line_;
    pool_state state_;
    std::vector<connection_ptr> stored_{};  // idle ones, and those on their way to a waiter
    std::map<pool_state::ticket, std::shared_ptr<waiter>> waiters_{};
    dynaco::transport::pool_state::connection_id next_id_ = 1;
    bool healthy_ = false;
    bool closed_ = false;
};

}  // namespace dynaco::simulation
