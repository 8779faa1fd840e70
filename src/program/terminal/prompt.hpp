#pragma once

#include "program/terminal/terminal_facts.hpp"

#include <string>
#include <string_view>

namespace dynaco::program {

/// How a question ended.
enum class prompt_outcome : unsigned char {
    answered,     ///< The person wrote a line.
    no_terminal,  ///< The question was not asked, because there is no terminal for it.
    ended,        ///< The person ended the input (Ctrl-D), or reading it failed.
    interrupted,  ///< A signal arrived (Ctrl-C).
};

/// The answer to a question.
struct prompt_answer {
    prompt_outcome outcome = prompt_outcome::no_terminal;  ///< How the question ended.
    std::string text{};  ///< `answered`: the line, without its end and without blanks around it.

    /// Whether the person wrote exactly this line.
    [[nodiscard]] bool is(std::string_view expected) const noexcept {
        return outcome == prompt_outcome::answered && text == expected;
    }
};

/// Asks a person and blocks until a line is written.
///
/// The question is written to standard error and the answer is read from standard input, if both are
/// terminals. If only standard error is one (the input is a file or a pipe), both use /dev/tty. If standard
/// error is not a terminal, the question is not asked. End a `live_line` or clear it before.
[[nodiscard]] prompt_answer ask_person(std::string_view question, const terminal_facts& terminal);

/// Writes a question to `output` and reads one line from `input`, both descriptors. Reads no byte after the
/// end of the line. A line of more than 64 KiB is `ended`.
[[nodiscard]] prompt_answer ask_on(int input, int output, std::string_view question);

}  // namespace dynaco::program
