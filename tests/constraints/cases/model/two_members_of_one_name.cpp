// first-error: two members of the model have the same attribute name
// expect-line: attribute_names_are_distinct<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};
    std::string name{};

    static constexpr dynaco::schema schema{
        .table_name = "things", .hash_key = "id", .attributes = {{.member = "name", .name = "id"}}};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
