#pragma once

#include "program/show/output_format.hpp"
#include "program/show/screen.hpp"

#include <dynaco/types.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace dynaco::program {

/// How items are printed.
struct item_printer_options {
    output_format format = output_format::table;  ///< The format.
    /// The names of the key attributes, which are the first columns. Default: none.
    std::vector<std::string> keys{};
    /// The attributes to print, in this order, in every format. Default: empty, all.
    std::vector<std::string> columns{};
    screen shown_on{};   ///< The width and colours; only `table` uses them.
    bool header = true;  ///< `table`, `csv`, `tsv`: whether to print the names of the columns.
    /// `csv`, `tsv`: "total:N" instead of "total". Without, an import needs types.
    bool types_in_header = true;
    bool records = false;  ///< `table`: one attribute a line, also if the columns would fit.
    /// `table`, `csv`, `tsv`: the items that are read before the columns are decided, at least 1.
    std::size_t sample = 200;
    /// `csv`, `tsv`: whether the output is a terminal. Control characters of items are then replaced, so that
    /// an item cannot change the terminal. (`table` and `json` escape them always.)
    bool terminal = false;
};

class item_format;

/// Prints items in one of the formats, one after another.
///
///     item_printer rows(std::cout, {.format = output_format::table, .keys = {"customer", "order"},
///                                   .shown_on = {.width = 80, .colours = true}});
///     while (auto row = co_await scan.next()) rows.add(*row);
///     rows.finish();
///     for (const std::string& each : rows.warnings()) std::cerr << "dynaco scan: " << each << '\n';
///
/// `table`: the columns are the keys, then the other attributes in the order in which they appear. Their
/// widths are those of the first `sample` items. Numbers are aligned to the right. Long texts are cut with
/// `…`; keys and numbers are not. If the columns do not fit the width, each item is printed as a record: one
/// line for each attribute, and an empty line between items. The text of a value shows its type, see
/// `value_text`.
///
/// `csv`, `tsv`: the columns are found in the same way. A column whose values have several types is
/// "name:typed", and its cells are DynamoDB JSON.
///
/// `out` must outlive the printer. Not thread-safe. Exceptions of `out` are passed on.
class item_printer {
 public:
    /// Prints nothing yet.
    item_printer(std::ostream& out, item_printer_options options);
    /// Prints nothing: items that were not printed are lost without `finish`.
    ~item_printer();
    item_printer(const item_printer&) = delete;
    item_printer& operator=(const item_printer&) = delete;
    /// Moves the printer. The moved-from printer may only be assigned to or destroyed.
    item_printer(item_printer&&) noexcept;
    /// Moves the other printer here.
    item_printer& operator=(item_printer&&) noexcept;

    /// Prints an item, or keeps it until the columns are decided.
    /// @throws error  errc::invalid_value: `csv` or `tsv`, and an attribute has another type than its column;
    /// the item is not printed, and other items can follow
    void add(const item& row);
    /// Decides the columns by the items so far and prints them, then flushes `out`. Later items use the same
    /// columns. For a source that pauses.
    void flush();
    /// Prints the remaining items, and the header if there were no items and the columns are known; then
    /// flushes `out`. It must be the last call.
    void finish();

    /// The number of items that were added.
    [[nodiscard]] std::uint64_t items() const noexcept { return items_; }
    /// Returns warnings about attributes that were not printed, because they first appeared after the columns
    /// were decided. Each names the first item and says what to do. Empty: everything was printed.
    [[nodiscard]] std::vector<std::string> warnings() const;

 private:
    std::vector<std::string> columns_;
    std::unique_ptr<item_format> format_;
    std::uint64_t items_ = 0;
};

/// Prints one item as a record, for a command that shows one item: a line "name  value" for each attribute,
/// keys first. Nothing is cut: long values continue on the next lines.
void print_record(std::ostream& out, const item& row, const std::vector<std::string>& keys, screen shown_on);

}  // namespace dynaco::program
