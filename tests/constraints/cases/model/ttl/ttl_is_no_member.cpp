// first-error: schema\.ttl is not a member of the model
// most-lines: 15
// expect-line: ttl_names_a_member<Thing, .*expires
#include "../../models.hpp"

struct Thing {
    std::string id{};
    int until = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .ttl = "expires"};
};

awaitable<void> f(table<Thing> things) { (void)co_await things.create(); }
