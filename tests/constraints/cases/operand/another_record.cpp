// first-error: the attribute cannot be read back from such an operand
// expect-line: operand_fits_attribute<Task,.*owner
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks) {
    const Task task;
    co_await tasks.update("1", "owner"_a.set(task));
}
