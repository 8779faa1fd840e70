// first-error: schema.attributes names a member
// expect-line: schema_names_a_member<Thing,.*nmae
#include "../../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{
        .table_name = "things", .hash_key = "id", .attributes = {{.member = "nmae", .name = "n"}}};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
