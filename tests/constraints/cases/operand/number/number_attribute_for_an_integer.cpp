// first-error: the other attribute can have values that do not fit this attribute
// expect-line: operand_fits_attribute<Task,.*number
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "n"_a.set("price"_a)); }
