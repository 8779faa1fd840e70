#pragma once

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>

namespace dynaco::detail {

/// A line of logfmt: key=value pairs. A value is quoted if it needs it.
class logfmt_line {
 public:
    /// Appends a pair. Empty and zero values are left out.
    logfmt_line& put(std::string_view key, std::string_view value);
    template <std::integral T>
    logfmt_line& put(std::string_view key, T value) {
        if (value != 0) append(key, std::to_string(value));
        return *this;
    }
    /// Appends a time in milliseconds with three decimals. Zero is left out.
    logfmt_line& put(std::string_view key, std::chrono::microseconds time);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
    void append(std::string_view key, std::string_view value);
    void append_quoted(std::string_view value);

    std::string text_{};
};

}  // namespace dynaco::detail
