// first-error: a keys-only index has only its own keys and the table.s
// expect-line: keys_only_index_has_the_member<ByName, Thing,.*count
#include "../models.hpp"

struct ByName {
    std::string name{};
    int count = 0;

    static constexpr dynaco::index_schema schema{
        .index_name = "by-name", .hash_key = "name", .projection = dynaco::projection::keys_only};
};

struct Thing {
    std::string id{};
    std::string name{};
    int count = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

auto f(const table<Thing>& things) { return things.index<ByName>(); }
