// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*json
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "json"_a.set("no json")); }
