#include "support/local_table.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

/// Batches of writes and reads.
namespace dynaco::test::batch_test {
namespace {

struct thing {
    std::string id{};
    int number = 0;
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};
struct slim {
    std::string id{};
};
struct part {
    std::string whole{};
    int place = 0;
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "parts", .hash_key = "whole", .range_key = "place"};
};

awaitable<void> fill(const table<thing>& things, int count) {
    auto batch = things.batch_write();
    for (int i = 0; i < count; ++i) {
        const thing each{.id = std::to_string(i), .number = i, .name = "name"};
        co_await batch.save(each);
    }
    co_await batch.flush();
    EXPECT_EQ(batch.pending(), 0u);
}

class Batch : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Batch);

TEST_P(Batch, WritesManyItems) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        co_await fill(things, 60);
        auto scan = things.scan();
        const auto count = co_await scan.count();
        EXPECT_EQ(count, 60u);
    });
}

TEST_P(Batch, SendsWhenARequestIsFull) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        auto batch = things.batch_write();
        for (int i = 0; i < 25; ++i) {
            EXPECT_EQ(batch.pending(), static_cast<std::size_t>(i));
            const thing each{.id = std::to_string(i)};
            co_await batch.save(each);
        }
        EXPECT_EQ(batch.pending(), 0u);
        auto scan = things.scan();
        const auto count = co_await scan.count();
        EXPECT_EQ(count, 25u);
        co_await batch.flush();
    });
}

TEST_P(Batch, MixesSavesAndRemoves) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        co_await fill(things, 40);
        auto batch = things.batch_write();
        for (int i = 0; i < 40; ++i) {
            const thing changed{.id = std::to_string(i), .number = -1};
            if (i % 2 == 0)
                co_await batch.remove(changed.id);
            else
                co_await batch.save(changed);
        }
        co_await batch.flush();
        auto scan = things.scan();
        const auto left = co_await scan.collect();
        EXPECT_EQ(left.size(), 20u);
        for (const thing& each : left) EXPECT_EQ(each.number, -1);
    });
}

TEST_P(Batch, TheLastWriteOfAKeyWins) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        auto batch = things.batch_write();
        const thing first{.id = "1", .number = 1};
        const thing second{.id = "1", .number = 2};
        co_await batch.save(first);
        co_await batch.remove("1");
        co_await batch.save(second);
        const thing other{.id = "2"};
        co_await batch.save(other);
        co_await batch.remove("2");
        EXPECT_EQ(batch.pending(), 2u);
        EXPECT_EQ(batch.pending_saves().size(), 1u);
        EXPECT_EQ(batch.pending_removes().at(0).at("id").get<std::string>(), "2");
        co_await batch.flush();
        const auto got = co_await things.get("1", {.consistent_read = true});
        EXPECT_EQ(got.value().number, 2);
        const auto none = co_await things.get("2", {.consistent_read = true});
        EXPECT_FALSE(none.has_value());
    });
}

TEST_P(Batch, NothingToWriteIsNothing) {
    run([](client db) -> awaitable<void> {
        const table<thing> things(db, "dynaco-no-such-table");
        auto batch = things.batch_write();
        co_await batch.flush();
        const std::vector<std::string> ids;
        auto reader = things.batch_get(ids);
        const auto none = co_await reader.next();
        EXPECT_FALSE(none.has_value());
    });
}

TEST_P(Batch, ReadsManyItems) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        co_await fill(things, 240);
        std::vector<std::string> ids;
        for (int i = 0; i < 250; ++i) ids.push_back(std::to_string(i));  // the last ten are missing
        ids.push_back("7");
        ids.push_back("7");
        auto reader = things.batch_get(ids, {.consistent_read = true});
        EXPECT_EQ(reader.pending(), 250u);
        std::set<std::string> seen;
        std::size_t given = 0;
        while (auto each = co_await reader.next()) seen.insert(each->id), ++given;
        EXPECT_EQ(given, 240u);
        EXPECT_EQ(seen.size(), 240u);
        EXPECT_EQ(reader.pending(), 0u);
        auto again = things.batch_get<slim>(ids);
        const auto first = co_await again.next();
        EXPECT_TRUE(first.has_value());
        const auto rest = co_await again.collect();
        EXPECT_EQ(rest.size(), 239u);
    });
}

