#include "load/read_export.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace dynaco::test::export_resume_test {
namespace {

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
    exported_items items;
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
            exported_items stored;
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
                    exported_items unstored;
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

}  // namespace
}  // namespace dynaco::test::export_resume_test
