#pragma once

#include "program/terminal/terminal_facts.hpp"

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Shows the state of a command on standard error: on a terminal one line that is rewritten at most ten times
/// a second; elsewhere one line a second.
///
///     live_line live(std::cerr, facts.error);
///     if (live.due(now)) live.show(facts.error.rewritable ? progress_line(…) : progress_json(…), now);
///     live.message("dynaco import: row 12 was rejected: …");  // the line is below it again
///     live.end(summary_line(…));
///
/// Each change is one write, so that a line is never half-written. Clear the line (`clear`) before something
/// else is written to the same terminal, such as rows on standard output. The caller cuts the text to the
/// width. Not thread-safe: call it in the thread that writes messages.
class live_line {
 public:
    /// The clock of the times that are passed.
    using time_point = std::chrono::steady_clock::time_point;

    /// Writes to `error`, which must outlive this object. `shown` says whether a line can be rewritten.
    live_line(std::ostream& error, const stream_facts& shown);
    /// Clears the line.
    ~live_line();
    live_line(const live_line&) = delete;
    live_line& operator=(const live_line&) = delete;

    /// Whether `show` would write something now. If not, the caller need not make the text.
    [[nodiscard]] bool due(time_point now) const noexcept;
    /// Replaces the line, if it is due; otherwise does nothing. `text` is one line without its end.
    void show(std::string_view text, time_point now);
    /// Writes a message of one or more lines, and the live line below it again.
    void message(std::string_view text);
    /// Removes the line from the terminal. The next `show` writes it again at once.
    void clear();
    /// Replaces the line by a last text that stays; with an empty text, only clears the line. Later calls of
    /// `show` do nothing.
    void end(std::string_view last);

 private:
    void write(std::string_view bytes);

    std::ostream& error_;
    bool rewritable_;
    bool ended_ = false;
    std::string line_{};  // what is on the terminal; empty: nothing
    time_point next_{};   // the earliest time of the next change
};

}  // namespace dynaco::program
