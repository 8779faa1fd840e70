// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Task,.*id
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "id"_a.set("x")); }
