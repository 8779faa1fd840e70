#pragma once

#include "program/show/item_printer.hpp"

#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Prints items in one format.
class item_format {
 public:
    item_format() = default;
    virtual ~item_format() = default;
    item_format(const item_format&) = delete;
    item_format& operator=(const item_format&) = delete;

    virtual void add(const item& row) = 0;
    virtual void flush() {}
    virtual void finish() { flush(); }
    [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
};

[[nodiscard]] std::unique_ptr<item_format> line_format(std::ostream& out,
                                                       const item_printer_options& options);
[[nodiscard]] std::unique_ptr<item_format> table_format(std::ostream& out, item_printer_options options);
[[nodiscard]] std::unique_ptr<item_format> csv_format(std::ostream& out, item_printer_options options);

/// The names of the columns, in the order in which they are printed.
class column_names {
 public:
    /// `first`: the columns that exist without an item.
    explicit column_names(const std::vector<std::string>& first);

    /// Returns the number of a column; the number of columns if it does not exist.
    [[nodiscard]] std::size_t find(std::string_view name) const noexcept;
    /// Returns the number of a column, which is added if it does not exist.
    std::size_t place(std::string_view name);
    /// Records an attribute without a column, of the item with this number, from 1.
    void miss(std::string_view name, std::uint64_t row);

    [[nodiscard]] const std::vector<std::string>& all() const noexcept { return names_; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    /// Returns a line about the attributes that were missed, or nothing.
    [[nodiscard]] std::vector<std::string> warnings() const;

 private:
    std::vector<std::string> names_{};
    std::map<std::string, std::size_t, std::less<>> places_{};
    std::map<std::string, std::uint64_t, std::less<>> missed_{};  // the first item that has it
};

/// The columns that are known before the first item: those that the user named, or the keys.
[[nodiscard]] const std::vector<std::string>& first_columns(const item_printer_options& options) noexcept;

}  // namespace dynaco::program
