// first-error: the index.s struct has a member that the model does not have
// expect-line: index_member_is_in_the_model<ByName, Thing,.*title
#include "../models.hpp"

struct ByName {
    std::string title{};

    static constexpr dynaco::index_schema schema{.index_name = "by-name", .hash_key = "title"};
};

struct Thing {
    std::string id{};
    std::string name{};
    int count = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
