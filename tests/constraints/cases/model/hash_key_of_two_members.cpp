// first-error: a table.s hash key and range key must be one attribute each
// expect-line: table_keys_are_single_attributes<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = {"id", "name"}};
};

awaitable<void> f(table<Thing> things) { (void)co_await things.create(); }
