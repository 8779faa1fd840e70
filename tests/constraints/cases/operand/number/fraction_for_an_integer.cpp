// first-error: the attribute is an integer: pass an integer
// expect-line: operand_fits_attribute<Task,.*double
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "n"_a.set(1.5)); }
