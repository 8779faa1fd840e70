#include "program/bulk/column_check.hpp"

#include "program/command.hpp"
#include "program/text/nearest_word.hpp"

#include <dynaco/types.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

namespace dynaco::program {
namespace {

std::string_view without_blanks(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    return begin == text.npos ? std::string_view()
                              : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// "price" of " price : N " and of "price:L:typed".
std::string name_of_column(std::string_view cell) {
    const auto take_end = [&cell](auto is_wanted) {
        const auto colon = cell.rfind(':');
        if (colon == cell.npos || !is_wanted(without_blanks(cell.substr(colon + 1)))) return;
        cell = cell.substr(0, colon);
    };
    take_end([](std::string_view end) { return end == "typed"; });
    take_end([](std::string_view end) {
        std::string upper(end);
        std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
        return attribute_type_of(upper) != attribute_type::any;
    });
    return std::string(without_blanks(cell));
}

}  // namespace

std::string csv_headers::advice() const {
    if (semicolons.empty()) return {};
    return semicolons +
           ": the cells are separated by semicolons, because the header has semicolons and no commas; "
           "--delimiter names another character";
}

csv_headers csv_headers_of(const std::vector<std::string>& paths, source_options options) {
    options.worker = 0;
    options.workers = 1;
    csv_headers found;
    for (const std::string& path : paths) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(path, ignored)) continue;
        record_source rows = read_records({path}, options);
        static_cast<void>(rows.next());
        for (std::string& each : rows.columns())
            if (std::ranges::find(found.columns, each) == found.columns.end())
                found.columns.push_back(std::move(each));
        if (options.delimiter == 0 && rows.delimiter() == ';' && found.semicolons.empty())
            found.semicolons = path;
    }
    return found;
}

void check_key_types(std::string_view types, const std::vector<std::string>& columns) {
    const auto type_of = [](std::string_view column) { return column.substr(column.rfind(':') + 1); };
    for (const std::string& key : cells_of_columns(types))
        for (const std::string& each : columns) {
            const std::string name = name_of_column(each);
            if (name != name_of_column(key) || each.ends_with(":typed")) continue;
            if (type_of(each) != type_of(key))
                throw usage_error("the column " + name + " has the type " + std::string(type_of(each)) +
                                  ", but it is a key of the table or of an index, which has the type " +
                                  std::string(type_of(key)));
        }
}

void check_typed_columns(std::string_view types, const std::vector<std::string>& columns) {
    if (types.empty() || columns.empty()) return;
    std::vector<std::string> names;
    std::string list;
    for (const std::string& each : columns) {
        names.push_back(name_of_column(each));
        (list += list.empty() ? "" : ", ") += names.back();
    }
    for (const std::string& each : names_of_columns(types)) {
        if (std::ranges::find(names, each) != names.end()) continue;
        const std::string meant = nearest_word(names, each);
        throw usage_error("--types: the files have no column \"" + each + '"' +
                          (meant.empty() ? std::string() : ", did you mean \"" + meant + "\"?") +
                          " The columns are " + list);
    }
}

void check_columns_are_used(std::string_view columns, bool untyped_header, const file_format& output) {
    if (output.format == record_format::csv || output.format == record_format::tsv) return;
    if (columns.empty() && !untyped_header) return;
    throw usage_error(std::string(columns.empty() ? "--untyped-header" : "--columns") +
                      " is for csv and tsv; name the file .csv or .tsv, or add --output-format csv");
}

std::vector<std::string> cells_of_columns(std::string_view list) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : list) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

std::vector<std::string> names_of_columns(std::string_view list) {
    std::vector<std::string> names = cells_of_columns(list);
    for (std::string& each : names) each = name_of_column(each);
    return names;
}

}  // namespace dynaco::program
