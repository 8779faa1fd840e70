#include "support/local_table.hpp"

#include <set>
#include <string>
#include <vector>

/// Scans: everything once, whole or in segments.
namespace dynaco::test::scan_test {
namespace {

struct thing {
    std::string id{};
    int number = 0;
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};
struct slim {
    int number = 0;
};

awaitable<local_table<thing>> make_things(client db) {
    auto things = co_await make_table<thing>(db);
    auto batch = things.batch_write();
    for (int i = 0; i < 100; ++i) {
        const thing each{.id = "id-" + std::to_string(i), .number = i, .name = "name"};
        co_await batch.save(each);
    }
    co_await batch.flush();
    co_return things;
}

class Scan : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Scan);

TEST_P(Scan, GivesEverythingOnce) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        for (const std::uint32_t page_size : {0u, 1u, 7u, 100u, 1000u}) {
            auto scan = things.scan({.page_size = page_size, .consistent_read = true});
            std::set<int> seen;
            std::size_t given = 0;
            while (auto each = co_await scan.next()) seen.insert(each->number), ++given;
            EXPECT_EQ(given, 100u);
            EXPECT_EQ(seen.size(), 100u);
            EXPECT_EQ(scan.scanned_count(), 100u);
            EXPECT_EQ(scan.resume_token(), "");
        }
    });
}

TEST_P(Scan, SegmentsCoverEverythingExactlyOnce) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        std::multiset<int> seen;
        for (std::uint32_t segment = 0; segment < 4; ++segment) {
            auto scan = things.scan<slim>({.page_size = 9, .segment = segment, .total_segments = 4});
            while (auto each = co_await scan.next()) seen.insert(each->number);
        }
        EXPECT_EQ(seen.size(), 100u);
        EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), 100u);
    });
}

TEST_P(Scan, FilterAndLimit) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        auto some = things.scan(filter("number"_a < 10), {.page_size = 11});
        const auto ten = co_await some.collect();
        EXPECT_EQ(ten.size(), 10u);
        auto few = things.scan(filter("number"_a >= 50), {.limit = 7, .page_size = 11});
        const auto seven = co_await few.collect();
        EXPECT_EQ(seven.size(), 7u);
        auto rest = things.scan(filter("number"_a >= 50), {.resume_token = few.resume_token()});
        const auto others = co_await rest.count();
        EXPECT_EQ(others, 43u);
        auto limited = things.scan({.limit = 30, .page_size = 11});
        const auto thirty = co_await limited.collect();
        EXPECT_EQ(thirty.size(), 30u);
        auto none = things.scan(filter("name"_a == "other"), {.page_size = 11});
        const auto nothing = co_await none.first();
        EXPECT_FALSE(nothing.has_value());
    });
}

TEST_P(Scan, AnEmptyTableGivesNothing) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<thing>(db);
        auto scan = things.scan();
        const auto none = co_await scan.next();
        EXPECT_FALSE(none.has_value());
        const auto page = co_await scan.next_page();
        EXPECT_FALSE(page.has_value());
        const auto count = co_await scan.count();
        EXPECT_EQ(count, 0u);
    });
}

TEST_P(Scan, ResumesInAnotherIterator) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        std::set<int> seen;
        std::string key;
        do {
            auto scan = things.scan({.limit = 13, .page_size = 5, .resume_token = key});
            while (auto each = co_await scan.next()) {
                const bool fresh = seen.insert(each->number).second;
                EXPECT_TRUE(fresh);
            }
            key = scan.resume_token();
        } while (!key.empty());
        EXPECT_EQ(seen.size(), 100u);
    });
}

}  // namespace
}  // namespace dynaco::test::scan_test
