#pragma once

#include "program/bulk/file_format.hpp"

#include <dynaco/load/loader.hpp>
#include <dynaco/operations/table_description.hpp>

#include <string>
#include <vector>

namespace dynaco::program {

/// The options of `import`, as they were written.
struct import_choices {
    std::string table{};
    std::vector<std::string> files{};
    std::string format{};
    std::string types{};
    std::string header{};
    std::string delimiter{};
    std::string empty_cells{};
    std::string rate{};
    std::string max_rejects{};
    std::string rejects{};
    std::string checkpoint{};
    std::string worker{};
    std::string key{};
    std::size_t batch_size = 25;
    bool resume = false;
    bool restart = false;
    bool remove = false;
    bool if_absent = false;
    bool create = false;
    bool dry_run = false;

    /// True if one of the files is standard input.
    [[nodiscard]] bool reads_standard_input() const noexcept;
    /// True if standard input is the only file.
    [[nodiscard]] bool is_only_standard_input() const noexcept {
        return files.size() == 1 && files.front() == "-";
    }
    /// What a load does with the records.
    [[nodiscard]] record_use use() const noexcept;
    /// @throws usage_error  options contradict each other
    void check() const;
};

/// The types of the columns of CSV files: the given ones, and those of the keys of the table and of its
/// indexes.
[[nodiscard]] std::string types_for(const table_description& table, const std::string& given);

/// The columns that a CSV file must have: the table's own keys, "customer:S,date:S".
[[nodiscard]] std::string required_columns(const table_description& table);

/// How the files are read. `types` and `required` must outlive the result.
[[nodiscard]] source_options source_options_of(const import_choices& given, const std::string& types,
                                               const std::string& required);

/// The keys of a table that `--key` describes: "customer,date:N". A key without a type is a string.
/// @throws usage_error, text_error  the text does not have this form
[[nodiscard]] table_description description_of_keys(const std::string& table, const std::string& key);

}  // namespace dynaco::program
