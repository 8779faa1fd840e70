// first-error: not a key template
// expect-line: is_a_key_template<.*USER#\{a
#include "../models.hpp"

struct Thing {
    dynaco::composed<"USER#{a"> id{};
    std::string a{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
