#include "load/loader_cases.hpp"

namespace dynaco::test::loader_test {
namespace {

using namespace dynaco::literals;

TEST(Loader, LoadsAnyNumberOfRows) {
    for (const int count : {0, 1, 24, 25, 26, 50, 1000}) {
        bulk_service service;
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things"};
            for (int i = 0; i < count; ++i) {
                const thing each{.id = std::to_string(i), .number = i, .group = "g"};
                co_await load.put(each);
            }
            const load_report done = co_await load.finish();
            EXPECT_TRUE(done.complete()) << count;
            EXPECT_EQ(done.written, static_cast<std::uint64_t>(count));
            EXPECT_EQ(done.write_units, 0);  // this service does not report capacity
        });
        EXPECT_EQ(service.size(), static_cast<std::size_t>(count));
        for (const std::size_t each : service.requests()) EXPECT_LE(each, 25u);
    }
}

TEST(Loader, FillsItsRequests) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        for (int i = 0; i < 75; ++i) co_await load.put_json(json_of(std::to_string(i), i));
        co_await load.flush();
        static_cast<void>(co_await load.finish());
    });
    EXPECT_EQ(service.requests(), (std::vector<std::size_t>{25, 25, 25}));
}

TEST(Loader, ATicketWaitsForItsWrite) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const thing one{.id = "a", .number = 1, .group = "g"};
        const auto ticket = co_await load.put(one);
        co_await ticket.written();
        EXPECT_FALSE(service.item("a").empty());
        co_await ticket.written();  // again
        const item key{{"id", "a"}};
        const auto removed = co_await load.remove(key);
        co_await removed.written();
        EXPECT_TRUE(service.item("a").empty());
        EXPECT_TRUE((co_await load.finish()).complete());
    });
}

TEST(Loader, TheLastWriteOfAnItemWins) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        std::vector<load_ticket> tickets;
        for (int i = 0; i < 10; ++i) tickets.push_back(co_await load.put_json(json_of("a", i)));
        co_await load.flush();
        for (const load_ticket& each : tickets) co_await each.written();
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.accepted, 10u);
        EXPECT_EQ(done.written, 1u);
        EXPECT_EQ(done.superseded, 9u);
        EXPECT_TRUE(done.complete());
    });
    EXPECT_EQ(service.history("a").size(), 1u);
    EXPECT_NE(service.item("a").find("\"9\""), std::string::npos);
}

TEST(Loader, ASecondWriteOfAnItemCanBeRefused) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60), .duplicates = same_item::refuse}};
        co_await load.put_json(json_of("a", 1));
        const failure why = co_await failure_of(load.put_json(json_of("a", 2)));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_EQ(service.history("a").size(), 1u);
}

TEST(Loader, WritesWithConditionsHaveVerdicts) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const thing one{.id = "a", .number = 1, .group = "g"};
        const auto is_new = when("id"_a.not_exists());
        const auto first = co_await load.put(one, is_new);
        co_await first.written();
        const auto second = co_await load.put(one, is_new);
        const failure why = co_await failure_of(second.written());
        EXPECT_EQ(why.cause(), errc::conditional_check_failed);
        const load_report done = co_await load.finish();
        EXPECT_FALSE(done.stopped);
        EXPECT_EQ(done.written, 1u);
        EXPECT_EQ(done.unmet, 1u);
    });
    EXPECT_EQ(service.history("a").size(), 1u);
}

TEST(Loader, UpdatesKeepTheirPlaceAmongTheWritesOfAnItem) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const item key{{"id", "a"}};
        const auto add = attribute("number").add(1);
        co_await load.put_json(json_of("a", 1));
        co_await load.update(key, add);
        co_await load.update(key, add);
        co_await load.put_json(json_of("a", 2));
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
    });
    const auto history = service.history("a");
    ASSERT_EQ(history.size(), 4u);
    EXPECT_NE(history[1].find("UpdateExpression"), std::string::npos);
    EXPECT_NE(history[1].find(R"("ReturnConsumedCapacity":"INDEXES")"), std::string::npos);
    EXPECT_NE(history[3].find("\"2\""), std::string::npos);
}

