// first-error: only a global index.s keys can have several
// expect-line: table_keys_are_single_attributes<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};
    int year = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = {"id", "year"}};
};

table<Thing> f(dynaco::client db) { return table<Thing>(db); }
