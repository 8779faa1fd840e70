// first-error: need text between
// expect-line: parts_are_separated<.*\{a\}\{b\}
#include "../models.hpp"

struct Thing {
    dynaco::composed<"{a}{b}"> id{};
    std::string a{};
    std::string b{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
