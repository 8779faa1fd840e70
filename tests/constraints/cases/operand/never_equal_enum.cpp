// first-error: the attribute is an enum: pass one of its enumerators
// expect-line: operand_fits_attribute<Task,.*state
#include "models.hpp"

auto f(const table<Task>& tasks) { return tasks.scan(filter("state"_a == "todo")); }
