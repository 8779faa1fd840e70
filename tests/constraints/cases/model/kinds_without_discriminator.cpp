// first-error: the schema has \.kinds but not their attribute
// expect-line: kinds_have_a_discriminator<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .kinds = {"thing"}};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
