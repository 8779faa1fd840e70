// first-error: must be a string or a number
// expect-line: template_member_is_a_string_or_number<Thing,.*flag.*bool
#include "../models.hpp"

struct Thing {
    dynaco::composed<"USER#{flag}"> id{};
    bool flag = false;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
