#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dynaco::program {

/// A mistake in a text that a person wrote.
struct text_fault {
    std::size_t column = 0;  ///< The byte where the mistake is, from 0. The size of the text: at its end.
    std::string what{};      ///< The expected text and what to do. One sentence, without a full stop.
};

/// The exception of all functions that read a person's text. The program exits with 2 for it and shows the
/// text with a caret below the mistake (`drawn`, program/start/drawn_fault.hpp).
class text_error : public std::runtime_error {
 public:
    /// A mistake in `text`, which is copied.
    text_error(std::string_view text, text_fault fault);

    /// The text with the mistake. Empty if the text is missing.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// The mistake. `what()` is its sentence.
    [[nodiscard]] const text_fault& fault() const noexcept { return fault_; }

 private:
    std::string text_;
    text_fault fault_;
};

/// Throws text_error.
[[noreturn]] void refuse(std::string_view text, std::size_t column, std::string what);

/// A place in a text, for messages: both count from 1. `column` counts characters, not bytes.
struct text_place {
    std::size_t line = 1;    ///< The line.
    std::size_t column = 1;  ///< The character in the line.
};

/// The place of the byte at `offset`.
[[nodiscard]] text_place place_of(std::string_view text, std::size_t offset) noexcept;

}  // namespace dynaco::program
