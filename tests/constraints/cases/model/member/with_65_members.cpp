// first-error: dynaco: a model can have at most 64 members
// most-lines: 15
// expect-line: model_has_at_most_64_members<Thing>
#include "../../models.hpp"

struct Thing {
    std::string id{};
    std::string text{};
    int a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
    int b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0;
    int c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0, c6 = 0, c7 = 0;
    int d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0;
    int e0 = 0, e1 = 0, e2 = 0, e3 = 0, e4 = 0, e5 = 0, e6 = 0, e7 = 0;
    int f0 = 0, f1 = 0, f2 = 0, f3 = 0, f4 = 0, f5 = 0, f6 = 0, f7 = 0;
    int g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0, g6 = 0, g7 = 0;
    int h0 = 0, h1 = 0, h2 = 0, h3 = 0, h4 = 0, h5 = 0, h6 = 0, h7 = 0;

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
