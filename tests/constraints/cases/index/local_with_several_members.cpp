// first-error: only a global index.s keys can have several
// expect-line: local_index_keys_are_single_attributes<ByName>
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
