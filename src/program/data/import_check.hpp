#pragma once

#include "program/bulk/reject_list.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/command.hpp"
#include "program/data/import_choices.hpp"
#include "program/data/new_table.hpp"

#include <string>
#include <vector>

namespace dynaco::program {

/// An import that would begin now: the same preparation as that of an import that writes. It refers to its
/// parts.
struct prepared_import {
    const import_choices& given;
    const import_target& target;
    const source_options& source;
    const std::vector<std::string>& columns;  ///< The columns of the files, with their types.
    reject_list& rejects;
    std::uint64_t max_rejects = 0;
};

/// Reads and checks the files of an import and writes nothing: `import --dry-run`. The result is written to
/// standard output.
[[nodiscard]] exit_status check_import(session& at, work_screen& screen, const prepared_import& work);

}  // namespace dynaco::program
