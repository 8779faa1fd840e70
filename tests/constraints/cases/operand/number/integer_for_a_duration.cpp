// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Task,.*span
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "span"_a.set(5)); }
