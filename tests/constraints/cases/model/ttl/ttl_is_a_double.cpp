// first-error: dynaco: schema.ttl must be in whole seconds since 1970
#include "../../models.hpp"

struct Thing {
    std::string id{};
    double until{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .ttl = "until"};
};

awaitable<bool> f(table<Thing> things) { return things.contains("1"); }
