#include "program/row_list.hpp"

#include "program/show/amounts.hpp"
#include "program/show/item_printer.hpp"
#include "program/show/text_table.hpp"
#include "program/show/value_text.hpp"

#include <cstdint>
#include <ostream>
#include <utility>

namespace dynaco::program {
namespace {

table_cell cell_of(const item& row, const list_column& column) {
    const value* const found = row.find(column.name);
    if (!found || found->is_null()) return {};
    if (const auto* const text = found->get_if<std::string>()) return {*text};
    const auto* const amount = found->get_if<number>();
    const auto whole = amount ? amount->to<std::uint64_t>() : std::nullopt;
    if (whole && column.is_bytes) return {bytes_text(*whole), tone::number};
    if (whole && column.is_number) return {count_text(*whole), tone::number};
    return value_cell(*found);
}

}  // namespace

void print_rows(session& at, const std::vector<list_column>& columns, const std::vector<item>& rows) {
    if (at.format() == output_format::table) {
        std::vector<table_column> shown;
        for (const list_column& each : columns)
            shown.push_back(
                {.title = each.name, .right = each.is_number || each.is_bytes, .whole = each.whole});
        text_table table(std::move(shown));
        for (const item& row : rows) {
            std::vector<table_cell> cells;
            for (const list_column& each : columns) cells.push_back(cell_of(row, each));
            table.add_row(std::move(cells));
        }
        table.print(at.out(), at.output_screen());
    } else {
        item_printer_options options = at.printing();
        for (const list_column& each : columns) options.columns.push_back(each.name);
        options.types_in_header = false;
        item_printer printer(at.out(), std::move(options));
        for (const item& row : rows) printer.add(row);
        printer.finish();
    }
    at.out().flush();
}

}  // namespace dynaco::program
