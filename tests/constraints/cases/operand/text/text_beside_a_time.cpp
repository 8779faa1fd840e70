// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Task,.*at
#include "../models.hpp"

auto f(const table<Task>& tasks) { return tasks.scan(filter("at"_a < "2026")); }
