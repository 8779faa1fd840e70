#pragma once

#include "load/decode/csv_values.hpp"
#include "load/decode/record_decoder.hpp"
#include "load/text/csv_splitter.hpp"
#include "load/text/text_window.hpp"

#include <string>
#include <vector>

namespace dynaco::loading {

/// What an empty cell means.
enum class csv_empty : unsigned char {
    quoted_is_string,  ///< `""` is an empty S or B; a cell without text is an absent attribute.
    absent,            ///< Any empty cell is an absent attribute.
    string,            ///< Any empty cell is an empty string, in columns of strings.
};

struct csv_options {
    char delimiter = ',';
    /// A header without commas that has semicolons is split at those.
    bool guess_delimiter = false;
    csv_empty empty = csv_empty::quoted_is_string;
    /// The columns of a file without a header. Empty: the first row is the header.
    std::vector<csv_column> header{};
    /// The types of columns whose header has none; other columns are strings. A header with another type is
    /// errc::malformed_file.
    std::vector<csv_column> types{};
    /// Columns that the header must have, with these types.
    std::vector<csv_column> required{};
};

/// CSV and TSV: a header and rows. An item has the attributes whose cells are not empty.
class csv_rows final : public record_decoder {
 public:
    explicit csv_rows(csv_options options);

    void feed(std::string_view block, bool last) override { window_.feed(block, last); }
    std::optional<decoded> next() override;
    [[nodiscard]] source_position position() const override {
        return refused_ ? refused_->position : source_position{0, records_, line_, window_.offset()};
    }
    void start_at(const source_position& start) override;
    [[nodiscard]] bool ready() const noexcept override { return has_header_; }
    [[nodiscard]] std::vector<std::string> columns() const override;
    [[nodiscard]] char delimiter() const noexcept override { return options_.delimiter; }

 private:
    struct column {
        csv_column about{};
        std::string prefix{};  // `"name":`
    };

    bool split();
    bool skip_start();
    bool guess_delimiter();
    void set_header(const std::vector<csv_column>& columns);
    void check_required() const;
    void check_types() const;
    [[nodiscard]] std::string list_of_columns() const;
    void read_header();
    decoded row();
    bool append(std::string_view row, std::size_t index, text_fault& fault);
    bool is_absent(const csv_cell& cell, const csv_column& about) const noexcept;
    [[nodiscard]] bool repeats_header() const;
    void refuse_line();
    std::optional<decoded> end_of_refused();
    void consume(std::size_t count);
    [[nodiscard]] std::string_view limited() const noexcept;

    csv_options options_;
    csv_splitter splitter_;
    csv_values values_;
    text_window window_;
    std::vector<column> columns_;
    struct header_cell {
        std::string text{};  // the text in the file
        bool quoted = false;
    };
    std::vector<header_cell> header_cells_;
    std::string item_;
    std::string scratch_;
    std::uint64_t line_ = 1;
    std::uint64_t records_ = 0;
    csv_splitter::verdict verdict_{};
    std::optional<rejected_record> refused_;  // the end of its line was not found yet
    bool begun_ = false;
    bool has_header_ = false;
    bool failed_ = false;
};

}  // namespace dynaco::loading
