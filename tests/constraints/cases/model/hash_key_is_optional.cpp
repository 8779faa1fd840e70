// first-error: dynaco: a key of a table cannot be optional
// expect-line: table_key_is_not_optional<Thing, .*id
#include "../models.hpp"

struct Thing {
    std::optional<std::string> id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

table<Thing> f(const dynaco::client& db) { return table<Thing>(db); }
