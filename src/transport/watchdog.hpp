#pragma once

#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace dynaco::transport {

/// Breaks off exchanges whose deadline has passed, with one timer for all of them: arming one per exchange
/// costs more than the rest of a small exchange's user time.
///
/// It shuts the socket down, which is safe from any thread while the watch is armed; the pending operation
/// then ends. The timer runs while something is watched and for up to `linger` longer, so that it does not
/// keep an `io_context` from running out of work, and calls that follow one another do not set it each time.
class watchdog : public std::enable_shared_from_this<watchdog> {
 public:
    /// One exchange under watch. Lives where the exchange lives.
    class watch {
     public:
        watch(watchdog& dog, int socket, steady_time deadline);
        ~watch() { disarm(); }
        watch(const watch&) = delete;
        watch& operator=(const watch&) = delete;

        void disarm() noexcept;
        /// Breaks the exchange off now. Thread-safe, also when it has ended.
        void cancel() noexcept;
        /// Why the socket was shut down, if it was: errc::attempt_timed_out or errc::canceled.
        [[nodiscard]] std::optional<errc> cut_off() const noexcept;

     private:
        friend class watchdog;
        void arm();
        void shut_down(errc why) noexcept;

        watchdog& dog_;
        int socket_;
        steady_time deadline_;
        unsigned forks_;
        bool armed_ = true;
        std::optional<errc> cut_off_{};
        watch* previous_ = nullptr;
        watch* next_ = nullptr;
    };

    static constexpr std::chrono::milliseconds linger{10};

    explicit watchdog(const boost::asio::any_io_executor& executor) : timer_(executor) {}

 private:
    void schedule(steady_time when);
    void on_timer();

    std::mutex mutex_;
    boost::asio::steady_timer timer_;
    steady_time scheduled_ = steady_time::max();
    watch* first_ = nullptr;
};

}  // namespace dynaco::transport
