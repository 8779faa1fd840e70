// first-error: the schema.s key is not a member of the model
// expect-line: schema_names_a_member<ByName,.*nmae
#include "../models.hpp"

struct ByName {
    std::string name{};

    static constexpr dynaco::index_schema schema{.index_name = "by-name", .hash_key = "nmae"};
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
