#include "unit/client/call_bench.hpp"
#include "unit/client/exposition.hpp"

#include <dynaco/observing.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace dynaco::test::metrics_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

struct counted_bench {
    explicit counted_bench(metrics_options limits = {})
        : counters(std::make_shared<metrics>(limits)), bench({.observer = counters}) {}
    [[nodiscard]] exposition read() const { return exposition(counters->to_prometheus()); }

    std::shared_ptr<metrics> counters;
    call_bench bench;
};

const exposition::labels get{{"operation", "GetItem"}, {"table", "accounts"}};
const exposition::labels put{{"operation", "PutItem"}, {"table", "accounts"}};

exposition::labels also(exposition::labels all, const std::string& name, const std::string& value) {
    all.emplace(name, value);
    return all;
}

TEST(Metrics, AreEmptyBeforeTheFirstCall) {
    const exposition page(metrics().to_prometheus());
    EXPECT_EQ(page.value("dynaco_calls_in_flight"), 0);
    EXPECT_EQ(page.count("dynaco_calls_total"), 0U);
}

TEST(Metrics, OfCallsOfEveryKind) {
    counted_bench c;
    const auto throttled = attempt::throttled();
    const auto stale = attempt::stale();
    c.bench.wire->script({throttled, attempt::answer().on_used_connection().exchange_takes(milliseconds(30)),
                          attempt::service_error(400, "ConditionalCheckFailedException"), stale,
                          attempt::answer()});
    (void)c.bench.call(call_bench::read());
    (void)c.bench.call(call_bench::write());
    (void)c.bench.call(call_bench::read());
    const exposition page = c.read();
    EXPECT_EQ(page.value("dynaco_calls_in_flight"), 0);
    EXPECT_EQ(page.value("dynaco_calls_total", also(get, "outcome", "success")), 2);
    EXPECT_EQ(page.value("dynaco_calls_total", also(put, "outcome", "conditional_check_failed")), 1);
    EXPECT_EQ(page.value("dynaco_attempts_total", also(get, "outcome", "throttling")), 1);
    EXPECT_EQ(page.value("dynaco_attempts_total", also(get, "outcome", "success")), 2);
    EXPECT_EQ(page.value("dynaco_throttles_total", get), 1);
    EXPECT_EQ(page.value("dynaco_throttles_total", put), 0);
    EXPECT_EQ(page.value("dynaco_retries_total", also(get, "reason", "throttling")), 1);
    EXPECT_EQ(page.value("dynaco_call_duration_seconds_count", also(get, "success", "true")), 2);
    EXPECT_EQ(page.value("dynaco_call_duration_seconds_sum", also(get, "success", "true")), 0.53);
    EXPECT_EQ(page.value("dynaco_call_duration_seconds_count", also(put, "success", "false")), 1);
    EXPECT_EQ(page.value("dynaco_exchange_duration_seconds_count", get), 3);
    EXPECT_EQ(page.value("dynaco_exchange_duration_seconds_sum", get), 0.03);
    EXPECT_EQ(page.value("dynaco_phase_seconds_total", {{"phase", "backoff"}}), 0.5);
    EXPECT_EQ(page.value("dynaco_phase_seconds_total", {{"phase", "exchange"}}), 0.03);
    EXPECT_EQ(page.value("dynaco_connection_uses_total", {{"kind", "opened"}}), 3);
    EXPECT_EQ(page.value("dynaco_connection_uses_total", {{"kind", "reused"}}), 1);
    EXPECT_EQ(page.value("dynaco_stale_connections_total"), 1);
    EXPECT_EQ(page.value("dynaco_reply_bytes_total", get), 89 + 2 + 2);
    double sent = 0;
    for (const sent_request& each : c.bench.wire->sent)
        if (each.header("x-amz-target").ends_with("GetItem"))
            sent += static_cast<double>(each.head.size() + each.body.size());
    EXPECT_EQ(page.value("dynaco_request_bytes_total", get), sent);
}

