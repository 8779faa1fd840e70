// first-error: dynaco: the model.s schema has no .table_name
// most-lines: 15
// expect-line: schema_has_a_table_name<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.hash_key = "id"};
};

table<Thing> f(const dynaco::client& db) { return table<Thing>(db); }
