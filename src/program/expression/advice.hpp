#pragma once

#include "program/expression/tree.hpp"

#include <string>
#include <vector>

namespace dynaco::program {

/// Adds advice about names that were probably meant as text: `status = open` compares two attributes. A name
/// in backquotes is always meant as a name.
void add_advice(std::vector<std::string>& advice, const condition_tree& condition);
void add_advice(std::vector<std::string>& advice, const update_tree& update);

}  // namespace dynaco::program
