#pragma once

#include "program/session.hpp"

#include <dynaco/types.hpp>

#include <string>
#include <vector>

namespace dynaco::program {

/// A column of a list that fits into memory, such as tables, jobs and backups.
struct list_column {
    std::string name{};      ///< The member of the rows, and the title.
    bool whole = false;      ///< Whether it is never cut.
    bool is_number = false;  ///< Whether it is a count, which is shown to people with groups of digits.
    bool is_bytes = false;   ///< Whether it is a number of bytes, which is shown to people rounded.
};

/// Prints rows in the format of the command: as a table for people, otherwise with all members that are
/// columns. Flushes standard output.
void print_rows(session& at, const std::vector<list_column>& columns, const std::vector<item>& rows);

}  // namespace dynaco::program
