#include "program/show/item_printer.hpp"

#include "program/show/item_format.hpp"
#include "program/show/text_width.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

std::unique_ptr<item_format> format_for(std::ostream& out, item_printer_options options) {
    options.sample = std::max<std::size_t>(options.sample, 1);
    switch (options.format) {
        case output_format::table: return table_format(out, std::move(options));
        case output_format::csv:
        case output_format::tsv: return csv_format(out, std::move(options));
        default: return line_format(out, options);
    }
}

item only(const item& row, const std::vector<std::string>& columns) {
    item kept;
    for (const std::string& each : columns)
        if (const value* found = row.find(each)) kept.insert_or_assign(each, *found);
    return kept;
}

}  // namespace

item_printer::item_printer(std::ostream& out, item_printer_options options)
    : columns_(options.columns), format_(format_for(out, std::move(options))) {}
item_printer::~item_printer() = default;
item_printer::item_printer(item_printer&&) noexcept = default;
item_printer& item_printer::operator=(item_printer&&) noexcept = default;

void item_printer::add(const item& row) {
    ++items_;
    if (columns_.empty()) return format_->add(row);
    format_->add(only(row, columns_));
}
void item_printer::flush() { format_->flush(); }
void item_printer::finish() { format_->finish(); }
std::vector<std::string> item_printer::warnings() const { return format_->warnings(); }

column_names::column_names(const std::vector<std::string>& first) {
    for (const std::string& each : first) place(each);
}

std::size_t column_names::find(std::string_view name) const noexcept {
    const auto found = places_.find(name);
    return found == places_.end() ? names_.size() : found->second;
}

std::size_t column_names::place(std::string_view name) {
    const std::size_t found = find(name);
    if (found < names_.size()) return found;
    places_.emplace(name, names_.size());
    names_.emplace_back(name);
    return found;
}

void column_names::miss(std::string_view name, std::uint64_t row) {
    if (!missed_.contains(name)) missed_.emplace(name, row);
}

std::vector<std::string> column_names::warnings() const {
    if (missed_.empty()) return {};
    const auto first = std::ranges::min_element(missed_, {}, [](const auto& each) { return each.second; });
    std::string text =
        missed_.size() == 1 ? "1 attribute is" : std::to_string(missed_.size()) + " attributes are";
    text += " not shown, because the columns were already printed; first: " + visible_text(first->first) +
            " of item " + std::to_string(first->second) +
            "; name the columns with --columns, or use --format json";
    return {std::move(text)};
}

const std::vector<std::string>& first_columns(const item_printer_options& options) noexcept {
    return options.columns.empty() ? options.keys : options.columns;
}

}  // namespace dynaco::program
