// first-error: schema.attributes names a member
// expect-line: schema_names_a_member<Part,.*colour
#include "../../models.hpp"

struct Part {
    std::string color{};

    static constexpr dynaco::map_schema schema{.attributes = {{.member = "colour", .name = "c"}}};
};

struct Thing {
    std::string id{};
    Part part{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
