// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Task,.*variant
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks) { co_await tasks.update("1", "variant.city"_a.set("x")); }
