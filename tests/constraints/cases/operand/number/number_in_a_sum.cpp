// first-error: the attribute is an integer: pass an integer
// expect-line: operand_fits_attribute<Task,.*number
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks, const dynaco::number& price) {
    co_await tasks.update("1", "n"_a.set("n"_a + price));
}
