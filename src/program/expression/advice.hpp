#pragma once

#include "program/expression/tree.hpp"
#include "program/text/key_shape.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Adds advice about names that were probably meant as text: `status = open` compares two attributes. A name
/// in backquotes is always meant as a name.
void add_advice(std::vector<std::string>& advice, const condition_tree& condition);
void add_advice(std::vector<std::string>& advice, const update_tree& update);

/// Advice about a filter that compares key attributes with values of another type, as in date = 2026: the
/// keys of all items have the types of the table's key, so the comparison says nothing.
/// @param filter  a valid condition; may be empty
[[nodiscard]] std::vector<std::string> advice_about_keys(std::string_view filter, const key_shape& key);

}  // namespace dynaco::program
