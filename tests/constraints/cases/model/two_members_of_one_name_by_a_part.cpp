// first-error: two members of the model have the same attribute name
// expect-line: attribute_names_are_distinct<Thing>
#include "../models.hpp"

struct Part {
    int id = 0;
};

struct Thing {
    std::string id{};
    dynaco::embedded<Part> part{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
