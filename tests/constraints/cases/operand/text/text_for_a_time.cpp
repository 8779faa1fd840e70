// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*at
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "at"_a.set("tomorrow")); }
