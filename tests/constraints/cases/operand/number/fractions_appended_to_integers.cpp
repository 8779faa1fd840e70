// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Task,.*list
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks) {
    const std::vector<double> list_0{1.5};
    co_await tasks.update("1", "list"_a.set("list"_a.append(list_0)));
}
