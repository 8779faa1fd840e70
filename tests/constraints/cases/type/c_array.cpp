// first-error: a member is a C array: use std::array
// most-lines: 15
// expect-line: model_has_no_c_array<Thing>
#include "../models.hpp"

struct Thing {
    std::string id{};
    char name[16]{};
    int number = 0;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
