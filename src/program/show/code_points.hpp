#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::program {

/// One character of a UTF-8 text.
struct code_point {
    char32_t value = 0xFFFD;  ///< The character; U+FFFD for a byte that is not UTF-8.
    std::size_t bytes = 1;    ///< Its size in the text.
    bool valid = false;       ///< Whether the bytes are UTF-8.
};

/// Returns the first character of a text that is not empty.
[[nodiscard]] code_point first_code_point(std::string_view text) noexcept;

/// Appends a character as UTF-8.
void append_utf8(char32_t value, std::string& out);

/// While it exists, the C library takes the texts of this thread for UTF-8, in whatever locale the program
/// runs. libsmartcols needs it to measure text.
class utf8_section {
 public:
    /// Changes the locale of this thread.
    utf8_section() noexcept;
    /// Restores the locale of this thread.
    ~utf8_section();
    utf8_section(const utf8_section&) = delete;
    utf8_section& operator=(const utf8_section&) = delete;

    /// The columns of a character: 0, 1 or 2; -1 if it is not a printable character.
    [[nodiscard]] static int columns_of(char32_t value) noexcept;

 private:
    void* before_;
};

}  // namespace dynaco::program
