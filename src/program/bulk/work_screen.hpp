#pragma once

#include "program/progress/recent_speed.hpp"
#include "program/progress/work_progress.hpp"
#include "program/session.hpp"
#include "program/terminal/live_line.hpp"
#include "program/terminal/terminal_facts.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::program {

/// The output of a bulk command on standard error: progress, messages, the summary.
///
/// On a terminal the progress is one line that is rewritten; elsewhere it is one JSON object a second. With
/// --quiet it has only messages about problems. One thread.
class work_screen {
 public:
    /// `command` is the name in messages: "import".
    work_screen(session& at, std::string_view command);

    /// Shows the progress, if the last one was shown long enough ago.
    void show(const work_progress& work);
    /// Shows the progress although nothing was done since `shown_at`, which stays. `silence`: the time since
    /// the last response.
    void show_waiting(const work_progress& work, std::chrono::milliseconds silence);
    /// When `show` wrote something; the beginning of the clock if it has not.
    [[nodiscard]] std::chrono::steady_clock::time_point shown_at() const noexcept { return shown_at_; }
    /// True if `show` would write something.
    [[nodiscard]] bool due() const;
    /// Writes "dynaco COMMAND: text", for problems and other important messages. `shell`: a command line that
    /// follows, for copying.
    void message(std::string_view text, std::string_view shell = {});
    /// Writes "dynaco COMMAND: text", unless --quiet was given.
    void advice(std::string_view text);
    /// Writes the text as it is, unless --quiet was given.
    void note(std::string_view text);
    /// Shows no progress if items are written to the same terminal or file.
    void share_output(bool shared) noexcept { shared_ = shared; }
    /// Ends the progress with a summary. Says how long no request succeeded, if that was long.
    void end(const work_progress& work);
    /// Ends the progress without a summary.
    void end();
    /// The time between two reports of a command's progress: shorter on a terminal.
    [[nodiscard]] std::chrono::milliseconds interval() const noexcept;
    [[nodiscard]] bool quiet() const noexcept { return quiet_; }

 private:
    void print(const work_progress& work);

    std::string command_;
    bool quiet_;
    bool shared_ = false;
    stream_facts error_;
    live_line live_;
    recent_speed speed_{};
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point shown_at_{};
};

}  // namespace dynaco::program
