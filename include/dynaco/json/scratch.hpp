#pragma once

#include <cstddef>
#include <string>

namespace dynaco::json {

/// A string to write a text of unknown size into: its memory is that of the text before, of the same thread.
/// What is taken out has just the size of the text, made in one allocation.
///
///     json::scratch scratch;
///     json::writer out(scratch.text());
///     …
///     std::string body = scratch.take();
class scratch {
 public:
    /// The most that a thread keeps, in bytes.
    static constexpr std::size_t max_kept = std::size_t{64} * 1024;

    scratch() noexcept;
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch();

    /// Empty at first.
    [[nodiscard]] std::string& text() noexcept { return text_; }
    /// The text; the scratch is empty then.
    [[nodiscard]] std::string take();

 private:
    std::string text_;
};

}  // namespace dynaco::json
