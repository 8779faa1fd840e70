// first-error: a local index cannot be added to an existing table
// expect-line: index_can_be_added_later<ByName, Thing>
#include "../models.hpp"

struct ByName {
    std::string id{};
    std::string name{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-name", .hash_key = "id", .range_key = "name", .scope = dynaco::index_scope::local};
};

struct Thing {
    std::string id{};
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

awaitable<void> f(table<Thing> things) { (void)co_await things.admin().create_index<ByName>(); }
