#include "program/bulk/column_check.hpp"

#include "program/command.hpp"
#include "program/text/nearest_word.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace dynaco::program {
namespace {

// "price" of " price : N ".
std::string name_of_column(std::string_view cell) {
    const std::string_view name = cell.substr(0, cell.rfind(':'));
    const auto begin = name.find_first_not_of(" \t");
    if (begin == name.npos) return {};
    return std::string(name.substr(begin, name.find_last_not_of(" \t") - begin + 1));
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
