// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*id
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "id"_a.set("x")); }
