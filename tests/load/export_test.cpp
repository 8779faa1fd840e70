#include "load/scan_service.hpp"
#include "support/local_table.hpp"
#include "support/run.hpp"

#include <dynaco/load/export.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace dynaco::test::export_test {
namespace {

using texts = std::vector<std::string>;

template <class Body>
void run_export(scan_service& service, const Body& body) {
    boost::asio::io_context io;
    run(io, body(local_client(io, service.url())), std::chrono::seconds(60));
}

texts all_items(int count) {
    texts all;
    for (int i = 0; i < count; ++i) all.push_back(scan_service::item(i));
    std::ranges::sort(all);
    return all;
}

texts sorted(texts items) {
    std::ranges::sort(items);
    return items;
}

awaitable<texts> read_all(table_export& rows) {
    texts items;
    while (const auto item = co_await rows.next()) items.emplace_back(*item);
    co_return items;
}

TEST(Export, ReturnsEachItemOnce) {
    for (const int count : {0, 1, 7, 1000}) {
        scan_service service(count, 7);
        run_export(service, [&](client db) -> awaitable<void> {
            table_export rows{db, "things"};
            EXPECT_EQ(rows.checkpoint(), "");
            EXPECT_FALSE(rows.complete());
            const texts items = co_await read_all(rows);
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
        texts items;
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
        texts items;
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

TEST(Export, ThrottlingAndOutagesLoseNothing) {
    scan_service service(500, 5, [](std::size_t number, const scan_service::scan&) -> std::optional<reply> {
        switch (number % 9) {
            case 1: return number < 30 ? std::optional(throttled()) : std::nullopt;
            case 2: return internal_error();
            case 3: return reply::reset_after_reading();
            case 4: return expired_token();
            case 5: return reply{R"({"Items":[{"id":{"S)"};
            case 6: return service_unavailable_html();
            default: return std::nullopt;
        }
    });
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.max_requests_in_flight = 3, .segments = 10}};
        const texts items = co_await read_all(rows);
        EXPECT_EQ(sorted(items), all_items(500));
        const export_progress done = rows.progress();
        EXPECT_GT(done.throttled, 0u);
        EXPECT_GT(done.failed, 0u);
        EXPECT_EQ(done.requests, done.pages + done.throttled + done.failed);
        EXPECT_EQ(done.throttled_by.size(), 1u);
        EXPECT_EQ(done.throttled_by.front().table, "things");
        EXPECT_EQ(done.throttled_by.front().times, done.throttled);
    });
}

TEST(Export, NamesTheIndexThatIsThrottled) {
    scan_service service(20, 5, [](std::size_t number, const scan_service::scan&) -> std::optional<reply> {
        if (number > 0) return std::nullopt;
        return service_error(
            400, "ThrottlingException", "slow",
            R"("throttlingReasons":[{"reason":"IndexReadProvisionedThroughputExceeded",)"
            R"("resource":"arn:aws:dynamodb:eu-west-1:123456789012:table/things/index/by-group"}])");
    });
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.index = "by-group", .segments = 1}};
        EXPECT_EQ((co_await read_all(rows)).size(), 20u);
        const export_progress done = rows.progress();
        EXPECT_EQ(done.throttled_by.size(), 1u);
        EXPECT_EQ(done.throttled_by.front().index, "by-group");
    });
}

TEST(Export, AnOutageEndsItWhenThePatienceIsOver) {
    scan_service service(20, 5, [](std::size_t, const scan_service::scan&) -> std::optional<reply> {
        return internal_error();
    });
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.patience = std::chrono::milliseconds(0)}};
        EXPECT_EQ((co_await failure_of(rows.next())).cause(), errc::internal_server_error);
        EXPECT_EQ((co_await failure_of(rows.next())).cause(), errc::internal_server_error);
    });
}

