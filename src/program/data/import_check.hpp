#pragma once

#include "program/bulk/work_screen.hpp"
#include "program/command.hpp"
#include "program/data/import_choices.hpp"

namespace dynaco::program {

/// Reads and checks the files of an import and writes nothing: `import --dry-run`. The result is written to
/// standard output.
[[nodiscard]] exit_status check_import(session& at, work_screen& screen, const import_choices& given,
                                       const table_description& table);

}  // namespace dynaco::program
