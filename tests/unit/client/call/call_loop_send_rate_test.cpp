#include "support/cancellable.hpp"
#include "unit/client/throttling_bench.hpp"

#include <vector>

/// Adaptive mode: requests are sent no faster than their tables and indexes permit.
namespace dynaco::test::call_loop_send_rate_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using tally = throttling_bench::tally;

client_options in_mode(retry_mode mode) { return {.retry = {.mode = mode, .max_attempts = 10}}; }

// Ten callers at a table that takes 20 requests a second.
struct hot_table : throttling_bench {
    explicit hot_table(retry_mode mode) : throttling_bench(in_mode(mode)) {
        service->limit("TableRead hot", 20);
        for (tally& each : callers) keep_calling(request(false, "hot"), seconds(60), each);
    }
    [[nodiscard]] int succeeded() const {
        int sum = 0;
        for (const tally& each : callers) sum += each.succeeded;
        return sum;
    }
    std::vector<tally> callers = std::vector<tally>(10);
};

TEST(CallLoopSendRate, FollowsWhatTheTableTakes) {
    hot_table adaptive(retry_mode::adaptive);
    adaptive.run();
    EXPECT_GE(adaptive.succeeded(), 20 * 60 / 2) << "at least half of what it takes is used";
    EXPECT_LE(adaptive.service->throttled["TableRead hot"], adaptive.succeeded() / 3);
    hot_table standard(retry_mode::standard);
    standard.run();
    const auto share = [](hot_table& b) {
        return static_cast<double>(b.service->throttled["TableRead hot"]) / b.service->sent;
    };
    EXPECT_LT(share(adaptive), share(standard));
}

TEST(CallLoopSendRate, NobodyStarves) {
    hot_table b(retry_mode::adaptive);
    b.run();
    for (const tally& each : b.callers) {
        EXPECT_GE(each.succeeded, b.succeeded() / 20) << "half of a fair share";
        EXPECT_EQ(each.failed, 0) << each.last.text();
    }
}

TEST(CallLoopSendRate, AHotTableSlowsNoOther) {
    for (const bool reasons : {true, false}) {
        hot_table b(retry_mode::adaptive);
        b.service->tells_reasons = reasons;
        tally cold;
        tally written;
        b.keep_calling(hot_table::request(false, "cold"), seconds(60), cold);
        b.keep_calling(hot_table::request(true, "hot"), seconds(60), written);
        b.run();
        EXPECT_GT(b.service->throttled["TableRead hot"], 0);
        EXPECT_EQ(cold.succeeded, 60'000 / 5);
        EXPECT_EQ(cold.slowest, milliseconds(5));
        EXPECT_EQ(written.slowest, milliseconds(5)) << "writing is another throughput";
    }
}

TEST(CallLoopSendRate, AHotIndexSlowsOnlyItsReaders) {
    throttling_bench b(in_mode(retry_mode::adaptive));
    b.service->limit("IndexRead accounts/index/by_email", 10);
    std::vector<tally> callers(5);
    for (tally& each : callers)
        b.keep_calling(throttling_bench::request(false, "accounts", "by_email"), seconds(20), each);
    tally table;
    tally other;
    b.keep_calling(throttling_bench::request(false, "accounts"), seconds(20), table);
    b.keep_calling(throttling_bench::request(false, "accounts", "by_name"), seconds(20), other);
    b.run();
    EXPECT_GT(b.service->throttled["IndexRead accounts/index/by_email"], 0);
    EXPECT_GT(callers[0].slowest, milliseconds(50));
    EXPECT_EQ(table.slowest, milliseconds(5));
    EXPECT_EQ(other.slowest, milliseconds(5));
}

TEST(CallLoopSendRate, AnIndexThatCannotKeepUpSlowsTheWritesOfItsTable) {
    throttling_bench b(in_mode(retry_mode::adaptive));
    b.service->limit("IndexWrite accounts/index/by_email", 10);
    std::vector<tally> writers(5);
    for (tally& each : writers)
        b.keep_calling(throttling_bench::request(true, "accounts"), seconds(60), each);
    tally reader;
    b.keep_calling(throttling_bench::request(false, "accounts", "by_email"), seconds(60), reader);
    b.run();
    int written = 0;
    for (const tally& each : writers) written += each.succeeded;
    EXPECT_GE(written, 10 * 60 / 2);
    EXPECT_LE(b.service->throttled["IndexWrite accounts/index/by_email"], written / 3);
    EXPECT_EQ(reader.slowest, milliseconds(5));
}

TEST(CallLoopSendRate, WaitingEndsWithTheDeadline) {
    throttling_bench b({.retry = {.mode = retry_mode::adaptive, .max_attempts = 1}});
    b.service->limit("TableRead hot", 0.1);
    std::vector<tally> callers(50);
    for (tally& each : callers)
        b.keep_calling(throttling_bench::request(false, "hot"), seconds(30), each,
                       {.deadline = milliseconds(1500)});
    b.run();
    bool held_up = false;
    for (const tally& each : callers) {
        EXPECT_LE(each.slowest, milliseconds(1505));
        if (each.last.cause() != errc::deadline_exceeded) continue;
        held_up = true;
        const diagnostics& about = each.last.diagnostics();
        EXPECT_EQ(about.times.backoff, milliseconds(1500));
        EXPECT_NE(each.last.text().find("sent more slowly"), std::string::npos) << each.last.text();
    }
    EXPECT_TRUE(held_up);
}

// The reason of the wait is more useful than the deadline that passed.
TEST(CallLoopSendRate, TheFailureBeforeIsToldIfThereIsOne) {
    throttling_bench b({.retry = {.mode = retry_mode::adaptive}});
    b.service->limit("TableRead hot", 0.1);
    std::vector<tally> callers(20);
    for (tally& each : callers)
        b.keep_calling(throttling_bench::request(false, "hot"), milliseconds(1), each,
                       {.deadline = seconds(3)});
    b.run();
    for (const tally& each : callers) {
        if (each.failed == 0) continue;
        EXPECT_EQ(each.last.cause(), errc::provisioned_throughput_exceeded) << each.last.text();
        EXPECT_EQ(each.last.diagnostics().throttling_reasons.size(), 1U);
    }
}

TEST(CallLoopSendRate, WaitingCanBeCancelled) {
    throttling_bench b({.retry = {.mode = retry_mode::adaptive, .max_attempts = 1}});
    b.service->limit("TableRead hot", 0.1);
    tally busy;
    b.keep_calling(throttling_bench::request(false, "hot"), milliseconds(20), busy);
    b.run();
    ASSERT_GT(busy.failed, 0);

    const auto call = start_cancellable(b.io.get_executor(),
                                        b.loop->run(throttling_bench::request(false, "hot"), {}, nullptr));
    b.io.restart();
    b.io.poll();
    EXPECT_FALSE(call->done) << "it waits for a token";
    call->cancel();
    b.run();
    EXPECT_EQ(failure_of(*call).cause(), errc::canceled);
}

TEST(CallLoopSendRate, OtherModesNeverWait) {
    throttling_bench b({.retry = {.max_attempts = 1}});
    b.service->limit("TableRead hot", 1);
    tally caller;
    b.keep_calling(throttling_bench::request(false, "hot"), seconds(1), caller);
    b.run();
    EXPECT_EQ(caller.slowest, milliseconds(5));
    EXPECT_EQ(caller.succeeded + caller.failed, 200);
}

}  // namespace
}  // namespace dynaco::test::call_loop_send_rate_test