// The service is too slow for many pages at once: those of the first requests do not arrive in time.
TEST(Export, AfterTimeoutsFewerAndSmallerPagesAreRequested) {
    constexpr std::size_t slow = 8;
    scan_service service(100, 50,
                         [&](std::size_t number, const scan_service::scan& request) -> std::optional<reply> {
                             if (number >= slow) return std::nullopt;
                             return service.usual(request).stall_after(0);
                         });
    std::size_t told = 0;
    auto tell = [&](const export_progress& now) {
        ++told;
        EXPECT_TRUE(now.failing);
    };
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db,
                          "things",
                          {.max_requests_in_flight = slow,
                           .segments = slow,
                           .attempt_timeout = std::chrono::milliseconds(50),
                           .repeating = tell}};
        EXPECT_EQ(sorted(co_await read_all(rows)), all_items(100));
        const export_progress done = rows.progress();
        EXPECT_EQ(done.failed, slow);
        EXPECT_GT(done.outage.count(), 0);
        EXPECT_FALSE(done.failing);
    });
    EXPECT_EQ(told, slow);
    const auto scans = service.scans();
    for (std::size_t i = 0; i < slow; ++i) EXPECT_EQ(scans[i].limit, 0u);
    EXPECT_GT(scans[slow].limit, 0u);
    service.server().release();
}

TEST(Export, AnErrorOfEveryRequestEndsItAtOnce) {
    scan_service service(20, 5, [](std::size_t, const scan_service::scan&) -> std::optional<reply> {
        return service_error(400, "AccessDeniedException", "no");
    });
    run_export(service, [&](client db) -> awaitable<void> {
        table_export rows{db, "things", {.max_requests_in_flight = 1}};
        EXPECT_EQ((co_await failure_of(rows.next())).cause(), errc::access_denied);
        EXPECT_EQ(service.scans().size(), 1u);
    });
}

TEST(Export, ACancelledCallLosesNothing) {
    // Every twentieth page arrives only after a call was cancelled. When both requests in flight wait for
    // such a page, so does the call.
    scan_service service(300, 1,
                         [&](std::size_t number, const scan_service::scan& request) -> std::optional<reply> {
                             if (number % 20 != 10) return std::nullopt;
                             return service.usual(request).stall_after(0);
                         });
    boost::asio::io_context io;
    const client db = local_client(io, service.url());
    table_export rows{db, "things", {.max_requests_in_flight = 2, .segments = 5}};
    texts items;
    std::mt19937 random(1);
    int canceled = 0;
    bool ended = false;
    bool began = false;
    const auto step = [&io] {
        if (io.run_one() == 0) throw std::runtime_error("the context has no more work");
    };
    const auto one = [&]() -> awaitable<void> {
        began = true;
        const auto page = co_await rows.next_page();
        if (!page) {
            ended = true;
            co_return;
        }
        for (const std::string_view item : page->items()) items.emplace_back(item);
        rows.acknowledge(page->position());
    };
    run(io, one(), std::chrono::seconds(10));  // so that the table is described
    while (!ended) {
        boost::asio::cancellation_signal signal;
        bool done = false;
        began = false;
        const int before = canceled;
        boost::asio::co_spawn(io, one(),
                              boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr e) {
                                  done = true;
                                  if (!e) return;
                                  try {
                                      std::rethrow_exception(e);
                                  } catch (const error& thrown) {
                                      EXPECT_EQ(thrown.cause(), errc::canceled) << thrown.what();
                                      ++canceled;
                                  }
                              }));
        io.restart();
        while (!began) step();  // Asio does not report a cancellation before that
        bool emitted = false;
        for (auto steps = random() % 4; steps > 0 && !done; --steps)
            io.run_one_for(std::chrono::milliseconds(1));  // it may wait for a page that does not arrive
        // On the executor: otherwise Asio 1.81 keeps a pointer to the coroutine, which may end before.
        io.restart();
        boost::asio::post(io, [&] {
            emitted = true;
            if (!done) signal.emit(boost::asio::cancellation_type::terminal);
        });
        while (!done || !emitted) step();
        if (canceled > before) service.server().release();
    }
    EXPECT_GT(canceled, 0);
    EXPECT_EQ(sorted(items), all_items(300));
    EXPECT_TRUE(rows.complete());
}

