#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// The largest record of a text: an item of 400 KB with every character escaped, and its type wrappers.
inline constexpr std::size_t max_record_bytes = std::size_t{4} << 20;

/// The part of a file that is not decoded yet, as one text. A record that continues in the next block is
/// copied; all others are views of the block.
class text_window {
 public:
    void feed(std::string_view block, bool last);
    /// All bytes that are not consumed.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] bool last() const noexcept { return last_; }
    void consume(std::size_t count) noexcept {
        text_.remove_prefix(count);
        offset_ += count;
    }
    /// Keeps the bytes that are not consumed, because the block may be destroyed.
    void keep();
    /// The offset in the file of the first byte that is not consumed.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    /// Forgets all bytes; the next block begins at `offset`.
    void restart(std::uint64_t offset) noexcept;

 private:
    std::string kept_;
    std::string_view text_;
    std::uint64_t offset_ = 0;
    bool last_ = false;
};

/// The encoding that the first bytes of a file show. A byte order mark of UTF-8 is skipped.
struct text_start {
    bool known = false;    ///< False: more bytes are necessary.
    std::size_t skip = 0;  ///< The size of the byte order mark of UTF-8, or 0.
};
/// @throws error  errc::malformed_file: the text is UTF-16 or UTF-32
[[nodiscard]] text_start start_of_text(std::string_view head, bool last);

}  // namespace dynaco::loading
