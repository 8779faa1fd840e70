#include "support/local_table.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// Versions, return values and minimal updates on a server, also with many concurrent writers.
namespace dynaco::test::write_test {
namespace {

using namespace literals;

struct document {
    std::string id{};
    std::string text{};
    std::optional<std::string> note{};
    std::int64_t counter = 0;
    int version = 0;
    std::int64_t created = 0;
    std::int64_t updated = 0;

    static constexpr dynaco::schema schema{.table_name = "documents",
                                           .hash_key = "id",
                                           .version = "version",
                                           .created_at = "created",
                                           .updated_at = "updated"};
    friend bool operator==(const document&, const document&) = default;
};

struct counter {
    std::string id{};
    std::int64_t value = 0;

    static constexpr dynaco::schema schema{.table_name = "counters", .hash_key = "id"};
};

struct stranger {  // another program's model of the same items
    std::string id{};
    std::string stranger{};

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id"};
};

awaitable<document> stored(const table<document>& documents, std::string id) {
    auto found = co_await documents.get(id, {.consistent_read = true});
    co_return std::move(found).value();
}

class Write : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Write);
class WriteOnMain : public LocalServer {};
DYNACO_ON_MAIN_SERVER(WriteOnMain);

TEST_P(Write, AVersionFollowsTheWrites) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document d{.id = "1", .text = "a"};
        const auto first = co_await documents.try_save(d);
        EXPECT_TRUE(first);
        EXPECT_EQ(d.version, 1);
        EXPECT_GT(d.created, 1'700'000'000);
        const document read = co_await stored(documents, "1");
        EXPECT_EQ(read, d);
        d.text = "b";
        const auto second = co_await documents.try_save(d);
        EXPECT_TRUE(second);
        const auto third = co_await documents.try_update(d, "text"_a.set("c"));
        EXPECT_TRUE(third);
        EXPECT_EQ(d.version, 3);
        EXPECT_EQ(d.text, "c");
        EXPECT_EQ(d.created, read.created);
        const document now = co_await stored(documents, "1");
        EXPECT_EQ(now, d);
        const auto removed = co_await documents.try_remove(d);
        EXPECT_TRUE(removed);
        const auto gone = co_await documents.get("1");
        EXPECT_FALSE(gone);
    });
}

TEST_P(WriteOnMain, AStaleObjectIsRefused) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document mine{.id = "1", .text = "mine"};
        document theirs = mine;
        const auto won = co_await documents.try_save(theirs);
        EXPECT_TRUE(won);
        const auto saved = co_await documents.try_save(mine);
        EXPECT_FALSE(saved);
        EXPECT_EQ(saved.existing(), theirs);
        EXPECT_EQ(mine.version, 0);
        const auto updated = co_await documents.try_update(mine, "text"_a.set("x"));
        EXPECT_FALSE(updated);
        EXPECT_EQ(updated.existing(), theirs);
        const auto removed = co_await documents.try_remove(mine);
        EXPECT_FALSE(removed);
        const auto inserted = co_await documents.try_insert(mine);
        EXPECT_FALSE(inserted);
        const document now = co_await stored(documents, "1");
        EXPECT_EQ(now, theirs);
    });
}

TEST_P(Write, AnIgnoredVersionNeverFallsBack) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document d{.id = "1"};
        for (int i = 0; i < 3; ++i) {
            const auto saved = co_await documents.try_save(d);
            EXPECT_TRUE(saved);
        }
        document never_loaded{.id = "1"};
        const auto forced = co_await documents.try_update(never_loaded, "text"_a.set("b"),
                                                          write_options{.ignore_version = true});
        EXPECT_TRUE(forced);
        EXPECT_EQ(never_loaded.version, 4);
        co_await documents.update("1", "text"_a.set("c"));
        const document now = co_await stored(documents, "1");
        EXPECT_EQ(now.version, 5);
    });
}

TEST_P(Write, AnUpdateByKeyMakesTheItemWithItsTimes) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        co_await documents.update("1", "text"_a.set("a"));
        const document first = co_await stored(documents, "1");
        EXPECT_EQ(first.version, 1);
        EXPECT_GT(first.created, 1'700'000'000);
        EXPECT_GE(first.updated, first.created);
        co_await documents.update("1", "created"_a.set(5));
        co_await documents.update("1", "text"_a.set("b"));
        const document later = co_await stored(documents, "1");
        EXPECT_EQ(later.created, 5);
        EXPECT_EQ(later.version, 3);
    });
}

TEST_P(Write, ReturnsWhatWasAndWhatIs) {
    run([](client db) -> awaitable<void> {
        const auto counters = co_await make_table<counter>(db);
        counter c{.id = "1", .value = 5};
        const auto none = co_await counters.save(c, returning::all_old);
        EXPECT_FALSE(none);
        c.value = 6;
        const std::optional<counter> before = co_await counters.save(c, returning::all_old);
        EXPECT_EQ(before.value().value, 5);
        const counter now = co_await counters.update("1", "value"_a.add(4), returning::all_new);
        EXPECT_EQ(now.value, 10);
        const auto old = co_await counters.update("1", "value"_a.add(1), returning::updated_old);
        EXPECT_EQ(old, (item{{"value", 10}}));
        const auto fresh = co_await counters.try_update("1", "value"_a.add(1), returning::updated_new,
                                                        when("value"_a == 11));
        EXPECT_EQ(fresh.returned(), (item{{"value", 12}}));
        co_await counters.update(c, "value"_a.add(1));
        EXPECT_EQ(c.value, 13);
        const std::int64_t sum = co_await counters.increment("1", "value"_a, 7);
        EXPECT_EQ(sum, 20);
        const std::int64_t first = co_await counters.increment("2", "value"_a, -7);
        EXPECT_EQ(first, -7);
        const std::optional<counter> removed = co_await counters.remove("1", returning::all_old);
        EXPECT_EQ(removed.value().value, 20);
    });
}

