#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::program {

/// The properties of standard output or standard error.
struct stream_facts {
    bool terminal = false;    ///< Whether it is a terminal.
    std::size_t width = 0;    ///< The columns of a line. 0: without a limit, a file or a pipe.
    bool colours = false;     ///< Whether colours are wanted.
    bool rewritable = false;  ///< Whether a line can be rewritten: a terminal that is not TERM=dumb.
};

/// The properties of the three standard streams.
struct terminal_facts {
    stream_facts output{};        ///< Standard output.
    stream_facts error{};         ///< Standard error.
    bool input_terminal = false;  ///< Whether standard input is a terminal.
    bool joined = false;          ///< Whether output and error are one terminal, file or pipe (`2>&1`).
};

/// The facts that the system reports about one stream; they are an argument, so that decisions can be tested.
struct stream_probe {
    bool terminal = false;  ///< isatty
    std::size_t width = 0;  ///< The columns of the terminal (TIOCGWINSZ). 0: not known.
};

/// Returns the value of an environment variable; nothing if it is not set.
using environment = std::function<std::optional<std::string>(const char*)>;

/// Returns the properties of a stream.
///
/// Width: COLUMNS, if it is a number above 0; the terminal's width; 80 for a terminal whose width is not
/// known; no limit for other streams.
/// Colours: never if NO_COLOR is set and not empty; always if CLICOLOR_FORCE is set and not 0; otherwise on a
/// terminal, unless TERM is dumb or not set, or CLICOLOR is 0.
[[nodiscard]] stream_facts decide_facts(stream_probe found, const environment& variables);

/// Asks the system about the standard streams of this process.
[[nodiscard]] terminal_facts read_terminal();
/// Asks the system about one stream. Call it again for a terminal whose width may have changed.
[[nodiscard]] stream_facts read_stream(int descriptor);

}  // namespace dynaco::program
