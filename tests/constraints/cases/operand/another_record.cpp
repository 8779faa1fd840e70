// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Task,.*owner
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks) {
    const Task task;
    co_await tasks.update("1", "owner"_a.set(task));
}
