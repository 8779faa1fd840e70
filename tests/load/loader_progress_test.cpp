#include "load/loader_cases.hpp"

#include <algorithm>

/// What `load_progress` and `load_report` tell about files, earlier loads and outages.
namespace dynaco::test::loader_progress_test {
namespace {

std::string lines_of(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += json_of(std::to_string(100'000 + i), i) + '\n';
    return text;
}

// The first request gets no response.
TEST(Loader, WhatWasOnlyReadIsNotDone) {
    const std::string text = lines_of(1000);
    const std::vector<std::string> paths{file_of("only-read.jsonl", text)};
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (number == 0) a.instead = reply{R"({"UnprocessedItems":{}})"}.stall_after(0);
        return a;
    });
    boost::asio::io_context io;
    loader load{client_of(io, service.url()), "things", {.max_memory = 100'000, .max_requests_in_flight = 1}};
    load_report done;
    boost::asio::co_spawn(
        io,
        [&]() -> awaitable<void> {
            co_await load.put_files(paths);
            done = co_await load.finish();
        },
        boost::asio::detached);
    run_until_stalled(io, service);
    const load_progress now = load.progress();
    EXPECT_GT(now.bytes_read, 0u);
    EXPECT_EQ(now.bytes_done, 0u);
    EXPECT_EQ(now.total_bytes, text.size());
    service.server().release();
    io.run();
    EXPECT_TRUE(done.complete());
    EXPECT_EQ(load.progress().bytes_done, text.size());
    EXPECT_EQ(load.progress().bytes_before, 0u);
}

TEST(Loader, ALoadThatContinuesTellsWhatTheEarlierOnesHaveDone) {
    constexpr int count = 2000;
    const std::string text = lines_of(count);
    const std::vector<std::string> paths{file_of("before.jsonl", text)};
    std::string kept;
    load_report first;
    {
        bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
            bulk_service::answer a;
            if (number == 40) a.instead = service_error(400, "AccessDeniedException", "no more");
            return a;
        });
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{
                db, "things", {.max_requests_in_flight = 1, .checkpoint = [&](std::string_view latest) {
                                   kept = latest;
                               }}};
            static_cast<void>(co_await as_result(load.put_files(paths)));
            first = co_await load.finish();
        });
    }
    EXPECT_EQ(first.written, 1000u);
    bulk_service service;
    std::vector<load_progress> seen;
    load_report done;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db,
                    "things",
                    {.max_requests_in_flight = 1,
                     .progress = [&](const load_progress& now) { seen.push_back(now); },
                     .progress_interval = std::chrono::milliseconds(1),
                     .resume = kept}};
        co_await load.put_files(paths);
        done = co_await load.finish();
        seen.push_back(load.progress());
    });
    EXPECT_EQ(done.written, static_cast<std::uint64_t>(count));
    EXPECT_EQ(done.before.written, first.written);
    EXPECT_EQ(done.before.requests, first.requests);
    std::uint64_t last = 0;
    for (const load_progress& each : seen) {
        EXPECT_EQ(each.before.written, first.written);
        EXPECT_GE(each.bytes_done, each.bytes_before);
        EXPECT_LE(each.bytes_done, each.bytes_read);
        EXPECT_LE(each.bytes_read, each.total_bytes);
        last = each.bytes_done;
    }
    EXPECT_EQ(last, text.size());
    EXPECT_NEAR(static_cast<double>(seen.back().bytes_before), 0.5 * static_cast<double>(text.size()),
                0.03 * static_cast<double>(text.size()));
}

TEST(Loader, CountsTheRequestsThatFailed) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (number < 3) a.instead = number == 1 ? reply::reset_after_reading() : internal_error();
        return a;
    });
    std::vector<load_progress> seen;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db,
                    "things",
                    {.max_requests_in_flight = 1,
                     .progress = [&](const load_progress& now) { seen.push_back(now); },
                     .progress_interval = std::chrono::milliseconds(1)}};
        co_await load.put_json(json_of("a", 1));
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.failed, 3u);
        EXPECT_EQ(done.tables.front().failed, 3u);
        EXPECT_EQ(done.throttled, 0u);
        EXPECT_GT(done.outage.count(), 0);  // the pauses between the requests are a part of it
        EXPECT_FALSE(load.progress().failing);
        EXPECT_EQ(load.progress().outage, done.outage);
    });
    const auto during =
        std::ranges::find_if(seen, [](const load_progress& each) { return each.failing.has_value(); });
    ASSERT_NE(during, seen.end());
    EXPECT_GE(during->outage, during->failing_for);
}

TEST(Loader, AnOutageThatEndsALoadIsReported) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        a.instead = internal_error();
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_requests_in_flight = 1, .patience = std::chrono::milliseconds(0)}};
        co_await load.put_json(json_of("a", 1));
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.stopped);
        EXPECT_EQ(done.failed, 1u);
        const load_progress end = load.progress();
        EXPECT_TRUE(end.failing);
        EXPECT_EQ(end.failing.value_or(failure()).cause(), done.stopped.value_or(failure()).cause());
    });
}

// The caller has the exception, so it is not counted again.
TEST(Loader, AnItemThatPutRefusesIsInNoCount) {
    bulk_service service;
    std::vector<rejected_record> rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{
            db, "things", {.rejected = [&](const rejected_record& each) { rejected.push_back(each); }}};
        const item large{{"id", "large"}, {"text", std::string(410'000, 'x')}};
        const failure why = co_await failure_of(load.put(large));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(why.text().find("bytes"), std::string::npos) << why.text();
        const item without_key{{"number", 1}};
        EXPECT_EQ((co_await failure_of(load.put(without_key))).cause(), errc::invalid_argument);
        EXPECT_EQ((co_await failure_of(load.remove(without_key))).cause(), errc::invalid_argument);
        co_await load.put_json(json_of("a", 1));  // the load goes on
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.accepted, 1u);
        EXPECT_EQ(done.written, 1u);
        EXPECT_EQ(done.rejected, 0u);
        EXPECT_EQ(done.tables.front().accepted, 1u);
    });
    EXPECT_TRUE(rejected.empty());
    EXPECT_EQ(service.size(), 1u);
}

}  // namespace
}  // namespace dynaco::test::loader_progress_test
