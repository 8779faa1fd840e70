#include "support/local_table.hpp"

#include <set>
#include <string>
#include <vector>

/// All segments of a table at once.
namespace dynaco::test::parallel_scan_test {
namespace {

struct by_parity {
    std::string parity{};
    int number = 0;
    std::string id{};
    static constexpr dynaco::index_schema schema{.index_name = "by-parity",
                                                 .hash_key = "parity",
                                                 .range_key = "number",
                                                 .projection = dynaco::projection::keys_only};
};
struct thing {
    std::string id{};
    int number = 0;
    std::string parity{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<by_parity>;
};
struct slim {
    int number = 0;
};

awaitable<local_table<thing>> make_things(client db) {
    auto things = co_await make_table<thing>(db);
    auto batch = things.batch_write();
    for (int i = 0; i < 100; ++i) {
        const thing each{.id = "id-" + std::to_string(i), .number = i, .parity = i % 2 == 0 ? "even" : "odd"};
        co_await batch.save(each);
    }
    co_await batch.flush();
    co_return things;
}

class ParallelScan : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(ParallelScan);

TEST_P(ParallelScan, GivesEverythingOnce) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        for (const std::uint32_t segments : {1u, 2u, 5u, 16u}) {
            for (const std::uint32_t page_size : {0u, 3u}) {
                auto scan = things.parallel_scan({.segments = segments, .page_size = page_size});
                std::multiset<int> seen;
                while (auto each = co_await scan.next()) seen.insert(each->number);
                EXPECT_EQ(seen.size(), 100u);
                EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), 100u);
                EXPECT_EQ(scan.scanned_count(), 100u);
                EXPECT_EQ(scan.resume_token(), "");
            }
        }
    });
}

TEST_P(ParallelScan, PagesCollectCountFilterLimitAndView) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        auto pages = things.parallel_scan({.segments = 3, .page_size = 7});
        std::size_t given = 0;
        while (auto page = co_await pages.next_page()) given += page->size();
        EXPECT_EQ(given, 100u);
        auto some = things.parallel_scan<slim>(filter("number"_a < 10), {.segments = 3, .page_size = 7});
        const auto ten = co_await some.collect();
        EXPECT_EQ(ten.size(), 10u);
        auto counted = things.parallel_scan(filter("number"_a >= 50), {.segments = 3, .page_size = 7});
        const auto fifty = co_await counted.count();
        EXPECT_EQ(fifty, 50u);
        auto limited = things.parallel_scan({.segments = 3, .limit = 31, .page_size = 7});
        const auto few = co_await limited.collect();
        EXPECT_EQ(few.size(), 31u);
        EXPECT_FALSE(limited.resume_token().empty());
        auto one = things.parallel_scan({.segments = 3});
        const auto first = co_await one.first();
        EXPECT_TRUE(first.has_value());
        const auto none = co_await one.next();
        EXPECT_FALSE(none.has_value());
    });
}

TEST_P(ParallelScan, ResumesInAnotherIterator) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        std::set<int> seen;
        std::string token;
        int iterators = 0;
        do {
            auto scan =
                things.parallel_scan({.segments = 4, .limit = 13, .page_size = 5, .resume_token = token});
            while (auto each = co_await scan.next()) {
                const bool fresh = seen.insert(each->number).second;
                EXPECT_TRUE(fresh);
            }
            token = scan.resume_token();
            ++iterators;
        } while (!token.empty() && iterators < 100);
        EXPECT_EQ(seen.size(), 100u);
        EXPECT_GE(iterators, 8);
    });
}

TEST_P(ParallelScan, OfAnIndex) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        auto scan =
            things.index<by_parity>().parallel_scan(filter("number"_a < 20), {.segments = 3, .page_size = 4});
        const auto twenty = co_await scan.collect();
        EXPECT_EQ(twenty.size(), 20u);
    });
}

}  // namespace
}  // namespace dynaco::test::parallel_scan_test
