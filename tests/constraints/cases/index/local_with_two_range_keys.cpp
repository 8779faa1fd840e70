// first-error: the range key of a local index must be one attribute
// expect-line: local_index_keys_are_single_attributes<ByName>
#include "../models.hpp"

struct ByName {
    std::string id{};
    std::string name{};
    int count = 0;

    static constexpr dynaco::index_schema schema{.index_name = "by-name",
                                                 .hash_key = "id",
                                                 .range_key = {"name", "count"},
                                                 .scope = dynaco::index_scope::local};
};

struct Thing {
    std::string id{};
    std::string name{};
    int count = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

awaitable<void> f(table<Thing> things) { (void)co_await things.create(); }
