#pragma once

#include "program/bulk/work_screen.hpp"
#include "program/session.hpp"

#include <string>

namespace dynaco::program {

/// The table of an import.
struct import_target {
    table_description table{};  ///< With `is_missing`: the table that is to be created.
    bool is_missing = false;    ///< The table does not exist.
};

/// Finds the table of an import, and creates nothing. `key`: the keys of a table that may be created,
/// "customer:S,date:S"; empty: the table must exist.
/// @throws usage_error  `key` is wrong, or the table has other keys. error  errc::invalid_argument: the table
/// does not exist, and the text says how to create it; any failure
[[nodiscard]] awaitable<import_target> find_import_target(session& at, std::string table, std::string key);
/// Creates a table on demand, waits until it is active, and describes it.
/// @throws error  any failure
[[nodiscard]] awaitable<table_description> create_import_target(session& at, work_screen& screen,
                                                                table_description wanted);
/// The keys of a table as `--key` has them: "customer:S,date:N".
[[nodiscard]] std::string key_text_of(const table_description& table);

}  // namespace dynaco::program
