#include "load/read_export.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dynaco::test::export_test {
namespace {

TEST(Export, ReturnsEachItemOnce) {
    for (const int count : {0, 1, 7, 1000}) {
        scan_service service(count, 7);
        run_export(service, [&](client db) -> awaitable<void> {
            table_export rows{db, "things"};
            EXPECT_EQ(rows.checkpoint(), "");
            EXPECT_FALSE(rows.complete());
            const exported_items items = co_await read_all(rows);
            EXPECT_EQ(sorted(items), all_items(count));
            EXPECT_FALSE(co_await rows.next());
            EXPECT_TRUE(rows.complete());
            const export_progress done = rows.progress();
            EXPECT_EQ(done.items, static_cast<std::uint64_t>(count));
            EXPECT_EQ(done.scanned, static_cast<std::uint64_t>(count));
            EXPECT_EQ(done.segments, 64u);
            EXPECT_EQ(done.segments_done, 64u);
            EXPECT_EQ(done.requests, service.scans().size());
            EXPECT_EQ(done.read_units, 0.5 * static_cast<double>(done.pages));
        });
    }
}

TEST(Export, ReturnsPagesWithTheirPositions) {
    scan_service service(100, 10);
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.segments = 4}};
        std::set<std::pair<std::uint32_t, std::uint64_t>> positions;
        exported_items items;
        while (const auto page = co_await rows.next_page()) {
            EXPECT_FALSE(page->items().empty());
            EXPECT_EQ(page->scanned(), page->items().size());
            for (const std::string_view item : page->items()) items.emplace_back(item);
            EXPECT_TRUE(positions.emplace(page->position().segment, page->position().page).second);
            EXPECT_FALSE(rows.complete());
            rows.acknowledge(page->position());
        }
        EXPECT_TRUE(rows.complete());
        EXPECT_EQ(sorted(items), all_items(100));
    });
}

TEST(Export, APageMayOutliveTheExport) {
    scan_service service(10, 10);
    run_export(service, [&](client db) -> awaitable<void> {
        std::optional<exported_page> page;
        {
            table_export rows{db, "things", {.segments = 1}};
            page = co_await rows.next_page();
        }
        EXPECT_EQ(page->items().size(), 10u);
        EXPECT_EQ(page->items().back(), scan_service::item(9));
    });
}

TEST(Export, NextAndNextPageCanBeMixed) {
    scan_service service(10, 10);
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.segments = 1}};
        EXPECT_EQ(*co_await rows.next(), scan_service::item(0));
        const auto rest = co_await rows.next_page();
        EXPECT_EQ(rest->items().size(), 9u);
        EXPECT_EQ(rest->items().front(), scan_service::item(1));
        rows.acknowledge(rest->position());
        EXPECT_FALSE(co_await rows.next());
        EXPECT_TRUE(rows.complete());
    });
}

TEST(Export, ASinkIsCalledForEachPage) {
    scan_service service(100, 10);
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things"};
        exported_items items;
        const auto sink = [&items](const exported_page& page) -> awaitable<void> {
            for (const std::string_view item : page.items()) items.emplace_back(item);
            co_return;
        };
        co_await rows.for_each_page(sink);
        EXPECT_EQ(sorted(items), all_items(100));
        EXPECT_TRUE(rows.complete());
    });
}

TEST(Export, SendsTheOptionsAndExpressions) {
    scan_service service(3, 10);
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db,
                          "things",
                          project("id", "n"),
                          filter(attribute("n") > 5),
                          {.segments = 1, .consistent_read = true, .page_size = 9}};
        static_cast<void>(co_await read_all(rows));
        table_export index{db, "things", {.index = "by-group", .segments = 1}};
        static_cast<void>(co_await read_all(index));
    });
    ASSERT_EQ(service.scans().size(), 2u);
    const std::string first = service.scans()[0].body;
    for (const char* const part : {R"("ConsistentRead":true)", R"("Limit":9)", R"("FilterExpression":")",
                                   R"("ProjectionExpression":")", R"("ReturnConsumedCapacity":"TOTAL")",
                                   R"("TableName":"things")", R"("TotalSegments":1)"})
        EXPECT_NE(first.find(part), std::string::npos) << part << " in " << first;
    EXPECT_NE(service.scans()[1].body.find(R"("IndexName":"by-group")"), std::string::npos);
}

TEST(Export, WrongOptionsAreRefused) {
    scan_service service(3, 10);
    run_export(service, [&](client db) -> awaitable<void> {
        for (const export_options& bad :
             {export_options{.max_requests_in_flight = 0}, export_options{.segments = 1'000'001},
              export_options{.max_read_units_per_second = -1}, export_options{.worker = 1},
              export_options{.workers = 0}})
            EXPECT_THROW(table_export(db, "things", bad), error);
        table_export no_index{db, "things", {.index = "nothing"}};
        const failure why = co_await failure_of(no_index.next());
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(why.text().find("no index \"nothing\""), std::string::npos) << why.text();
        table_export consistent{db, "things", {.index = "by-group", .consistent_read = true}};
        EXPECT_EQ((co_await failure_of(consistent.next())).cause(), errc::invalid_argument);
        table_export bad_path{db, "things", project("a[")};
        EXPECT_EQ((co_await failure_of(bad_path.next())).cause(), errc::invalid_argument);
    });
    EXPECT_TRUE(service.scans().empty());
}

TEST(Export, ASlowCallerHoldsItBack) {
    scan_service service(1000, 1);
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.max_requests_in_flight = 4, .segments = 100}};
        static_cast<void>(co_await rows.next_page());
        const auto executor = co_await boost::asio::this_coro::executor;
        // Waits until the requests were sent and the responses have arrived: no more is requested.
        for (int i = 0; i < 10'000 || service.scans().size() < 1 + 4; ++i)
            co_await boost::asio::post(executor, boost::asio::use_awaitable);
        EXPECT_EQ(service.scans().size(), 1u + 4u);
    });
}

TEST(Export, NothingKeepsTheExecutorBusyAfterIt) {
    scan_service service(100, 5);
    boost::asio::io_context io;
    const client db = local_client(io, service.url());
    const auto some = [](client c) -> awaitable<void> {
        table_export rows{c, "things"};
        static_cast<void>(co_await rows.next_page());
    };
    run(io, some(db), std::chrono::seconds(10));
    client(db).close_idle_connections();
    EXPECT_TRUE(runs_dry(io, std::chrono::seconds(5)));
}

}  // namespace
}  // namespace dynaco::test::export_test
