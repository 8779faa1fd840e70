#include "support/local_table.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Tables whose shape is known only at run time.
namespace dynaco::test::runtime_table_test {
namespace {

using namespace dynaco::literals;

struct event_by_name {
    std::string name{};
    int at = 0;
    std::string user{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-name", .hash_key = "name", .range_key = "at"};
};
struct event {
    std::string user{};
    int at = 0;
    std::string name{};
    static constexpr dynaco::schema schema{.table_name = "events", .hash_key = "user", .range_key = "at"};
    using indexes = dynaco::indexes<event_by_name>;
};

item make_event(int at) {
    return {{"user", "u"},
            {"at", at},
            {"name", at % 2 == 0 ? "even" : "odd"},
            {"tags", value::list{"a", at}},
            {"place", item{{"city", "Oslo"}, {"floor", at}}}};
}

awaitable<void> fill(table<item> events, int count) {
    for (int i = 0; i < count; ++i) {
        const item each = make_event(i);
        co_await events.save(each);
    }
}

class RuntimeTable : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(RuntimeTable);

TEST_P(RuntimeTable, SavesGetsUpdatesAndRemoves) {
    run([](client db) -> awaitable<void> {
        const auto made = co_await make_table<event>(db);
        const table<item> events(db, made.table_name(), "user", "at");
        const item first = make_event(7);
        co_await events.save(first);
        const auto found = co_await events.get("u", 7, {.consistent_read = true});
        EXPECT_EQ(found.value(), first);
        const auto part = co_await events.get("u", 7, project("place.city", "tags[1]"));
        EXPECT_EQ(part.value(), (item{{"place", item{{"city", "Oslo"}}}, {"tags", value::list{7}}}));
        const auto as_model = co_await events.get<event>("u", 7);
        EXPECT_EQ(as_model.value().name, "odd");

        const item now = co_await events.update("u", 7, attribute("place.floor").add(3), "name"_a.set("new"),
                                                returning::all_new);
        EXPECT_EQ(now.at("place").get<item>().at("floor"), value(10));
        const auto refused = co_await events.try_update("u", 7, "name"_a.set("x"), when("name"_a == "old"));
        EXPECT_FALSE(static_cast<bool>(refused));
        const auto saved = co_await events.try_save(first, when("user"_a.not_exists()));
        EXPECT_FALSE(static_cast<bool>(saved));
        const auto old = co_await events.remove("u", 7, returning::all_old);
        EXPECT_EQ(old.value().at("name"), value("new"));
        const auto none = co_await events.get("u", 7);
        EXPECT_FALSE(none.has_value());
    });
}

TEST_P(RuntimeTable, QueriesAndScans) {
    run([](client db) -> awaitable<void> {
        const auto made = co_await make_table<event>(db);
        const table<item> events(db, made.table_name(), "user", "at");
        co_await fill(events, 20);
        auto query = events.query("u", "at"_a.between(3, 12), filter(attribute("name") == "odd"),
                                  project("at"), {.forward = false});
        const auto odd = co_await query.collect();
        EXPECT_EQ(odd.size(), 5u);
        EXPECT_EQ(odd.at(0), (item{{"at", 11}}));
        auto scan = events.scan(filter("at"_a < 5));
        const auto some = co_await scan.collect();
        EXPECT_EQ(some.size(), 5u);
        auto parallel = events.parallel_scan({.segments = 3});
        const auto all = co_await parallel.collect();
        EXPECT_EQ(all.size(), 20u);
        auto named = events.index("by-name", "name", "at").query("even", "at"_a >= 10);
        const auto even = co_await named.collect();
        EXPECT_EQ(even.size(), 5u);
    });
}

TEST_P(RuntimeTable, GoesOnFromAToken) {
    run([](client db) -> awaitable<void> {
        const auto made = co_await make_table<event>(db);
        const table<item> events(db, made.table_name(), "user", "at");
        co_await fill(events, 10);
        auto begun = events.query("u");
        for (int i = 0; i < 4; ++i) {
            const auto each = co_await begun.next();
            EXPECT_EQ(each.value().at("at"), value(i));
        }
        const std::string token = begun.resume_token();
        auto rest = events.query("u", {.resume_token = token});
        const auto next = co_await rest.next();
        EXPECT_EQ(next.value().at("at"), value(4));
    });
}

TEST_P(RuntimeTable, Batches) {
    run([](client db) -> awaitable<void> {
        const auto made = co_await make_table<event>(db);
        const table<item> events(db, made.table_name(), "user", "at");
        batch_write writes(db);
        for (int i = 0; i < 30; ++i) {
            const item each = make_event(i);
            co_await writes.save(events, each);
        }
        co_await writes.remove(events, "u", 3);
        co_await writes.flush();
        const std::vector<std::pair<std::string, int>> keys{{"u", 4}, {"u", 3}, {"u", 4}};
        const auto found = co_await events.batch_get_in_order(keys);
        EXPECT_EQ(found.at(0).value(), make_event(4));
        EXPECT_FALSE(found.at(1).has_value());
        batch_get reads(db);
        const auto handle = reads.get(events, keys, {.consistent_read = true});
        co_await reads.fetch();
        EXPECT_EQ(handle.items().size(), 1u);
        EXPECT_EQ(handle.in_order().at(2).value(), make_event(4));
    });
}

TEST_P(RuntimeTable, RefusesAnotherNumberOfKeysBeforeItSends) {
    run([](client db) -> awaitable<void> {
        const table<item> events(db, "dynaco-no-such-table", "user", "at");
        const table<item> simple(db, "dynaco-no-such-table", "user");
        const failure few = co_await failure_of(events.get("u"));
        EXPECT_EQ(few.cause(), errc::invalid_argument);
        const failure many = co_await failure_of(simple.remove("u", 5));
        EXPECT_EQ(many.cause(), errc::invalid_argument);
        const failure path = co_await failure_of(simple.get("u", project("a..b")));
        EXPECT_EQ(path.cause(), errc::invalid_argument);
        EXPECT_EQ(path.diagnostics().table, "dynaco-no-such-table");
    });
}

}  // namespace
}  // namespace dynaco::test::runtime_table_test
