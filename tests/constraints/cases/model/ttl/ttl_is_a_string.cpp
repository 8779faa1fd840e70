// first-error: schema.ttl must be a number of seconds
// expect-line: ttl_is_a_number<Thing, .*until
#include "../../models.hpp"

struct Thing {
    std::string id{};
    std::string until{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .ttl = "until"};
};

awaitable<void> f(table<Thing> things) { (void)co_await things.create(); }
