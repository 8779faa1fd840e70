// first-error: a model must be a plain aggregate
// most-lines: 15
// expect-line: is_a_plain_aggregate<Thing>
#include "../../models.hpp"

struct Thing {
    explicit Thing(std::string text) : id(std::move(text)) {}
    std::string id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
