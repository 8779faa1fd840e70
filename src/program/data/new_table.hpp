#pragma once

#include "program/bulk/work_screen.hpp"
#include "program/session.hpp"

#include <string>

namespace dynaco::program {

/// Describes a table, and creates it before if it does not exist: on demand, with the keys that `key`
/// describes ("customer:S,date:S"). Waits until it is active. `only_plan`: nothing is created; the result
/// describes the table that would be created.
/// @throws usage_error  `key` is wrong. error  errc::invalid_argument: the table has other keys; any failure
[[nodiscard]] awaitable<table_description> find_or_create(session& at, work_screen& screen, std::string table,
                                                          std::string key, bool only_plan);
/// Describes a table to which items are written.
/// @throws error  errc::resource_not_found: the text says how to create it; any failure
[[nodiscard]] awaitable<table_description> find_existing(session& at, std::string table);

}  // namespace dynaco::program