TEST_P(Batch, ItemsComeInTheOrderOfTheirKeys) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        co_await fill(things, 130);
        std::vector<std::string> ids;
        for (int i = 130; i >= 0; --i) ids.push_back(std::to_string(i));
        ids.push_back("7");
        const auto found = co_await things.batch_get_in_order(ids, {.consistent_read = true});
        EXPECT_EQ(found.size(), 132u);
        EXPECT_FALSE(found.at(0).has_value());
        for (std::size_t i = 1; i < found.size(); ++i) EXPECT_EQ(found.at(i).value().id, ids.at(i));
    });
}

TEST_P(Batch, OfSeveralTables) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        const auto parts = co_await make_table<part>(db);
        batch_write writes(db);
        for (int i = 0; i < 40; ++i) {
            const thing t{.id = std::to_string(i), .number = i};
            const part p{.whole = "w", .place = i, .name = "part"};
            co_await writes.save(things, t);
            co_await writes.save(parts, p);
        }
        co_await writes.remove(parts, "w", 7);
        co_await writes.flush();
        EXPECT_EQ(writes.pending(), 0u);

        std::vector<std::string> ids;
        std::vector<std::pair<std::string, int>> places;
        for (int i = 0; i < 80; ++i) {
            ids.push_back(std::to_string(i));
            places.emplace_back("w", i);
        }
        batch_get reads(db);
        const auto found_things = reads.get<slim>(things, ids);
        const auto found_parts = reads.get(parts, places, {.consistent_read = true});
        co_await reads.fetch();
        EXPECT_EQ(found_things.items().size(), 40u);
        EXPECT_EQ(found_parts.items().size(), 39u);
        const auto in_order = found_parts.in_order();
        EXPECT_EQ(in_order.at(6).value().place, 6);
        EXPECT_FALSE(in_order.at(7).has_value());
        EXPECT_EQ(found_things.in_order().at(39).value().id, "39");
    });
}

TEST_P(Batch, CompositeKeysArePairs) {
    run([](client db) -> awaitable<void> {
        const auto parts = co_await make_table<part>(db);
        auto batch = parts.batch_write();
        for (int i = 0; i < 30; ++i) {
            const part each{.whole = i % 2 == 0 ? "a" : "b", .place = i, .name = "part"};
            co_await batch.save(each);
        }
        co_await batch.remove("b", 29);
        co_await batch.flush();
        const std::vector<std::pair<std::string, int>> keys{
            {"a", 2}, {"b", 3}, {"a", 3}, {"b", 29}, {"a", 2}};
        auto reader = parts.batch_get(keys);
        const auto found = co_await reader.collect();
        EXPECT_EQ(found.size(), 2u);
    });
}

awaitable<void> write_share(const table<thing>& things, int share) {
    auto batch = things.batch_write();
    for (int i = 0; i < 40; ++i) {
        const thing own{.id = std::to_string(share * 40 + i), .number = share};
        const thing shared{.id = "shared", .number = share};
        co_await batch.save(own);
        co_await batch.save(shared);
    }
    co_await batch.flush();
}

TEST_P(Batch, ManyAtOnceLoseNothing) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        int share = 0;
        co_await together(16, [&] { return write_share(things, share++); });
        auto scan = things.scan({.consistent_read = true});
        const auto all = co_await scan.collect();
        EXPECT_EQ(all.size(), 16u * 40u + 1u);
        for (const thing& each : all) {
            if (each.id == "shared")
                EXPECT_TRUE(each.number >= 0 && each.number < 16);
            else
                EXPECT_EQ(each.number, std::stoi(each.id) / 40);
        }
    });
}

TEST_P(Batch, AnItemTooLargeIsRefusedAtOnce) {
    run([](client db) -> awaitable<void> {
        const table<thing> things(db, "dynaco-no-such-table");
        auto batch = things.batch_write();
        const thing large{.id = "1", .name = std::string(500'000, 'x')};
        const failure refused = co_await failure_of(batch.save(large));
        EXPECT_EQ(refused.cause(), errc::item_too_large);
        EXPECT_EQ(refused.diagnostics().table, "dynaco-no-such-table");
        EXPECT_EQ(batch.pending(), 0u);
    });
}

}  // namespace
}  // namespace dynaco::test::batch_test
