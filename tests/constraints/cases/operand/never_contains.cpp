// first-error: substring or an element of the attribute
// expect-line: operand_fits_attribute<Task,.*states
#include "models.hpp"

auto f(const table<Task>& tasks) { return tasks.scan(filter("states"_a.contains("todo"))); }
