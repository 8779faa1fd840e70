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

/// Breaks off exchanges whose deadline has passed, with one timer for all of them: arming one per exchange
/// costs more than the rest of a small exchange's user time.
///
/// It shuts the socket down, which is safe from any thread while the watch is armed; the pending operation
/// then ends. When the context has ended nothing is broken off any more.
class watchdog final : public context_resident, public std::enable_shared_from_this<watchdog> {
 public:
    class watch;

    /// Cancels the exchanges of one connection. The handler of a cancellation slot holds it, since the signal
    /// may be emitted when the exchange, or the connection, is over. Thread-safe.
    class exchanges {
     public:
        explicit exchanges(const std::shared_ptr<watchdog>& dog) : dog_(dog) {}
        /// Breaks the exchange with this number off, if it is under way.
        void cancel(std::uint64_t number) noexcept;
        /// Ends the sending of its request, if that still lasts: a write that is under way fails, and what
        /// the peer has sent can be read.
        void stop_sending(std::uint64_t number) noexcept;

     private:
        friend class watch;
        std::weak_ptr<watchdog> dog_;  // its mutex guards what follows
        watch* current_ = nullptr;
        std::uint64_t count_ = 0;
    };

    /// One exchange under watch, perhaps one of a connection's. Lives where the exchange lives.
    class watch {
     public:
        watch(watchdog& dog, int socket, steady_time deadline, exchanges* of = nullptr);
        ~watch() { disarm(); }
        watch(const watch&) = delete;
        watch& operator=(const watch&) = delete;

        void disarm() noexcept;
        /// Breaks the exchange off now. Thread-safe, also when it has ended.
        void cancel() noexcept;
        /// Why the socket was shut down, if it was: errc::attempt_timed_out or errc::canceled.
        [[nodiscard]] std::optional<errc> cut_off() const noexcept;
        /// Whether its request is still being sent, for `stop_sending`. At first it is not.
        void set_sending(bool sending) noexcept;
        /// Its number among the connection's.
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
