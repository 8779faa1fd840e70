// first-error: the discriminator must not be a member
// expect-line: discriminator_is_not_a_member<Thing,.*kind
#include "../models.hpp"

struct Thing {
    std::string id{};
    std::string kind{};

    static constexpr dynaco::schema schema{
        .table_name = "things", .hash_key = "id", .discriminator = "kind", .kinds = {"thing"}};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