TEST(Metrics, BucketsOfDurations) {
    counted_bench c;
    for (const int ms : {1, 3, 3, 700}) {
        c.bench.wire->script({attempt::answer().exchange_takes(milliseconds(ms))});
        (void)c.bench.call(call_bench::read());
    }
    const exposition page = c.read();
    const auto at = [&](const char* le) {
        return page.value("dynaco_call_duration_seconds_bucket",
                          also(also(get, "success", "true"), "le", le));
    };
    EXPECT_EQ(at("0.0005"), 0);
    EXPECT_EQ(at("0.001"), 1);
    EXPECT_EQ(at("0.0025"), 1);
    EXPECT_EQ(at("0.005"), 3);
    EXPECT_EQ(at("0.5"), 3);
    EXPECT_EQ(at("1"), 4);
    EXPECT_EQ(at("100"), 4);
    EXPECT_EQ(at("+Inf"), 4);
}

TEST(Metrics, CountCallsUnderWay) {
    counted_bench c;
    c.bench.wire->script({attempt::answer().hanging_exchange()});
    const auto call = start_cancellable(c.bench.io.get_executor(), c.bench.start_call(call_bench::read()));
    c.bench.settle();
    EXPECT_EQ(c.read().value("dynaco_calls_in_flight"), 1);
    c.counters->reset();
    EXPECT_EQ(c.read().value("dynaco_calls_in_flight"), 1);
    call->cancel();
    c.bench.settle();
    const exposition page = c.read();
    EXPECT_EQ(page.value("dynaco_calls_in_flight"), 0);
    EXPECT_EQ(page.value("dynaco_calls_total", also(get, "outcome", "canceled")), 1);
}

TEST(Metrics, ResetCountsFromZero) {
    counted_bench c;
    c.bench.wire->script({attempt::answer(), attempt::answer()});
    (void)c.bench.call(call_bench::read());
    c.counters->reset();
    EXPECT_EQ(c.read().count("dynaco_calls_total"), 0U);
    EXPECT_EQ(c.counters->quantile("GetItem", 0.5), microseconds(0));
    (void)c.bench.call(call_bench::read());
    EXPECT_EQ(c.read().value("dynaco_calls_total", also(get, "outcome", "success")), 1);
}

TEST(Metrics, QuantilesOfSuccessfulCalls) {
    counted_bench c;
    for (int i = 1; i <= 100; ++i) {
        c.bench.wire->script({attempt::answer().exchange_takes(milliseconds(i))});
        encoded_request request = call_bench::read();
        request.table = i <= 50 ? "fast" : "slow";
        (void)c.bench.call(request);
    }
    c.bench.wire->script({attempt::service_error(400, "ValidationException").exchange_takes(seconds(9))});
    (void)c.bench.call(call_bench::read());
    const auto near = [](microseconds found, int expected_ms) {
        EXPECT_NEAR(static_cast<double>(found.count()), expected_ms * 1000.0, expected_ms * 30.0);
    };
    near(c.counters->quantile("GetItem", 0.5), 50);
    near(c.counters->quantile("GetItem", 0.99), 99);
    near(c.counters->quantile("GetItem", "fast", 0.5), 25);
    near(c.counters->quantile("GetItem", "slow", 0.5), 75);
    EXPECT_EQ(c.counters->quantile("GetItem", "accounts", 0.5), microseconds(0));
    EXPECT_EQ(c.counters->quantile("PutItem", 0.5), microseconds(0));
}

TEST(Metrics, TablesBeyondTheLimitAreCountedTogether) {
    counted_bench c({.max_tables = 2});
    for (const char* const table : {"a", "b", "c", "d", "a", ""}) {
        c.bench.wire->script({attempt::answer()});
        encoded_request request = call_bench::read();
        request.table = table;
        (void)c.bench.call(request);
    }
    const exposition page = c.read();
    const auto calls = [&](const char* table) {
        return page.value("dynaco_calls_total",
                          {{"operation", "GetItem"}, {"table", table}, {"outcome", "success"}});
    };
    EXPECT_EQ(calls("a"), 2);
    EXPECT_EQ(calls("b"), 1);
    EXPECT_EQ(calls("other"), 2);
    EXPECT_EQ(page.value("dynaco_calls_total", {{"operation", "GetItem"}, {"outcome", "success"}}), 1);
    EXPECT_EQ(page.count("dynaco_calls_total"), 4U);
}

TEST(Metrics, AbsurdTableNames) {
    counted_bench c;
    for (const std::string& table : {std::string("a\"b\\c\nd"), std::string(1'000'000, 'x')}) {
        c.bench.wire->script({attempt::answer()});
        encoded_request request = call_bench::read();
        request.table = table;
        (void)c.bench.call(request);
    }
    const exposition page = c.read();
    EXPECT_EQ(page.value("dynaco_reply_bytes_total", {{"operation", "GetItem"}, {"table", "a\"b\\c\nd"}}), 2);
    EXPECT_EQ(page.value("dynaco_reply_bytes_total", {{"operation", "GetItem"}, {"table", "other"}}), 2);
}

