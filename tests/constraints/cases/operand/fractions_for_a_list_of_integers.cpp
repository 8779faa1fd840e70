// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*list
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "list"_a.set(std::vector<double>{1.5})); }
