#include "load/read_export.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace dynaco::test::export_faults_test {
namespace {

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
        const exported_items items = co_await read_all(rows);
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
        EXPECT_GE(done.failed, slow);  // more on a slow machine
        EXPECT_GT(done.outage.count(), 0);
        EXPECT_FALSE(done.failing);
    });
    EXPECT_GE(told, slow);
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

}  // namespace
}  // namespace dynaco::test::export_faults_test
