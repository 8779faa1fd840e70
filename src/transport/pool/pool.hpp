#pragma once

#include "core/short_mutex.hpp"
#include "transport/connect/open_connection.hpp"
#include "transport/context_end.hpp"
#include "transport/deadline/quiet_timer.hpp"
#include "transport/pool/idle_lanes.hpp"
#include "transport/pool/state.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace dynaco::transport {

struct pool_options {
    pool_limits limits{};
    std::chrono::milliseconds connect_timeout{3100};
    std::chrono::milliseconds wait_timeout{10'000};
    std::uint32_t seed = 1;  ///< The seed of the random numbers that vary the age of connections.
};

/// The connections of a client to all origins. Thread-safe. The lock is not held during I/O; sockets are
/// closed and calls are woken after it is released. The pool is closed when the context of its executor ends,
/// and then holds nothing of that context.
class pool final : public transport, public context_resident, public std::enable_shared_from_this<pool> {
 public:
    [[nodiscard]] static std::shared_ptr<pool> make(const boost::asio::any_io_executor& executor,
                                                    connection_setup setup, const pool_options& options);
    ~pool() override;

    std::optional<lease> take_idle(const origin& to, steady_time now, bool writes) override;
    awaitable<result<lease>> acquire(const origin& to, acquisition wanted) override;
    awaitable<result<std::size_t>> warm_up(const origin& to, std::size_t count,
                                           steady_time deadline) override;
    void drop_idle(const origin& to) noexcept override;
    void drop_all_idle() noexcept override;
    void close() noexcept override;
    [[nodiscard]] std::vector<std::pair<origin, connection_statistics>> statistics() const override;
    void context_ended() noexcept override;

 private:
    pool(boost::asio::any_io_executor executor, connection_setup setup, const pool_options& options);

    struct acquire_start;
    class waiter;
    template <class Handler>
    class waiting_call;
    class waiter_from_afar;
    struct warming;
    struct opening;
    struct aftermath;
    using connection_ptr = std::unique_ptr<connection>;
    using origin_id = pool_state::origin_id;

    // calls
    connection_ptr idle_connection(const origin& to, steady_time now, bool writes);
    awaitable<std::optional<result<lease>>> acquire_from_afar(const origin& to, acquisition wanted,
                                                              errc late);
    void line_up(const origin& to, std::shared_ptr<waiter> w, steady_time now);
    void leave(pool_state::ticket number, errc why);
    bool keep_if_alive(connection_ptr& c);
    void on_timer();
    failure without_connection(const waiter& w, errc why) const;
    lease lend(connection_ptr c, bool writes);
    static void give_back(void* pool_pointer, connection_ptr c);
    static void throw_away(void* pool_pointer, connection_ptr c, close_reason why);
    void take_back(connection_ptr c, std::optional<close_reason> unless_fit);

    // openings
    void start_opening(origin_id to);
    void finish_opening(opening& o, result<connection_ptr> outcome);
    std::optional<failure> start_warming(const origin& to, std::size_t count,
                                         const std::shared_ptr<warming>& w);
    result<std::size_t> warmed(const warming& w) const;

    // with the lock held
    pool_state::actions& nothing_to_do() noexcept {
        todo_.clear();
        return todo_;
    }
    void collect_lanes(steady_time now, aftermath& after);
    void keep_all(std::vector<connection_ptr> idle, aftermath& after);
    void shut_lanes(steady_time now, aftermath& after);
    void count_reuses(connection& c);
    [[nodiscard]] connection_statistics statistics_of(const origin& to, origin_id place) const;
    connection_ptr pop_idle(origin_id place, steady_time now, aftermath& after);
    void wait_in_line(const origin& to, std::shared_ptr<waiter> w, steady_time now, aftermath& after);
    void remove(std::shared_ptr<waiter> w, errc why, steady_time now, aftermath& after);
    void rest_timer();
    void set_timer(steady_time when);
    [[nodiscard]] failure closed() const;
    origin_id place_of(const origin& to);
    void perform(const pool_state::actions& todo, aftermath& after, const failure* why = nullptr);

    connection_setup setup_;
    const pool_options options_;

    const boost::asio::execution_context* const context_;

    idle_lanes lanes_;  // opened and shut with the mutex held

    mutable detail::short_mutex mutex_;      // guards all below
    boost::asio::any_io_executor executor_;  // empty after the end of its context
    pool_state state_;
    pool_state::actions todo_;  // the actions of one decision; their memory is reused
    std::minstd_rand random_;
    std::map<origin, origin_id> origins_;
    std::vector<const origin*> places_;   // indexed by origin_id; pointers to keys of origins_
    std::vector<failure> last_failures_;  // by origin_id; cleared when a connection is opened
    std::vector<std::size_t> turns_;      // by origin_id; started openings, to choose addresses
    std::vector<connection_ptr> slots_;   // by the state's connection_id; empty while lent
    ticket_map<std::shared_ptr<waiter>> waiters_;
    quiet_timer timer_;  // the timer of the waiting calls
    std::vector<std::shared_ptr<opening>> openings_;
    std::uint64_t next_id_ = 1;
    int returned_to_nobody_ = 0;  // connections since a call waited
    bool closed_ = false;
};

}  // namespace dynaco::transport