TEST_P(Write, InsertsOnlyWhatIsNew) {
    run([](client db) -> awaitable<void> {
        const auto counters = co_await make_table<counter>(db);
        const counter one{.id = "1", .value = 1};
        const counter two{.id = "1", .value = 2};
        const auto first = co_await counters.try_insert(one);
        EXPECT_TRUE(first);
        const auto second = co_await counters.try_insert(two);
        EXPECT_FALSE(second);
        const std::optional<counter> now = co_await counters.get("1");
        EXPECT_EQ(now.value().value, 1);
    });
}

TEST_P(Write, SavesChangesAndLeavesTheRest) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document d{.id = "1", .text = "a", .note = "n", .counter = 5};
        const auto saved = co_await documents.try_save(d);
        EXPECT_TRUE(saved);
        const table<stranger> strangers(db, documents.table_name());
        co_await strangers.update("1", "stranger"_a.set("hello"));
        document changed = d;
        changed.text = "b";
        changed.note.reset();
        const auto changes = co_await documents.try_save_changes(d, changed);
        EXPECT_TRUE(changes);
        EXPECT_EQ(changes.attributes(), 2u);
        const document now = co_await stored(documents, "1");
        EXPECT_EQ(now, changed);
        EXPECT_EQ(now.version, 2);
        const auto stale = co_await documents.try_save_changes(d, changed);
        EXPECT_FALSE(stale);
        const item key{{"id", "1"}};
        const auto raw = co_await db.execute(get_item{.table_name = documents.table_name(), .key = key});
        EXPECT_TRUE(raw.item.value().contains("stranger"));
    });
}

// --- many at once

constexpr int writers = 16;

awaitable<void> add_one(const table<counter>& counters) {
    const std::int64_t now = co_await counters.increment("1", "value"_a, 1);
    EXPECT_GE(now, 1);
}

// Reads, increments and saves, until no other writer interferes.
awaitable<void> add_one_by_version(const table<document>& documents) {
    for (;;) {
        document d = co_await stored(documents, "1");
        ++d.counter;
        const auto saved = co_await documents.try_save(d);
        if (saved) co_return;
    }
}

awaitable<void> save_one(const table<document>& documents, document d, int& won) {
    const auto saved = co_await documents.try_save(d);
    if (saved) ++won;
    EXPECT_EQ(d.version, saved ? 2 : 1);
}

TEST_P(Write, ManyIncrementsLoseNothing) {
    run([](client db) -> awaitable<void> {
        const auto counters = co_await make_table<counter>(db);
        co_await together(writers, [&counters] { return add_one(counters); });
        const std::optional<counter> now = co_await counters.get("1", {.consistent_read = true});
        EXPECT_EQ(now.value().value, writers);
    });
}

TEST_P(Write, ManyWritersOfVersionsLoseNothing) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document d{.id = "1"};
        const auto saved = co_await documents.try_save(d);
        EXPECT_TRUE(saved);
        co_await together(writers, [&documents] { return add_one_by_version(documents); });
        const document now = co_await stored(documents, "1");
        EXPECT_EQ(now.counter, writers);
        EXPECT_EQ(now.version, 1 + writers);
    });
}

TEST_P(Write, OneOfTwoWritersOfAVersionWins) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document d{.id = "1"};
        const auto saved = co_await documents.try_save(d);
        EXPECT_TRUE(saved);
        int won = 0;
        co_await together(2, [&] { return save_one(documents, d, won); });
        EXPECT_EQ(won, 1);
        const document now = co_await stored(documents, "1");
        EXPECT_EQ(now.version, 2);
    });
}

TEST_P(WriteOnMain, ReportsWhatWasConsumed) {
    run([](client db) -> awaitable<void> {
        const auto counters = co_await make_table<counter>(db);
        call_report report;
        const counter c{.id = "1", .value = 5};
        co_await counters.save(c, {.report = &report});
        const double after_save = report.write_units();
        EXPECT_GT(after_save, 0);
        EXPECT_EQ(report.read_units(), 0);
        co_await counters.update("1", "value"_a.add(1), write_options{.report = &report});
        EXPECT_GT(report.write_units(), after_save);
        const auto found = co_await counters.get("1", {.report = &report});
        EXPECT_TRUE(found);
        EXPECT_GT(report.read_units(), 0);
        co_await counters.remove("1", {.report = &report});
        EXPECT_EQ(report.calls, 4);
        EXPECT_EQ(report.attempts, 4);
        EXPECT_FALSE(report.request_id.empty());
        EXPECT_EQ(report.capacity.size(), 1u);
        EXPECT_EQ(report.capacity.at(0).table_name, counters.table_name());
    });
}

}  // namespace
}  // namespace dynaco::test::write_test
