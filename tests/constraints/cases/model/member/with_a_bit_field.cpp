// first-error: dynaco: a member is a bit-field
// most-lines: 15
// expect-line: model_has_no_bit_field<Thing>
#include "../../models.hpp"

struct Thing {
    std::string id{};
    std::string text{};
    unsigned flag : 3;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db, Thing thing) {
    table<Thing> things(db);
    (void)co_await things.create();
    co_await things.save(thing);
    co_await things.update("1", "text"_a.set("x"));
    std::optional<Thing> found = co_await things.get("1");
    auto some = things.scan(filter("text"_a == "x"));
    while (auto each = co_await some.next()) co_await things.remove(*each);
}
