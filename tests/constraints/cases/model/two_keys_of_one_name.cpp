// first-error: dynaco: two members of the model have the same attribute name
#include "../models.hpp"

struct Thing {
    std::string id{};
    std::string sort{};

    static constexpr dynaco::schema schema{
        .table_name = "things", .hash_key = "id", .range_key = "sort", .attributes = {{"sort", "id"}}};
};

table<Thing> f(const dynaco::client& db) { return table<Thing>(db); }
