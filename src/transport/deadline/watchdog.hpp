#pragma once

#include "transport/context_end.hpp"
#include "transport/deadline/quiet_timer.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace dynaco::transport {

/// Ends exchanges whose deadline has passed. It uses one timer for all, because a timer for each exchange
/// costs more than the rest of the user time of a small exchange.
///
/// It shuts the socket down, which is safe from any thread while the watch is armed. The pending operation
/// then ends. After the end of the context it does nothing.
class watchdog final : public context_resident, public std::enable_shared_from_this<watchdog> {
 public:
    class watch;

    /// Cancels the exchanges of one connection. The handler of a cancellation slot keeps it, because the
    /// signal may be emitted after the exchange or the connection has ended. Thread-safe.
    class exchanges {
     public:
        explicit exchanges(const std::shared_ptr<watchdog>& dog) : dog_(dog) {}
        /// Cancels the exchange with this number, if it is running.
        void cancel(std::uint64_t number) noexcept;
        /// Stops sending its request, if it is still being sent. A running write fails, and the bytes that
        /// the peer has sent can be read.
        void stop_sending(std::uint64_t number) noexcept;

     private:
        friend class watch;
        std::weak_ptr<watchdog> dog_;  // its mutex guards the members below
        watch* current_ = nullptr;
        std::uint64_t count_ = 0;
    };

    /// One watched exchange, optionally one of the `exchanges` of a connection.
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
        void arm();
        void shut_down(errc why) noexcept;

        watchdog& dog_;
        exchanges* of_;
        std::uint64_t number_ = 0;
        int socket_;
        steady_time deadline_;
        unsigned forks_;
        bool armed_ = true;
        bool sending_ = false;
        std::optional<errc> cut_off_{};
        watch* previous_ = nullptr;
        watch* next_ = nullptr;
    };

    [[nodiscard]] static std::shared_ptr<watchdog> make(const boost::asio::any_io_executor& executor);
    ~watchdog() override;
    void context_ended() noexcept override;

 private:
    explicit watchdog(const boost::asio::any_io_executor& executor);

    void schedule(steady_time when);
    void on_timer();

    std::mutex mutex_;
    quiet_timer timer_;
    watch* first_ = nullptr;
};

}  // namespace dynaco::transport
