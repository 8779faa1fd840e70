// first-error: only numbers can be padded
// expect-line: padded_member_is_a_number<Thing,.*name.*string
#include "../models.hpp"

struct Thing {
    dynaco::composed<"USER#{name:08}"> id{};
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
