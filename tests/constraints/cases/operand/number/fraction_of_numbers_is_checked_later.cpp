// expect-ok
#include "../models.hpp"

awaitable<void> f(const table<Task>& tasks, const dynaco::number& price) {
    co_await tasks.update("1", "n"_a.set(price), "count"_a.add(price), "small"_a.set(300));
}
