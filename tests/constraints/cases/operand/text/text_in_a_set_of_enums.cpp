// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*states
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "states"_a.add_elements("todo")); }