TEST(Metrics, CapacityOfTablesAndIndexes) {
    counted_bench c;
    const auto answered = [&](encoded_request request, const char* capacity) {
        request.body = R"({"ReturnConsumedCapacity":"INDEXES"})";
        c.bench.wire->script({attempt::answer(std::string(R"({"ConsumedCapacity":)") + capacity + "}")});
        (void)c.bench.call(request);
    };
    answered(call_bench::write(),
             R"({"TableName":"accounts","CapacityUnits":4,"Table":{"CapacityUnits":1},)"
             R"("GlobalSecondaryIndexes":{"g":{"CapacityUnits":2},"h":{"CapacityUnits":1}}})");
    answered(call_bench::read(), R"({"TableName":"accounts","CapacityUnits":0.5,)"
                                 R"("GlobalSecondaryIndexes":{"g":{"CapacityUnits":0.5}}})");
    answered(call_bench::read(),
             R"([{"TableName":"accounts","CapacityUnits":3},{"TableName":"b","CapacityUnits":1}])");
    const exposition page = c.read();
    const auto units = [&](const exposition::labels& with) {
        return page.value("dynaco_capacity_units_total", with);
    };
    EXPECT_EQ(units({{"table", "accounts"}, {"kind", "write"}}), 1);
    EXPECT_EQ(units({{"table", "accounts"}, {"kind", "read"}}), 3);
    EXPECT_EQ(units({{"table", "accounts"}, {"index", "g"}, {"kind", "write"}}), 2);
    EXPECT_EQ(units({{"table", "accounts"}, {"index", "h"}, {"kind", "write"}}), 1);
    EXPECT_EQ(units({{"table", "accounts"}, {"index", "g"}, {"kind", "read"}}), 0.5);
    EXPECT_EQ(units({{"table", "b"}, {"kind", "read"}}), 1);
    EXPECT_EQ(page.count("dynaco_capacity_units_total"), 6U);
}

TEST(Metrics, IndexesBeyondTheLimitAreCountedTogether) {
    metrics counters({.max_tables = 1});
    const observed_call call{.operation = "PutItem", .table = "accounts", .writes = true};
    std::vector<consumed_capacity> used(1);
    used.front().table_name = "accounts";
    for (int i = 0; i < 30; ++i) {
        used.front().write_capacity_units = 1;
        used.front().indexes = {{"index-" + std::to_string(i), 1.0}};
        counters.call_ended({.call = call, .capacity = used});
    }
    const exposition page(counters.to_prometheus());
    EXPECT_EQ(page.count("dynaco_capacity_units_total"), 21U);
    EXPECT_EQ(page.value("dynaco_capacity_units_total",
                         {{"table", "accounts"}, {"index", "other"}, {"kind", "write"}}),
              10);
}

TEST(Metrics, NothingIsLostBetweenThreads) {
    metrics counters;
    constexpr int rounds = 2000;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&counters, t] {
            const std::string own = "table-" + std::to_string(t);
            for (int i = 0; i < rounds; ++i) {
                const observed_call call{.operation = "GetItem",
                                         .table = i % 2 ? std::string_view(own) : "shared"};
                counters.call_begun(call);
                counters.attempt_ended({.call = call, .attempt = 1, .reply_bytes = 3});
                counters.call_ended({.call = call, .attempts = 1, .duration = milliseconds(2)});
                if (i % 500 == 0) exposition(counters.to_prometheus());
            }
        });
    }
    for (std::thread& each : threads) each.join();
    const exposition page(counters.to_prometheus());
    EXPECT_EQ(page.value("dynaco_calls_in_flight"), 0);
    EXPECT_EQ(page.value("dynaco_reply_bytes_total", {{"operation", "GetItem"}, {"table", "shared"}}),
              4 * rounds / 2 * 3);
    EXPECT_EQ(page.value("dynaco_call_duration_seconds_count",
                         {{"operation", "GetItem"}, {"table", "table-3"}, {"success", "true"}}),
              rounds / 2);
}

}  // namespace
}  // namespace dynaco::test::metrics_test
