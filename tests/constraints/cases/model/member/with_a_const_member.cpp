// first-error: dynaco: a member of the model is const
// most-lines: 15
// expect-line: members_can_be_set<Thing>
#include "../../models.hpp"

struct Thing {
    std::string id{};
    std::string text{};
    const int count = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(table<Thing> things, const Thing& thing) { co_await things.save(thing); }
