#pragma once

#include "program/session.hpp"
#include "program/terminal/live_line.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Shows on standard error what a command waits for: a line on a terminal; elsewhere a JSON object each
/// second, after the first second; nothing with --quiet. Messages of the session are written above the line.
/// One thread; one object at a time.
class wait_line {
 public:
    /// `command` is the name of the command, a literal; `subject` is the object that it waits for: "orders".
    /// `at` must outlive this object.
    wait_line(session& at, std::string_view command, std::string subject);
    ~wait_line();
    wait_line(const wait_line&) = delete;
    wait_line& operator=(const wait_line&) = delete;

    /// Shows a state: "CREATING", perhaps with more: "12 items".
    void show(std::string_view state, std::string_view more = {});
    /// Removes the line, so that other text can be written.
    void clear() { line_.clear(); }
    /// The time since this object was made.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

 private:
    session& at_;
    bool quiet_;
    stream_facts error_;
    std::string_view command_;
    std::string subject_;
    std::chrono::steady_clock::time_point begin_;
    live_line line_;
};

/// Does some work until it ends or is interrupted by Ctrl-C.
/// @returns false if it was interrupted; nothing can be awaited afterwards
/// @throws the exceptions of `work`, except errc::canceled
[[nodiscard]] awaitable<bool> uninterrupted(awaitable<void> work);

}  // namespace dynaco::program
