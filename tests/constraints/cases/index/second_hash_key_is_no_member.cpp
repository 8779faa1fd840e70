// first-error: the schema.s key is not a member of the model
// expect-line: schema_names_a_member<ByName,.*nmae
#include "../models.hpp"

struct ByName {
    std::string name{};
    int year = 0;

    static constexpr dynaco::index_schema schema{.index_name = "by-name", .hash_key = {"year", "nmae"}};
};

struct Thing {
    std::string id{};
    std::string name{};
    int year = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

auto f(const table<Thing>& things) { return things.index<ByName>(); }
