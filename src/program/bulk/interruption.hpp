#pragma once

#include "program/cancellation.hpp"
#include "program/session.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace dynaco::program {

/// Ctrl-C for a bulk command: the first signal cancels the work, or calls a function that ends it gracefully;
/// the second ends the process at once. Only one object at a time. One thread.
class interruption {
 public:
    /// Receives the first signal from now on.
    explicit interruption(session& at);
    /// From now on, signals cancel the command again.
    ~interruption();
    interruption(const interruption&) = delete;
    interruption& operator=(const interruption&) = delete;

    /// True after the first signal.
    [[nodiscard]] bool happened() const noexcept { return happened_; }
    /// True after the first signal, for work that blocks the thread: runs the handlers that are waiting.
    [[nodiscard]] bool is_pending();
    /// Sets what the first signal does, instead of cancelling the work.
    void instead(std::function<void()> end) { end_ = std::move(end); }
    /// Sets the text that the second signal writes to standard error.
    void last_words(std::string line);

    /// Does some work. The first signal cancels it (terminal cancellation).
    /// @throws error  errc::canceled; what the work throws
    template <class T>
    boost::asio::awaitable<T> run(boost::asio::awaitable<T> work) {
        auto spawned = boost::asio::co_spawn(
            at_.executor(), std::move(work),
            boost::asio::bind_cancellation_slot(stop_.slot(), boost::asio::use_awaitable));
        try {
            if constexpr (std::is_void_v<T>) {
                co_await std::move(spawned);
            } else {
                T result = co_await std::move(spawned);
                co_return result;
            }
        } catch (const error&) {
            throw;
        } catch (const boost::system::system_error& why) {
            if (!is_cancellation(why)) throw;
            throw error(errc::canceled, {});
        }
    }

 private:
    void interrupt();

    session& at_;
    boost::asio::cancellation_signal stop_{};
    std::function<void()> end_{};
    bool happened_ = false;
};

}  // namespace dynaco::program
