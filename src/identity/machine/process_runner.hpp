#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace dynaco::identity {

/// What a program that has ended leaves.
struct process_output {
    int exit_status = 0;   ///< 128 + the signal's number if a signal ended it.
    secret output{};       ///< What it wrote to its standard output.
    std::string errors{};  ///< To its standard error; the beginning only.
};

/// Programs as an argument.
class process_runner {
 public:
    process_runner() = default;
    process_runner(const process_runner&) = delete;
    process_runner& operator=(const process_runner&) = delete;
    virtual ~process_runner() = default;

    /// Runs a command by `sh -c`, with an empty standard input and this process's environment, and waits for
    /// its end without blocking the executor. Kills it, and what it started, at the end of `timeout` or if
    /// the caller is cancelled (errc::canceled). Fails with errc::credentials_failed: it could not be
    /// started, took too long, or wrote more than a megabyte; never repeats the command, which may hold
    /// secrets.
    virtual boost::asio::awaitable<result<process_output>> run(std::string command,
                                                               std::chrono::milliseconds timeout) = 0;
};

/// Runs them on this machine, without a terminal. What a program leaves running when it ends is left alone.
/// `use_notices`: whether the kernel is asked to tell a program's end, if it can (Linux 5.3); else it is
/// looked for every now and then.
[[nodiscard]] std::shared_ptr<process_runner> machine_processes(bool use_notices = true);

}  // namespace dynaco::identity
