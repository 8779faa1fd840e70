// first-error: must be a string or a number
// expect-line: template_member_is_a_string_or_number<Thing,.*other.*composed
#include "../models.hpp"

struct Thing {
    dynaco::composed<"USER#{other}"> id{};
    dynaco::composed<"PROFILE"> other{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
