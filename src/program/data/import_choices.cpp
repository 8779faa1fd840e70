#include "program/data/import_choices.hpp"

#include "program/bulk/column_check.hpp"
#include "program/command.hpp"
#include "program/text/table_text.hpp"

#include <algorithm>
#include <string_view>

namespace dynaco::program {
namespace {

empty_cell empty_cells_of(std::string_view name) {
    if (name.empty() || name == "quoted") return empty_cell::quoted_is_string;
    if (name == "absent") return empty_cell::absent;
    if (name == "string") return empty_cell::string;
    throw usage_error("--empty-cells must be quoted, absent or string");
}

}  // namespace

bool import_choices::reads_standard_input() const noexcept {
    return std::ranges::find(files, "-") != files.end();
}

record_use import_choices::use() const noexcept {
    if (remove) return record_use::remove;
    return if_absent ? record_use::put_if_new : record_use::as_it_says;
}

void import_choices::check() const {
    if (create && key.empty()) throw usage_error("--create needs --key, for example --key id:S");
    if (!create && !key.empty()) throw usage_error("--key is only for --create");
    check_column_list("--types", types);
    check_column_list("--header", header);
    static_cast<void>(delimiter_of(delimiter));
    static_cast<void>(empty_cells_of(empty_cells));
    if (std::ranges::count(files, "-") > 1) throw usage_error("standard input (-) can be read only once");
    if (!reads_standard_input()) return;
    if (resume || !checkpoint.empty())
        throw usage_error(
            "an import from standard input cannot be continued; write the data to a file first");
}

namespace {

// Adds keys to a list of columns. A name that would have to be quoted is left to the person.
void add_columns(std::string& list, std::vector<std::string>& names,
                 const std::vector<key_description>& keys) {
    for (const key_description& each : keys) {
        if (each.name.find_first_of(",\"\r\n") != std::string::npos) continue;
        if (std::ranges::find(names, each.name) != names.end()) continue;
        names.push_back(each.name);
        if (!list.empty()) list += ',';
        (list += each.name + ':') += wire_name(each.type);
    }
}

// Adds the keys of the table and of its indexes.
void add_keys(std::string& list, std::vector<std::string>& names, const table_description& table) {
    add_columns(list, names, table.hash_keys);
    add_columns(list, names, table.range_keys);
    for (const index_description& index : table.indexes) {
        add_columns(list, names, index.hash_keys);
        add_columns(list, names, index.range_keys);
    }
}

}  // namespace

std::string types_for(const table_description& table, const std::string& given) {
    std::string keys;
    std::vector<std::string> names;
    add_keys(keys, names, table);
    check_types_of_keys(given, keys);
    names = names_of_columns(given);
    std::string types = given;
    add_keys(types, names, table);
    return types;
}

std::string required_columns(const table_description& table) {
    std::vector<std::string> names;
    std::string list;
    add_columns(list, names, table.hash_keys);
    add_columns(list, names, table.range_keys);
    return list;
}

source_options source_options_of(const import_choices& given, const std::string& types,
                                 const std::string& required) {
    check_header_has_keys(given.header, required);
    const file_format format = input_format_of(given.format);
    const worker_part part = worker_part_of(given.worker);
    source_options options;
    options.format = format.format;
    options.json = format.json;
    options.delimiter = delimiter_of(given.delimiter);
    options.header = given.header;
    options.types = types;
    options.required = required;
    options.empty = empty_cells_of(given.empty_cells);
    options.worker = part.worker;
    options.workers = part.workers;
    return options;
}

table_description description_of_keys(const std::string& table, const std::string& key) {
    table_description made{.name = table};
    for (const written_key& each : parse_keys(key))
        (made.hash_keys.empty() ? made.hash_keys : made.range_keys)
            .push_back({.name = each.name, .type = each.type.value_or(attribute_type::S)});
    return made;
}

}  // namespace dynaco::program
