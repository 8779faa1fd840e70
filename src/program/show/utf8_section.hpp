#pragma once

namespace dynaco::program {

/// While it exists, the C library treats the texts of this thread as UTF-8, in any locale of the program.
/// libsmartcols needs it to measure text.
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
