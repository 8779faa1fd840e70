#pragma once

#include <dynaco/admin.hpp>

#include <map>
#include <string>
#include <vector>

namespace dynaco::detail {

/// Returns the differences between the model and its table, in the order of `table_aspect`.
std::vector<table_difference> compare_table(const table_definition& wanted, const table_description& actual,
                                            const time_to_live_description& ttl,
                                            const std::map<std::string, std::string>& tags);

/// Returns the model's global index with this name, or null if it has none.
const index_definition* find_global_index(const table_definition& wanted, std::string_view name);

}  // namespace dynaco::detail
