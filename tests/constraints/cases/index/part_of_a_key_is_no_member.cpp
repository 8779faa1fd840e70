// first-error: the schema.s key is not a member of the model
// expect-line: schema_names_a_member<ByName, .*nmae
#include "../models.hpp"

struct ByName {
    std::string name{};
    std::string id{};

    static constexpr dynaco::index_schema schema{.index_name = "by-name", .hash_key = {"id", "nmae"}};
};

struct Thing {
    std::string id{};
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

awaitable<void> f(table<Thing> things) { (void)co_await things.create(); }
