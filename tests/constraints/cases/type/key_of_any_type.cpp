// first-error: a key must be a string, a number or binary
// expect-line: key_is_a_string_number_or_binary<Thing,.*id.*variant
#include "../models.hpp"

#include <variant>

struct Thing {
    std::variant<std::string, int> id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