// Exports with faults are dropped at a random page and continued from the last checkpoint that was stored.
// The sink stores its items when it stores the checkpoint.
TEST(Export, DroppedAtARandomPageAndResumedLosesAndDoublesNothing) {
    constexpr int count = 120;
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        std::mt19937 faults(seed);
        scan_service service(count, 1 + seed % 7,
                             [&](std::size_t, const scan_service::scan&) -> std::optional<reply> {
                                 switch (faults() % 400) {
                                     case 0: return throttled();
                                     case 1: return internal_error();
                                     case 2: return reply::reset_after_reading();
                                     default: return std::nullopt;
                                 }
                             });
        run_export(service, [&](client db) -> awaitable<void> {
            std::mt19937 random(seed);
            texts stored;
            for (std::uint32_t worker = 0; worker < 1 + seed % 3; ++worker) {
                std::string checkpoint;
                for (bool complete = false; !complete;) {
                    table_export rows{db,
                                      "things",
                                      {.max_requests_in_flight = 3,
                                       .segments = 8,
                                       .worker = worker,
                                       .workers = 1 + seed % 3,
                                       .checkpoint = checkpoint,
                                       .seed = seed}};
                    texts unstored;
                    std::vector<exported_page> held;
                    const auto process = [&](const exported_page& page) {
                        for (const std::string_view item : page.items()) unstored.emplace_back(item);
                        rows.acknowledge(page.position());
                    };
                    for (auto pages = random() % 25; pages > 0; --pages) {
                        auto page = co_await rows.next_page();
                        if (!page) break;
                        held.push_back(std::move(*page));
                        if (random() % 3 == 0) continue;
                        std::ranges::shuffle(held, random);
                        process(held.back());
                        held.pop_back();
                    }
                    if (random() % 3 == 0) continue;  // killed before the sink stored anything
                    for (const exported_page& each : held) process(each);
                    if (std::string text = rows.checkpoint(); !text.empty()) {
                        checkpoint = std::move(text);
                        stored.insert(stored.end(), unstored.begin(), unstored.end());
                    }
                    complete = rows.complete();
                }
            }
            EXPECT_EQ(sorted(stored), all_items(count)) << seed;
        });
    }
}

TEST(Export, ACheckpointOfAnotherExportIsRefused) {
    scan_service service(50, 5);
    run_export(service, [&](client db) -> awaitable<void> {
        std::string checkpoint;
        {
            table_export rows{db, "things", {.segments = 4}};
            static_cast<void>(co_await rows.next());
            checkpoint = rows.checkpoint();
        }
        const auto refusal = [&](table_export rows) -> awaitable<std::string> {
            const failure why = co_await failure_of(rows.next());
            EXPECT_EQ(why.cause(), errc::invalid_argument);
            co_return why.diagnostics().detail;
        };
        table_export segments{db, "things", {.segments = 5, .checkpoint = checkpoint}};
        EXPECT_NE((co_await refusal(std::move(segments))).find("segments"), std::string::npos);
        table_export filtered{
            db, "things", filter(attribute("n") > 5), {.segments = 4, .checkpoint = checkpoint}};
        EXPECT_NE((co_await refusal(std::move(filtered))).find("filter"), std::string::npos);
        table_export index{db, "things", {.index = "by-group", .segments = 4, .checkpoint = checkpoint}};
        EXPECT_NE((co_await refusal(std::move(index))).find("index"), std::string::npos);
        table_export damaged{
            db, "things", {.segments = 4, .checkpoint = std::string_view(checkpoint).substr(1)}};
        EXPECT_NE((co_await refusal(std::move(damaged))).find("damaged"), std::string::npos);
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
