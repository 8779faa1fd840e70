// first-error: the attribute is an enum: pass one of its enumerators
// expect-line: operand_fits_attribute<Task,.*state
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "state"_a.set("in progress")); }
