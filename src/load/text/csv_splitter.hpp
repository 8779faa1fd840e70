#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// A cell of a CSV row.
struct csv_cell {
    std::string_view text{};  ///< The text without the quotes around it.
    bool quoted = false;
    bool doubled = false;  ///< `text` has doubled quotes.
};

/// Splits CSV (RFC 4180) and TSV into rows and cells. A row ends with LF, CRLF or CR outside quotes. A quote
/// inside a cell that does not begin with one is an ordinary character.
class csv_splitter {
 public:
    explicit csv_splitter(char delimiter) noexcept;

    enum class verdict : unsigned char { row, more, fault };
    /// Splits the first row of `text`, which must not be empty. `last`: no text follows.
    verdict split(std::string_view text, bool last);

    /// The cells of the row; views of the text.
    [[nodiscard]] const std::vector<csv_cell>& cells() const noexcept { return cells_; }
    /// The bytes of the row without its end.
    [[nodiscard]] std::size_t row_size() const noexcept { return row_size_; }
    /// The bytes of the row with its end.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// True if a cell is quoted: the row may have several lines.
    [[nodiscard]] bool has_quotes() const noexcept { return has_quotes_; }

    // After a fault:
    [[nodiscard]] std::size_t fault_offset() const noexcept { return fault_offset_; }
    [[nodiscard]] std::size_t fault_cell() const noexcept { return cells_.size(); }
    [[nodiscard]] std::string_view reason() const noexcept { return reason_; }

 private:
    struct cursor {
        const char* begin;
        const char* at;
        const char* end;
        bool last;
    };
    enum class progress : unsigned char { next_cell, row, more, fault };

    progress cell(cursor& in);
    progress quoted_cell(cursor& in);
    progress after_cell(cursor& in);
    bool fault(const cursor& in, const char* place, std::string_view reason) noexcept;

    char delimiter_;
    std::array<bool, 256> ends_cell_{};
    std::vector<csv_cell> cells_;
    std::size_t row_size_ = 0;
    std::size_t size_ = 0;
    std::size_t fault_offset_ = 0;
    std::string_view reason_;
    bool has_quotes_ = false;
};

/// The text of a cell; `scratch` holds it if it has doubled quotes.
[[nodiscard]] std::string_view text_of(const csv_cell& cell, std::string& scratch);

}  // namespace dynaco::loading
