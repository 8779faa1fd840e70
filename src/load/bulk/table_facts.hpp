#pragma once

#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Describes a table. @throws error  any failure
[[nodiscard]] awaitable<table_description> describe(client db, std::string table);

/// The names of the key attributes of the table: the hash key, then the range key if it has one.
[[nodiscard]] std::vector<std::string> key_names_of(const table_description& table);

/// @throws error  errc::invalid_argument: the keys differ; the detail says which. `operation` is for the
/// error
void check_same_keys(const table_description& left, const table_description& right,
                     std::string_view operation);

}  // namespace dynaco::loading
