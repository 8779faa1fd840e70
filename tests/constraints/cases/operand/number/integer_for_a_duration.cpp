// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*span
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "span"_a.set(5)); }
