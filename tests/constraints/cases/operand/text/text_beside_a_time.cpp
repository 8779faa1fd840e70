// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*at
#include "../models.hpp"

auto f(const table<Task>& tasks) { return tasks.scan(filter("at"_a < "2026")); }
