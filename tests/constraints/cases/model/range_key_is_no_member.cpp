// first-error: the schema.s key is not a member of the model
// most-lines: 15
// expect-line: schema_names_a_member<Thing,.*date
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .range_key = "date"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
