// first-error: only a global index may have a key of several members
// expect-line: key_has_one_member<ByName>
#include "../models.hpp"

struct ByName {
    std::string id{};
    std::string name{};
    int year = 0;

    static constexpr dynaco::index_schema schema{.index_name = "by-name",
                                                 .hash_key = "id",
                                                 .range_key = {"name", "year"},
                                                 .scope = dynaco::index_scope::local};
};

struct Thing {
    std::string id{};
    std::string name{};
    int year = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .range_key = "year"};
    using indexes = dynaco::indexes<ByName>;
};

auto f(const table<Thing>& things) { return things.index<ByName>(); }
