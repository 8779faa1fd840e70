#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace dynaco::identity {

/// The result of a program that has ended.
struct process_output {
    int exit_status = 0;   ///< 128 + the signal's number if a signal ended the program.
    secret output{};       ///< The text of its standard output.
    std::string errors{};  ///< The beginning of its standard error.
};

/// Runs programs; an argument so that tests can replace it.
class process_runner {
 public:
    process_runner() = default;
    process_runner(const process_runner&) = delete;
    process_runner& operator=(const process_runner&) = delete;
    virtual ~process_runner() = default;

    /// Runs a command with `sh -c`, with an empty standard input and this process's environment. Waits for
    /// its end without blocking the executor. Kills the command and its process group after `timeout`, or if
    /// the caller is cancelled.
    ///
    /// Fails with errc::credentials_failed: the program could not be started, took too long, or wrote more
    /// than 1 MiB. errc::canceled: the caller was cancelled. Failures do not repeat the command, which may
    /// contain secrets.
    virtual boost::asio::awaitable<result<process_output>> run(std::string command,
                                                               std::chrono::milliseconds timeout) = 0;
};

/// Runs programs on this machine, without a terminal. Processes that a program leaves running when it ends
/// are not killed. `use_notices`: the kernel reports a program's end if it can (since Linux 5.3); otherwise
/// the end is polled.
[[nodiscard]] std::shared_ptr<process_runner> machine_processes(bool use_notices = true);

}  // namespace dynaco::identity
