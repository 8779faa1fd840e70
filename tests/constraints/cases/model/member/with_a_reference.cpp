// first-error: dynaco: a member is a reference
// most-lines: 15
// expect-line: members_are_values<Thing>
#include "../../models.hpp"

struct Thing {
    std::string id{};
    std::string text{};
    std::string& other;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(table<Thing> things, const Thing& thing) { co_await things.save(thing); }
