#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <string>

namespace dynaco::program {

/// Ends a command on Ctrl-C (SIGINT), SIGTERM or SIGHUP: the first signal gracefully, the second at once.
///
///     interrupts ctrl_c(io.get_executor(), [&](int) { stop.emit(asio::cancellation_type::terminal); });
///     ctrl_c.last_words("dynaco import: ended at once; up to 64 requests are in doubt");
///
/// The first signal calls a function on an executor. The second writes the last words to standard error and
/// ends the process with exit status 130, also if the executor is busy: signals are received by a thread of
/// this object. While it exists, `read` and other calls of the system can return EINTR. Only one object at a
/// time. `last_words` and `signalled` are thread-safe.
class interrupts {
 public:
    /// Writes a line and ends the process; replaced in tests. It gets the last words.
    using end_process = std::function<void(const std::string& last_words)>;

    /// Receives signals from now on. `graceful` is called once, on `executor`, with the number of the signal.
    interrupts(boost::asio::any_io_executor executor, std::function<void(int signal)> graceful);
    /// Receives signals from now on, and calls `at_once` in the thread of this object for the second one.
    interrupts(boost::asio::any_io_executor executor, std::function<void(int signal)> graceful,
               end_process at_once);
    /// Signals have their default effect again. A `graceful` that was not called yet is not called.
    ~interrupts();
    interrupts(const interrupts&) = delete;
    interrupts& operator=(const interrupts&) = delete;

    /// Sets the line that the second signal writes. Default: "dynaco: ended at once by a second signal".
    void last_words(std::string line);
    /// The number of the first signal; 0: no signal yet.
    [[nodiscard]] int signalled() const noexcept;

 private:
    struct state;
    std::shared_ptr<state> state_;
};

/// The number of the first signal that the current `interrupts` has received; 0: no signal yet, or no such
/// object. For code that blocks the executor. Thread-safe.
[[nodiscard]] int pending_interrupt() noexcept;

/// The exit status of a command that was interrupted.
inline constexpr int interrupted_status = 130;

}  // namespace dynaco::program