TEST(Loader, BadRowsAreRejectedAndGoodOnesWritten) {
    bulk_service service;
    std::vector<std::uint64_t> rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 3, .rejected = [&](const rejected_record& each) {
                                       rejected.push_back(each.position.record);
                                   }}};
        std::vector<std::string> rows{
            json_of("a", 1), "{}", json_of("b", 1), "nonsense", R"({"id":{"S":"c"},"group":{"N":"1"}})",
            json_of("d", 1)};
        texts source(rows);
        co_await load.put_all(source);
        EXPECT_EQ((co_await load.finish()).rejected, 3u);
    });
    EXPECT_EQ(rejected, (std::vector<std::uint64_t>{1, 3, 4}));
    EXPECT_EQ(service.size(), 3u);
}

// The rows that were read before it are written, and none after it.
TEST(Loader, OneBadRowTooManyEndsTheLoadAfterTheRowsBefore) {
    for (const bool of_files : {false, true}) {
        bulk_service service;
        std::string text;
        std::vector<std::string> rows;
        for (int i = 0; i < 500; ++i) {
            rows.push_back(i == 333 ? "{}" : json_of("id-" + std::to_string(i), i));
            text += rows.back() + '\n';
        }
        const std::string path = file_of("one-bad.jsonl", text);
        std::string kept;
        load_report done;
        run_with(service, [&](client db) -> awaitable<void> {
            load_options options;
            if (of_files) options.checkpoint = [&](std::string_view reached) { kept = reached; };
            loader load{db, "things", options};
            errc cause{};
            try {
                if (of_files) {
                    co_await load.put_files(path);
                } else {
                    texts source(rows);
                    co_await load.put_all(source);
                }
            } catch (const error& why) {
                cause = why.cause();
            }
            EXPECT_EQ(cause, errc::invalid_argument);
            const failure refused = co_await failure_of(load.put_json(json_of("later", 1)));
            EXPECT_NE(refused.text().find("max_rejected"), std::string::npos);
            const failure flushed = co_await failure_of(load.flush());
            EXPECT_NE(flushed.text().find("max_rejected"), std::string::npos);
            done = co_await load.finish();
        });
        EXPECT_EQ(done.written, 333U);
        EXPECT_EQ(done.rejected, 1U);
        EXPECT_EQ(done.unsent, 0U);
        ASSERT_TRUE(done.stopped);
        EXPECT_NE(done.stopped->text().find("record 334"), std::string::npos) << done.stopped->text();
        EXPECT_EQ(service.size(), 333U);
        if (!of_files) continue;
        // The checkpoint counts them, and not the bad one.
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", {.max_rejected = 1, .resume = kept}};
            co_await load.put_files(path);
            const load_report rest = co_await load.finish();
            EXPECT_EQ(rest.written, 499U);
            EXPECT_EQ(rest.rejected, 1U);
        });
        EXPECT_EQ(service.size(), 499U);
        EXPECT_EQ(service.history("id-0").size(), 1U);
    }
}

TEST(Loader, APutRefusesABadItemByItself) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const failure why = co_await failure_of(load.put_json(R"({"id":{"S":""}})"));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_EQ(why.diagnostics().attribute_path, "id");
        co_await load.put_json(json_of("a", 1));
        EXPECT_TRUE((co_await load.finish()).complete());
    });
}

TEST(Loader, MemoryIsBounded) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_memory = 100'000}};
        std::uint64_t most = 0;
        for (int i = 0; i < 2000; ++i) {
            co_await load.put_json(json_of(std::to_string(i), i));
            most = std::max(most, load.progress().pending);
        }
        EXPECT_LT(most, 400u);
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_EQ(service.size(), 2000u);
}

TEST(Loader, ManyWritesOfOneItemShareATicket) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        std::vector<load_ticket> some;
        for (int i = 0; i < 200'000; ++i) {
            const std::string row = json_of("a", i);
            const load_ticket ticket = co_await load.put_json(row);
            if (i % 50'000 == 0) some.push_back(ticket);
        }
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.superseded, 199'999u);
        for (const load_ticket& each : some) co_await each.written();
    });
}

TEST(Loader, RefusesOptionsOutOfRange) {
    boost::asio::io_context io;
    const client db = client_of(io, "http://127.0.0.1:1");
    const auto cause = [&](load_options options) {
        try {
            const loader load{db, "things", std::move(options)};
        } catch (const error& e) {
            return e.cause();
        }
        return errc{};
    };
    EXPECT_EQ(cause({.max_requests_in_flight = 0}), errc::invalid_argument);
    EXPECT_EQ(cause({.max_writes_per_request = 101}), errc::invalid_argument);
    EXPECT_EQ(cause({.max_write_units_per_second = -1}), errc::invalid_argument);
    EXPECT_EQ(cause({}), errc{});
}

}  // namespace
}  // namespace dynaco::test::loader_test
