#include "program/bulk/column_check.hpp"

#include "program/command.hpp"
#include "program/option_names.hpp"
#include "program/text/nearest_word.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/load/sinks.hpp>
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

// The type of "price : n" and of "price:L:typed"; `any` if it has none.
attribute_type type_of_column(std::string_view column) {
    if (constexpr std::string_view typed = ":typed"; column.ends_with(typed))
        column.remove_suffix(typed.size());
    const auto colon = column.rfind(':');
    std::string type(without_blanks(column.substr(colon == column.npos ? column.size() : colon + 1)));
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return std::toupper(c); });
    return attribute_type_of(type);
}

// A name such as "price:n", whose end may be meant as a type. The column has a type that nobody wrote.
std::string about_colon(std::string_view column) {
    if (!column.ends_with(":S")) return {};
    const std::string_view name = column.substr(0, column.size() - 2);
    const auto colon = name.rfind(':');
    if (colon == name.npos || colon == 0) return {};
    const std::string_view end = name.substr(colon + 1);
    constexpr std::size_t longest_word = 8;
    const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0; };
    if (end.empty() || end.size() > longest_word || !std::ranges::all_of(end, is_letter)) return {};
    if (attribute_type_of(end) != attribute_type::any) return {};  // ":S" was written after it
    std::string text = "the column \"" + std::string(name) +
                       "\" is text with this name: " + std::string(end) + " is not a type";
    std::string upper(end);
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
    if (attribute_type_of(upper) != attribute_type::any)
        return text +
               ", because types in a header are in capitals: " + std::string(name.substr(0, colon + 1)) +
               upper;
    return text + " (S, N, B, BOOL, NULL, L, M, SS, NS, BS)";
}

// "a", "b" or "c".
std::string quoted_list(const std::vector<std::string>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i)
        (list += i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") += '"' + names[i] + '"';
    return list;
}

// The columns of `types` that do not exist; empty: all exist, or the columns are not known.
std::string about_unknown_columns(std::string_view types, const std::vector<std::string>& columns) {
    if (types.empty() || columns.empty()) return {};
    std::vector<std::string> names;
    std::string list;
    for (const std::string& each : columns) {
        names.push_back(name_of_column(each));
        (list += list.empty() ? "" : ", ") += names.back();
    }
    std::vector<std::string> unknown = names_of_columns(types);
    std::erase_if(
        unknown, [&names](const std::string& each) { return std::ranges::find(names, each) != names.end(); });
    if (unknown.empty()) return {};
    for (const std::string& each : unknown) {
        const auto colon = std::min(each.rfind(':'), each.size());
        if (colon < each.size() && std::ranges::find(names, each.substr(0, colon)) != names.end())
            return "--types has " + each + ", but " + each.substr(colon + 1) +
                   " is not a type; use S, N, B, BOOL, NULL, L, M, SS, NS or BS";
    }
    const std::string meant = unknown.size() == 1 ? nearest_word(names, unknown.front()) : std::string();
    return "--types: the files have no column " + quoted_list(unknown) +
           (meant.empty() ? "; the columns are " : ", did you mean \"" + meant + "\"? The columns are ") +
           list;
}

}  // namespace

std::vector<std::string> csv_headers::advice() const {
    std::vector<std::string> all;
    if (!semicolons.empty())
        all.push_back(
            semicolons +
            ": the cells are separated by semicolons, because the header has semicolons and no commas; "
            "--delimiter names another character");
    for (const std::string& each : columns)
        if (std::string text = about_colon(each); !text.empty()) all.push_back(std::move(text));
    return all;
}

