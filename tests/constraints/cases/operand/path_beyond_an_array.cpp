// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Task,.*fixed
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "fixed[3]"_a.set(1)); }
