// first-error: only a global index may have a key of several members
// expect-line: key_has_one_member<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};
    int year = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = {"id", "year"}};
};

table<Thing> f(dynaco::client db) { return table<Thing>(db); }
