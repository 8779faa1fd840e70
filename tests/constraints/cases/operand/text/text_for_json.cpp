// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Task,.*json
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "json"_a.set("no json")); }
