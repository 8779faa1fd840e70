#pragma once

#include "core/short_mutex.hpp"
#include "core/striped.hpp"
#include "transport/transport.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dynaco::transport {

/// Idle connections that each thread keeps for its next calls, so that threads do not wait for the pool's
/// lock. The pool counts them as in use. It collects them before it decides anything, and shuts the lanes
/// while a call waits: then every returned connection passes the pool. Thread-safe.
class idle_lanes {
 public:
    using connection_ptr = std::unique_ptr<connection>;

    explicit idle_lanes(std::chrono::milliseconds idle_timeout) : idle_timeout_(idle_timeout) {}

    /// Keeps a connection that can be used again. Does nothing if the lanes are shut or the connection is
    /// old.
    /// @returns whether `c` was taken
    bool keep(connection_ptr& c, steady_time now) {
        lane& mine = lanes_.mine();
        const std::lock_guard lock(mine.mutex);
        if (!open_.load(std::memory_order_relaxed) || now >= c->retires) return false;
        c->idle_since = now;
        mine.idle.push_back(std::move(c));
        return true;
    }
    /// Takes the connection that the calling thread returned last, if it is one to this origin and did not
    /// expire. Null also if the lanes were not collected for a while, so that others may have expired.
    connection_ptr take(const origin& to, steady_time now) {
        lane& mine = lanes_.mine();
        const std::lock_guard lock(mine.mutex);
        if (mine.idle.empty() || now >= collected_by_.load(std::memory_order_relaxed)) return nullptr;
        connection& last = *mine.idle.back();
        if (now - last.idle_since >= idle_timeout_ || now >= last.retires || *last.to != to) return nullptr;
        ++last.reuses;
        connection_ptr taken = std::move(mine.idle.back());
        mine.idle.pop_back();
        return taken;
    }

    /// Takes all connections, those that were idle longest first.
    std::vector<connection_ptr> collect(steady_time now);
    template <class F>
    void for_each(F f) const {
        lanes_.for_each([&f](const lane& each) {
            const std::lock_guard lock(each.mutex);
            for (const connection_ptr& c : each.idle) f(*c);
        });
    }
    /// Shuts the lanes. Call `collect` afterwards.
    void shut() noexcept { open_.store(false, std::memory_order_relaxed); }
    void open() noexcept { open_.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool is_open() const noexcept { return open_.load(std::memory_order_relaxed); }

 private:
    struct lane {
        mutable detail::short_mutex mutex;  // guards the connections
        std::vector<connection_ptr> idle{};
    };

    const std::chrono::milliseconds idle_timeout_;
    // Written under the mutex of the pool, and seldom: all threads read them.
    std::atomic<bool> open_ = true;
    std::atomic<steady_time> collected_by_{steady_time::max()};
    detail::striped<lane> lanes_{};
};

}  // namespace dynaco::transport
