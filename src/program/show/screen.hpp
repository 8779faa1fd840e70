#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::program {

/// The screen that shows a text. All functions in `show` get it as an argument; they do not use a terminal.
struct screen {
    std::size_t width = 80;  ///< The columns of a line. 0: without a limit, for files and pipes.
    bool colours = false;    ///< Whether the text may contain colours (ECMA-48 sequences).
};

/// The kind of a text, which determines its colour.
enum class tone : unsigned char {
    plain,    ///< Ordinary text: no colour.
    title,    ///< A header or a name: bold.
    key,      ///< A value of a key attribute: bold.
    number,   ///< A number: cyan.
    word,     ///< true, false or null: magenta.
    nested,   ///< A list, map, set or bytes: yellow.
    faint,    ///< Less important: dim.
    good,     ///< A good state: green.
    warning,  ///< A state that needs attention: yellow.
    bad,      ///< An error or a loss: red.
};

/// The ECMA-48 sequence that begins a tone; empty for `plain`.
[[nodiscard]] std::string_view begin_of(tone look) noexcept;
/// Returns `text` in the colours of a tone; `text` itself without colours.
[[nodiscard]] std::string painted(std::string_view text, tone look, bool colours);

}  // namespace dynaco::program
