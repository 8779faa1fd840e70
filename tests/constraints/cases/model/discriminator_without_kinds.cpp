// first-error: the schema has a discriminator but not its values
// expect-line: discriminator_has_kinds<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .discriminator = "kind"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
