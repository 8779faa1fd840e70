#include "program/show/item_format.hpp"
#include "program/show/record_lines.hpp"
#include "program/show/table_lines.hpp"
#include "program/show/text_width.hpp"
#include "program/show/value_text.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

namespace dynaco::program {
namespace {

// Collects rows until the columns are decided, and then prints them in portions.
class item_table final : public item_format {
 public:
    item_table(std::ostream& out, item_printer_options options)
        : out_(out),
          options_(std::move(options)),
          names_(first_columns(options_)),
          keys_(options_.keys.begin(), options_.keys.end()) {}

    void add(const item& row) override {
        ++count_;
        table_row cells(names_.size());
        for (const auto& [name, of] : row) {
            const bool fixed = decided_ && !widths_.empty();
            const std::size_t index = fixed ? names_.find(name) : names_.place(name);
            if (fixed && index == names_.size()) {
                names_.miss(name, count_);
                continue;
            }
            if (index >= cells.size()) cells.resize(index + 1);
            cells[index] = value_cell(of);
            if (is_key(name) && cells[index].look == tone::plain) cells[index].look = tone::key;
        }
        rows_.push_back(std::move(cells));
        if (rows_.size() >= options_.sample) print_rows();
    }
    void flush() override {
        print_rows();
        out_.flush();
    }
    void finish() override {
        if (!decided_ && rows_.empty() && names_.size() > 0) print_header();
        flush();
    }
    [[nodiscard]] std::vector<std::string> warnings() const override { return names_.warnings(); }

 private:
    [[nodiscard]] bool is_key(std::string_view name) const {
        return std::ranges::find(keys_, name) != keys_.end();
    }

    void print_header() {
        const auto titles = columns();
        if (const auto widths = widths_for(titles, {}, options_.shown_on.width, options_.header))
            out_ << table_lines(titles, *widths, {}, options_.shown_on.colours, options_.header);
    }

    // Numbers are aligned to the right if the column has nothing else.
    [[nodiscard]] std::vector<table_column> columns() const {
        std::vector<table_column> found;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            bool any = false;
            bool numbers = true;
            for (const table_row& row : rows_) {
                if (i >= row.size() || row[i].text.empty()) continue;
                any = true;
                numbers = numbers && row[i].number;
            }
            found.push_back({.title = visible_text(names_.all()[i]),
                             .right = any && numbers,
                             .whole = is_key(names_.all()[i])});
        }
        return found;
    }

    void decide() {
        decided_ = true;
        columns_ = columns();
        if (options_.records) return;
        if (auto widths = widths_for(columns_, rows_, options_.shown_on.width, options_.header))
            widths_ = std::move(*widths);
    }

    void print_rows() {
        if (rows_.empty()) return;
        const bool first = !decided_;
        if (first) decide();
        if (widths_.empty())
            print_records(first);
        else
            out_ << table_lines(columns_, widths_, rows_, options_.shown_on.colours,
                                first && options_.header);
        rows_.clear();
    }

    void print_records(bool first) {
        if (columns_.size() < names_.size()) columns_ = columns();
        std::vector<std::vector<record_line>> records;
        for (const table_row& row : rows_) {
            records.emplace_back();
            for (std::size_t i = 0; i < row.size(); ++i)
                records.back().push_back(
                    {.title = columns_[i].title, .cell = &row[i], .whole = columns_[i].whole});
            titles_ = std::max(titles_, title_width(records.back(), options_.shown_on.width));
        }
        for (const auto& each : records) {
            if (!std::exchange(first, false)) out_ << '\n';
            out_ << record_lines(each, titles_, options_.shown_on);
        }
    }

    std::ostream& out_;
    item_printer_options options_;
    column_names names_;
    std::vector<std::string> keys_;
    std::vector<table_row> rows_{};  // the rows that are not printed yet
    bool decided_ = false;
    std::vector<table_column> columns_{};  // as decided
    std::vector<std::size_t> widths_{};    // empty after the decision: records
    std::size_t titles_ = 0;               // the width of the names in records
    std::uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<item_format> table_format(std::ostream& out, item_printer_options options) {
    return std::make_unique<item_table>(out, std::move(options));
}

void print_record(std::ostream& out, const item& row, const std::vector<std::string>& keys, screen shown_on) {
    column_names names(keys);
    for (const auto& [name, of] : row) names.place(name);
    std::vector<std::string> titles;
    std::vector<table_cell> cells;
    for (const std::string& name : names.all()) {
        const value* const found = row.find(name);
        titles.push_back(visible_text(name));
        cells.push_back(found ? value_cell(*found) : table_cell());
        const bool key = std::ranges::find(keys, name) != keys.end();
        if (key && cells.back().look == tone::plain) cells.back().look = tone::key;
    }
    std::vector<record_line> lines;
    for (std::size_t i = 0; i < cells.size(); ++i)
        lines.push_back({.title = titles[i], .cell = &cells[i], .whole = true});
    out << record_lines(lines, title_width(lines, shown_on.width), shown_on);
}

}  // namespace dynaco::program
