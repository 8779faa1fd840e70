// first-error: a local index must have the table.s hash key and a different range key
// expect-line: local_index_shares_the_hash_key<ByName, Thing>
#include "../models.hpp"

struct ByName {
    std::string name{};
    std::string id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-name", .hash_key = "name", .range_key = "id", .scope = dynaco::index_scope::local};
};

struct Thing {
    std::string id{};
    std::string name{};
    int count = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
