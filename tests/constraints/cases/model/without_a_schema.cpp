// first-error: the model needs a schema
// most-lines: 15
// expect-line: model_has_a_schema<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
