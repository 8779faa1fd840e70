// first-error: dynaco: a key of a table cannot be optional
#include "../models.hpp"

struct Thing {
    std::string id{};
    std::optional<int> sort{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .range_key = "sort"};
};

table<Thing> f(const dynaco::client& db) { return table<Thing>(db); }
