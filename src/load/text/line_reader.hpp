#pragma once

#include "load/text/text_window.hpp"

#include <dynaco/load/record.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// Splits a text into lines, which end with LF, CRLF or CR. Counts lines, bytes and records.
class line_reader {
 public:
    /// A line without its end.
    struct line {
        std::string_view text{};
        source_position position{};
        bool too_long = false;  ///< More than `max_record_bytes`; `text` is its beginning.
    };

    void feed(std::string_view block, bool last) { window_.feed(block, last); }
    /// The next line. Nothing: more bytes are necessary, or the text is at its end. Valid until the next
    /// call.
    /// @throws error  errc::malformed_file: the text is UTF-16
    std::optional<line> next();
    /// The next line that is not blank; it counts as a record.
    std::optional<line> next_record();
    /// Where the next line begins.
    [[nodiscard]] source_position position() const noexcept { return {0, records_, line_, window_.offset()}; }
    void start_at(const source_position& start) noexcept;

 private:
    bool begin();
    line taken(std::size_t size, std::size_t end_size);
    std::optional<line> more_needed();
    void drop_long_part(std::size_t size);

    text_window window_;
    std::uint64_t line_ = 1;
    std::uint64_t records_ = 0;
    std::size_t searched_ = 0;  // bytes of the window without the end of a line
    bool begun_ = false;
    std::optional<line> long_;  // a line that is too long, whose end was not found yet
    std::string long_head_;
};

/// True if a text has only blanks.
[[nodiscard]] bool is_blank(std::string_view text) noexcept;

}  // namespace dynaco::loading