namespace {

csv_headers headers_in(const std::vector<std::string>& paths, source_options options) {
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

bool has_headers(const std::vector<std::string>& paths, const source_options& options) {
    try {
        static_cast<void>(headers_in(paths, options));
        return true;
    } catch (const error&) {
        return false;
    }
}

}  // namespace

csv_headers csv_headers_of(const std::vector<std::string>& paths, const source_options& options,
                           std::string_view types) {
    try {
        return headers_in(paths, options);
    } catch (const error& why) {
        source_options other = options;
        other.required = {};
        other.types = types;
        const bool types_fail = !types.empty() && !has_headers(paths, other);
        other.types = {};
        if (!types_fail || !has_headers(paths, other)) throw;
        throw usage_error(with_option_names(why.diagnostics().detail));
    }
}

void check_column_list(std::string_view option, const std::string& list) {
    if (list.empty()) return;
    sink_options options;
    options.format = record_format::csv;
    options.columns = list;
    try {
        const item_sink reads_columns = write_items("/dev/null", options);
    } catch (const error& why) {
        throw usage_error(std::string(option) + ": " + with_option_names(why.diagnostics().detail));
    }
}

void check_header_has_keys(const std::string& header, std::string_view keys) {
    if (header.empty()) return;
    std::vector<std::string> missing = names_of_columns(keys);
    const std::vector<std::string> names = names_of_columns(header);
    std::erase_if(missing, [&names](const std::string& each) {
        return each.empty() || std::ranges::find(names, each) != names.end();
    });
    if (!missing.empty())
        throw usage_error("--header has no column " + quoted_list(missing) +
                          ", which the key of the table needs");
}

void check_types_of_keys(std::string_view types, std::string_view keys) {
    for (const std::string& key : cells_of_columns(keys))
        for (const std::string& each : cells_of_columns(types)) {
            if (name_of_column(each) != name_of_column(key) || type_of_column(each) == type_of_column(key))
                continue;
            if (type_of_column(each) != attribute_type::any)
                throw usage_error("--types has " + each +
                                  ", which is a key of the table or of an index: write " + key +
                                  " or leave it out");
        }
}

bool types_contradict(std::string_view types, const std::vector<std::string>& columns) {
    const std::vector<std::string> all = cells_of_columns(types);
    return std::ranges::any_of(columns, [&all](const std::string& column) {
        return std::ranges::any_of(all, [&column](const std::string& given) {
            const attribute_type type = type_of_column(given);
            return type != attribute_type::any && name_of_column(given) == name_of_column(column) &&
                   type != type_of_column(column);
        });
    });
}

void refuse_types_of_input(const error& why, const record_source& rows, std::string_view types) {
    if (why.cause() == errc::malformed_file && types_contradict(types, rows.columns()))
        throw usage_error(with_option_names(why.diagnostics().detail));
}

void check_typed_columns(std::string_view types, const std::vector<std::string>& columns) {
    if (const std::string text = about_unknown_columns(types, columns); !text.empty())
        throw usage_error(text);
    // --types has no effect on a column whose cells have their own types.
    for (const std::string& given : cells_of_columns(types)) {
        const std::string typed = name_of_column(given) + ":typed";
        if (std::ranges::find(columns, typed) != columns.end() && given != typed)
            throw usage_error("the cells of the column " + typed + " have their own types, and --types has " +
                              given + "; leave out one of them");
    }
}

void advise_about_input(work_screen& screen, const record_source& rows, std::string_view types,
                        const source_options& options) {
    csv_headers found{.columns = rows.columns()};
    if (options.delimiter == 0 && rows.delimiter() == ';') found.semicolons = "standard input";
    for (const std::string& each : found.advice()) screen.advice(each);
    if (const std::string text = about_unknown_columns(types, found.columns); !text.empty())
        screen.message(text);
}

void check_columns_are_used(std::string_view columns, bool untyped_header, const file_format& output) {
    check_column_list("--columns", std::string(columns));
    if (output.format == record_format::csv || output.format == record_format::tsv) return;
    if (columns.empty() && !untyped_header) return;
    throw usage_error(std::string(columns.empty() ? "--untyped-header" : "--columns") +
                      " is for csv and tsv; name the file .csv or .tsv, or add --output-format csv");
}

namespace {

// With their quotes.
std::vector<std::string> written_cells(std::string_view list) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : list) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

}  // namespace

std::vector<std::string> cells_of_columns(std::string_view list) {
    std::vector<std::string> cells = written_cells(list);
    for (std::string& each : cells) std::erase(each, '"');
    return cells;
}

std::string without_untyped(std::string_view list, const std::vector<std::string>& names) {
    std::string rest;
    for (const std::string& each : written_cells(list)) {
        std::string name(without_blanks(each));
        std::erase(name, '"');
        if (std::ranges::find(names, name) == names.end()) (rest += rest.empty() ? "" : ",") += each;
    }
    return rest;
}

std::vector<std::string> names_of_columns(std::string_view list) {
    std::vector<std::string> names = cells_of_columns(list);
    for (std::string& each : names) each = name_of_column(each);
    return names;
}

}  // namespace dynaco::program
