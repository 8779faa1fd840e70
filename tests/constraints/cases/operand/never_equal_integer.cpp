// first-error: the attribute is an integer: pass an integer
// expect-line: operand_fits_attribute<Task,.*double
#include "models.hpp"

auto f(const table<Task>& tasks) { return tasks.scan(filter(0.5 == "n"_a)); }
