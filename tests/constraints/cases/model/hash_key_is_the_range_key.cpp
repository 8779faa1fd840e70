// first-error: dynaco: the schema.s hash key and range key are the same member
// expect-line: keys_are_different_members<Thing, .*id
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .range_key = "id"};
};

table<Thing> f(const dynaco::client& db) { return table<Thing>(db); }
