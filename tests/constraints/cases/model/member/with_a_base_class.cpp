// first-error: a model must not have a base class
// most-lines: 15
#include "../../models.hpp"

struct Base {
    std::string id{};
};

struct Thing : Base {
    int count = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
