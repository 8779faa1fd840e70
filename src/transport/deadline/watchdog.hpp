#pragma once

#include "core/short_mutex.hpp"
#include "transport/context_end.hpp"
#include "transport/deadline/quiet_timer.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace dynaco::transport {

/// Ends exchanges whose deadline has passed. It uses one timer for all, because a timer for each exchange
/// costs more than the rest of the user time of a small exchange. An exchange only writes its deadline into
/// the record of its connection, where the timer finds it, so that threads do not wait for each other.
///
/// It shuts the socket down, which is safe from any thread while the watch is armed. The pending operation
/// then ends. An `io_context` does not count the timer as work: the pending operation counts.
/// After the end of the context the watchdog does nothing.
class watchdog final : public context_resident, public std::enable_shared_from_this<watchdog> {
 public:
    class watch;

    /// Cancels the exchanges of one connection. The handler of a cancellation slot keeps it, because the
    /// signal may be emitted after the exchange or the connection has ended. Thread-safe.
    class exchanges {
     public:
        explicit exchanges(const std::shared_ptr<watchdog>& dog);
        exchanges(const exchanges&) = delete;
        exchanges& operator=(const exchanges&) = delete;
        ~exchanges();

        /// Cancels the exchange with this number, if it is running.
        void cancel(std::uint64_t number) noexcept;
        /// Cancels the exchange that is running, if there is one.
        void cancel() noexcept;
        /// Stops sending its request, if it is still being sent. A running write fails, and the bytes that
        /// the peer has sent can be read.
        void stop_sending(std::uint64_t number) noexcept;

     private:
        friend class watch;
        friend class watchdog;
        // Ends the exchange if its deadline has passed. @returns its deadline, or `max()` if it has ended
        steady_time check(steady_time now) noexcept;

        const std::weak_ptr<watchdog> dog_;
        // Guarded by the mutex of the watchdog.
        exchanges* previous_ = nullptr;
        exchanges* next_ = nullptr;

        detail::short_mutex mutex_;  // guards the members below, and what the running watch changes
        watch* current_ = nullptr;
        std::uint64_t count_ = 0;
    };

    /// One watched exchange, one of the `exchanges` of a connection if that is given.
    class watch {
     public:
        watch(watchdog& dog, int socket, steady_time deadline, exchanges* of = nullptr);
        ~watch() { disarm(); }
        watch(const watch&) = delete;
        watch& operator=(const watch&) = delete;

        void disarm() noexcept;
        /// Cancels the exchange. Thread-safe, also after the exchange has ended.
        void cancel() noexcept;
        /// Why the socket was shut down: errc::attempt_timed_out or errc::canceled. Nothing if it was not.
        [[nodiscard]] std::optional<errc> cut_off() const noexcept;
        /// Sets whether the request is still being sent, for `stop_sending`. Initially false.
        void set_sending(bool sending) noexcept;
        /// The number of the exchange on its connection.
        [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

     private:
        friend class watchdog;
        friend class exchanges;
        void shut_down(errc why) noexcept;

        const std::shared_ptr<exchanges> own_;  // if the connection has none
        exchanges& of_;
        std::uint64_t number_ = 0;
        int socket_;
        steady_time deadline_;
        unsigned forks_;
        bool armed_ = true;
        bool sending_ = false;
        std::optional<errc> cut_off_{};
    };

    [[nodiscard]] static std::shared_ptr<watchdog> make(const boost::asio::any_io_executor& executor);
    ~watchdog() override;
    void context_ended() noexcept override;

 private:
    explicit watchdog(const boost::asio::any_io_executor& executor);

    void wake_at(steady_time deadline);
    void schedule(steady_time when);
    void on_timer();

    // When the timer expires. An exchange reads it after it has entered its deadline; `on_timer` resets it
    // before it looks at the deadlines. So one of them sees what the other wrote.
    std::atomic<steady_time> wakes_at_{steady_time::max()};

    std::mutex mutex_;  // guards the members below; the mutexes of exchanges are locked after it
    quiet_timer timer_;
    exchanges* first_ = nullptr;
};

}  // namespace dynaco::transport
