#pragma once

#include "program/definition/create_document.hpp"
#include "program/show/facts.hpp"

#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Returns the facts about a table for people, in the order in which they are printed.
/// @param description  TableDescription as plain JSON
[[nodiscard]] std::vector<fact> facts_of(const item& description, const table_extras& extras);

/// Returns the keys of a table or index: "customer (S), date (S)".
/// @param described    a TableDescription, or the description of an index
/// @param description  the TableDescription, which has the types
[[nodiscard]] std::string keys_text(const item& described, const item& description);
/// Returns how a table is billed: "on demand", "provisioned".
[[nodiscard]] std::string_view billing_text(const item& description);

}  // namespace dynaco::program
