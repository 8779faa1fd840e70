// first-error: append\(\) and prepend\(\) cannot change the length of a std::array
// expect-line: attribute_can_grow<Task,.*fixed
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks) {
    const std::vector<int> list_0{1};
    co_await tasks.update("1", "fixed"_a.set("fixed"_a.append(list_0)));
}
