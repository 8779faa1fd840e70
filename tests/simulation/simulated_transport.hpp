#pragma once

#include "simulation/bell.hpp"
#include "simulation/simulated_connection.hpp"
#include "transport/pool/state.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::simulation {

/// A connection pool with simulated connections. It uses the pool's real state, as transport::pool does.
class simulated_transport final : public transport::transport,
                                  public std::enable_shared_from_this<simulated_transport> {
 public:
    simulated_transport(run_context& run, const schedule& plan, chance draws);
    ~simulated_transport() override;

    dynaco::transport::awaitable<result<dynaco::transport::lease>> acquire(
        const dynaco::transport::origin& to, dynaco::transport::acquisition wanted) override;
    void drop_idle(const dynaco::transport::origin&) noexcept override;
    void close() noexcept override;

    /// From now on every connection opens immediately.
    void heal() noexcept { healthy_ = true; }
    /// Checks that no call waits although a connection is idle or could be opened.
    void check_line() const;
    /// Checks that no connection is leased or being opened, and that no call waits.
    void check_rest() const;

 private:
    using connection_ptr = std::unique_ptr<dynaco::transport::connection>;
    using pool_state = dynaco::transport::pool_state;
    struct waiter;

    connection_ptr take_idle_now(pool_state::origin_id to);
    std::optional<failure> line_up(pool_state::origin_id to, const std::shared_ptr<waiter>& w);
    result<dynaco::transport::lease> leave(waiter& w, errc otherwise);
    pool_state::origin_id place_of(const dynaco::transport::origin& to);
    dynaco::transport::lease lend(connection_ptr c, caller& to);
    static void give_back(void* self, connection_ptr c);
    static void throw_away(void* self, connection_ptr c, dynaco::transport::close_reason why);
    void take_back(connection_ptr c, std::optional<dynaco::transport::close_reason> unless_fit);
    void perform(const pool_state::actions& todo, const failure* why = nullptr);
    connection_ptr take(pool_state::connection_id id);
    [[nodiscard]] dynaco::connection_statistics sum() const;
    void ring(pool_state::ticket ticket, result<connection_ptr> outcome);
    void start_opening(pool_state::origin_id to);
    void finish_opening(pool_state::origin_id to, errc why);

    run_context& run_;
    const schedule& plan_;
    chance draws_;
    pool_state state_;
    std::map<dynaco::transport::origin, pool_state::origin_id> origins_{};
    std::deque<line_watch> lines_{};       // by origin
    std::vector<connection_ptr> slots_{};  // by the state's connection id; empty while leased
    std::map<pool_state::ticket, std::shared_ptr<waiter>> waiters_{};
    std::uint64_t next_id_ = 1;
    bool healthy_ = false;
    bool closed_ = false;
};

}  // namespace dynaco::simulation
