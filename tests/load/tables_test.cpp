#include "load/bulk_table.hpp"

#include <dynaco/load/loader.hpp>
#include <dynaco/load/tables.hpp>

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test::tables_test {
namespace {

using texts = std::vector<std::string>;

constexpr int many = 20'000;

TEST_F(BulkTables, ExportedItemsCanBeLoadedAndAreEqual) {
    const bulk_table source;
    const bulk_table target;
    run([&](client db) -> awaitable<void> {
        co_await source.create(db);
        co_await target.create(db);
        static_cast<void>(co_await source.fill(db, 0, many));

        table_export rows(db, source.name(), few);
        loader load(db, target.name());
        co_await load.put_all(rows);
        const load_report loaded = co_await load.finish();
        EXPECT_EQ(loaded.written, static_cast<std::uint64_t>(many));
        EXPECT_TRUE(rows.complete());

        const compare_report same =
            co_await compare_tables(db, source.name(), db, target.name(), few_of_both);
        EXPECT_TRUE(same.equal());
        EXPECT_EQ(same.left.items, static_cast<std::uint64_t>(many));
        EXPECT_EQ(same.left.digest, same.right.digest);
        EXPECT_TRUE(same.differences.empty());
        EXPECT_EQ(same.right.read.items, static_cast<std::uint64_t>(many));  // one pass
        co_await source.drop(db);
        co_await target.drop(db);
    });
}

// One of two tables is deleted while both are written.
TEST_F(BulkTables, ATableThatIsDeletedDuringALoadDoesNotEndTheOther) {
    const bulk_table kept;
    const bulk_table lost;
    run([&](client db) -> awaitable<void> {
        co_await kept.create(db);
        co_await lost.create(db);
        loader load(db, kept.name(), {.max_memory = 100'000});
        const loader_table to_lost = load.table(lost.name());
        constexpr int count = 3000;
        bool is_open = true;
        for (int i = 0; i < count; ++i) {
            const std::string row = bulk_item(i);
            if (i == count / 2) co_await lost.drop(db);
            co_await load.put_json(row);
            if (!is_open) continue;
            const auto put = co_await as_result(to_lost.put_json(row));
            is_open = put.has_value();
        }
        EXPECT_FALSE(is_open);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.stopped.value().cause(), errc::resource_not_found);
        EXPECT_EQ(done.tables.size(), 2u);
        for (const load_table_counts& each : done.tables) {
            EXPECT_EQ(each.accepted, each.written + each.unsent) << each.table;
            EXPECT_EQ(each.stopped.has_value(), each.table == lost.name());
            EXPECT_EQ(each.written == static_cast<std::uint64_t>(count), each.table == kept.name());
        }
        const std::uint64_t stored = co_await count_of(db, kept.name());
        EXPECT_EQ(stored, static_cast<std::uint64_t>(count));
        co_await kept.drop(db);
    });
}

TEST_F(BulkTables, ExportsAnIndexAFilterAndAProjection) {
    const bulk_table source;
    run([&](client db) -> awaitable<void> {
        co_await source.create(db);
        static_cast<void>(co_await source.fill(db, 0, 700));
        std::uint64_t count = 0;
        table_export index(db, source.name(), export_options{.index = "by-group", .segments = 3});
        while (co_await index.next()) ++count;
        EXPECT_EQ(count, 700u);

        table_export filtered(db, source.name(), filter(attribute("number") < 100 && "group"_a == "g3"),
                              project("id", "number"),
                              export_options{.segments = 5, .consistent_read = true});
        texts items;
        while (const auto each = co_await filtered.next()) items.emplace_back(*each);
        EXPECT_EQ(items.size(), 14u);
        for (const std::string& each : items) EXPECT_EQ(each.find("padding"), std::string::npos);
        EXPECT_EQ(filtered.progress().scanned, 700u);
        co_await source.drop(db);
    });
}

// One of the workers is dropped in the middle and continued.
TEST_F(BulkTables, ThreeWorkersReadATableOnce) {
    const bulk_table source;
    run([&](client db) -> awaitable<void> {
        co_await source.create(db);
        static_cast<void>(co_await source.fill(db, 0, 3000));
        std::vector<bool> seen(3000);
        std::size_t count = 0;
        const auto note = [&](const exported_page& page) {
            for (const std::string_view each : page.items()) {
                const auto first = each.find("item-") + 5;
                const auto number = static_cast<std::size_t>(std::stoi(std::string(each.substr(first, 6))));
                EXPECT_FALSE(seen[number]) << number;
                seen[number] = true;
                ++count;
            }
        };
        for (std::uint32_t worker = 0; worker < 3; ++worker) {
            std::string checkpoint;
            for (int run = 0; run < 2; ++run) {
                table_export rows(db, source.name(),
                                  export_options{.segments = 12,
                                                 .page_size = 50,
                                                 .worker = worker,
                                                 .workers = 3,
                                                 .checkpoint = checkpoint});
                for (int pages = 0; run == 1 || worker != 1 || pages < 5; ++pages) {
                    const auto page = co_await rows.next_page();
                    if (!page) break;
                    note(*page);
                    rows.acknowledge(page->position());
                }
                checkpoint = rows.checkpoint();
            }
        }
        EXPECT_EQ(count, 3000u);
        co_await source.drop(db);
    });
}

TEST_F(BulkTables, TruncateRemovesAllItemsAndKeepsTheTable) {
    const bulk_table doomed;
    run([&](client db) -> awaitable<void> {
        co_await doomed.create(db);
        static_cast<void>(co_await doomed.fill(db, 0, 2000));
        const truncate_report done = co_await truncate_table(db, doomed.name(), {.read = few});
        EXPECT_EQ(done.removed.written, 2000u);
        EXPECT_EQ(done.read.items, 2000u);
        EXPECT_EQ(co_await count_of(db, doomed.name()), 0u);
        const truncate_report again = co_await truncate_table(db, doomed.name(), {.read = few});
        EXPECT_EQ(again.removed.written, 0u);
        co_await doomed.drop(db);
        const failure why = co_await failure_of(truncate_table(db, doomed.name(), {.read = few}));
        EXPECT_EQ(why.cause(), errc::resource_not_found);
    });
}

TEST_F(BulkTables, TruncateEndsWhileOthersWrite) {
    const bulk_table doomed;
    run([&](client db) -> awaitable<void> {
        co_await doomed.create(db);
        static_cast<void>(co_await doomed.fill(db, 0, 1000));
        loader load(db, doomed.name(), {.linger = std::chrono::milliseconds(0)});
        bool ended = false;
        const auto writing = [&]() -> awaitable<void> {
            int next = 1000;
            while (!ended) {
                const load_ticket ticket = co_await load.put_json(bulk_item(next++));
                co_await ticket.written();
            }
        };
        bool writer_ended = false;
        spawn(co_await boost::asio::this_coro::executor, writing(), [&](const std::exception_ptr& e) {
            EXPECT_FALSE(e);
            writer_ended = true;
        });
        const truncate_report done = co_await truncate_table(db, doomed.name(), {.read = few});
        ended = true;
        while (!writer_ended)
            co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
        EXPECT_GE(done.removed.written, 1000u);
        static_cast<void>(co_await load.finish());
        co_await doomed.drop(db);
    });
}

TEST_F(BulkTables, CompareNamesTheFirstDifferences) {
    const bulk_table left;
    const bulk_table right;
    run([&](client db) -> awaitable<void> {
        co_await left.create(db);
        co_await right.create(db);
        static_cast<void>(co_await left.fill(db, 0, 2000));
        static_cast<void>(co_await right.fill(db, 1, 2001));
        loader load(db, right.name());
        static_cast<void>(co_await load.put_json(
            R"({"id":{"S":"item-5"},"number":{"N":"5.0"},"group":{"S":"other"},"tags":{"SS":["b","a"]}})"));
        // The same item, written differently.
        static_cast<void>(co_await load.put_json(
            R"({"number":{"N":"6E0"},"padding":{"S":"xxxxxx"},"tags":{"SS":["b","a"]},"group":{"S":"g6"},)"
            R"("id":{"S":"item-6"}})"));
        EXPECT_TRUE((co_await load.finish()).complete());

        const compare_report found = co_await compare_tables(db, left.name(), db, right.name(), few_of_both);
        EXPECT_FALSE(found.equal());
        EXPECT_EQ(found.left.items, 2000u);
        EXPECT_EQ(found.right.items, 2000u);
        EXPECT_NE(found.left.digest, found.right.digest);
        EXPECT_EQ(found.differences.size(), 3u);
        if (found.differences.size() != 3) co_return;
        EXPECT_EQ(found.differences[0].key, R"({"id":{"S":"item-0"}})");
        EXPECT_EQ(found.differences[0].kind, difference_kind::only_left);
        EXPECT_EQ(found.differences[1].key, R"({"id":{"S":"item-2000"}})");
        EXPECT_EQ(found.differences[1].kind, difference_kind::only_right);
        EXPECT_EQ(found.differences[2].key, R"({"id":{"S":"item-5"}})");
        EXPECT_EQ(found.differences[2].kind, difference_kind::different);
        EXPECT_EQ(found.differences[2].attributes, (texts{"group", "padding"}));

        const compare_report quick = co_await compare_tables(
            db, left.name(), db, right.name(), {.left = few, .right = few, .max_differences = 0});
        EXPECT_FALSE(quick.equal());
        EXPECT_TRUE(quick.differences.empty());
        EXPECT_EQ(quick.left.read.items, 2000u);
        co_await left.drop(db);
        co_await right.drop(db);
    });
}

}  // namespace
}  // namespace dynaco::test::tables_test
