// expect-ok
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks, int i) {
    co_await tasks.update("1", "fixed[2]"_a.set(1), "na.age"_a.add(1), "variant.name"_a.set("x"),
                          "na"_a["name"_a].set("y"), when("fixed"_a[i] > 1 && "variant"_a["name"] == "x"));
}
