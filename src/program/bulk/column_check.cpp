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

std::vector<std::string> csv_columns_of(const std::vector<std::string>& paths,
                                        const source_options& options) {
    std::vector<std::string> found;
    for (const std::string& path : paths) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(path, ignored)) continue;
        record_source rows = read_records({path}, options);
        static_cast<void>(rows.next());
        for (std::string& each : rows.columns())
            if (std::ranges::find(found, each) == found.end()) found.push_back(std::move(each));
    }
    return found;
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
