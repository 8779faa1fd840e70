#include "load/bulk/read_pace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>

namespace dynaco::loading::read_pace_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr time_point start{};

TEST(ReadPace, NothingWaitsWithoutACap) {
    read_pace pace({}, start);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(pace.wait(start), nanoseconds::zero());
        EXPECT_EQ(pace.take(start).limit, 0u);
    }
    EXPECT_TRUE(std::isinf(pace.rate()));
}

TEST(ReadPace, ThePageSizeOfTheUserIsKept) {
    read_pace pace({.page_limit = 7}, start);
    EXPECT_EQ(pace.take(start).limit, 7u);
    read_pace capped({.max_units_per_second = 100, .page_limit = 7}, start);
    EXPECT_EQ(capped.take(start).limit, 7u);
}

// Reads a table of items with `units` each for `time`, with `requests` in flight and a latency of 20 ms.
// Returns the units of each second.
std::vector<double> read_table(read_pace& pace, double units, int time, std::size_t requests) {
    struct flying {
        time_point ends{};
        read_pace::grant grant{};
    };
    std::deque<flying> flight;
    std::vector<double> used(static_cast<std::size_t>(time));
    for (time_point now = start; now < start + seconds(time); now += milliseconds(1)) {
        while (flight.size() < requests && pace.wait(now) <= seconds(1)) {
            const read_pace::grant granted = pace.take(now);
            flight.push_back({granted.send_at + milliseconds(20), granted});
        }
        std::ranges::stable_sort(flight, {}, &flying::ends);
        while (!flight.empty() && flight.front().ends <= now) {
            const flying done = flight.front();
            flight.pop_front();
            const double full = std::floor(read_pace::full_page / units);
            const double items = done.grant.limit > 0 ? std::min<double>(done.grant.limit, full) : full;
            const auto second = static_cast<std::size_t>((done.grant.send_at - start) / seconds(1));
            if (second < used.size()) used[second] += items * units;
            pace.read(done.grant, {.consumed = items * units, .scanned = static_cast<std::uint64_t>(items)},
                      now);
        }
    }
    return used;
}

TEST(ReadPace, TheCapIsKeptAndUsed) {
    for (const double cap : {20.0, 100.0, 2000.0})
        for (const double units : {0.05, 0.5, 10.0}) {
            read_pace pace({.max_units_per_second = cap}, start);
            const std::vector<double> used = read_table(pace, units, 20, 16);
            double sum = 0;
            for (const double each : used) sum += each;
            EXPECT_LE(sum, 20 * cap + 2 * read_pace::full_page) << cap << ' ' << units;
            EXPECT_GE(sum, 20 * cap * 0.85) << cap << ' ' << units;
            // After the first pages, whose items are of unknown size, no second has much more.
            for (std::size_t i = 5; i < used.size(); ++i)
                EXPECT_LE(used[i], cap * 1.3 + units) << cap << ' ' << units << ' ' << i;
        }
}

TEST(ReadPace, ALowCapReadsSmallPages) {
    read_pace pace({.max_units_per_second = 20}, start);
    read_table(pace, 0.5, 20, 4);
    EXPECT_NEAR(pace.take(start + seconds(20)).limit, 10, 1);  // a quarter of 20 units
}

TEST(ReadPace, ThrottlingLowersTheRate) {
    read_pace pace({.known_units_per_second = 1000}, start);
    const read_pace::grant first = pace.take(start);
    pace.throttled(first, false, start + milliseconds(10));
    EXPECT_LT(pace.rate(), 1000);
    EXPECT_GT(pace.rate(), 100);
    EXPECT_FALSE(pace.failing_since());
}

TEST(ReadPace, AThrottledPartitionDoesNotLowerTheRate) {
    read_pace pace({}, start);
    pace.throttled(pace.take(start), true, start + milliseconds(10));
    EXPECT_TRUE(std::isinf(pace.rate()));
}

TEST(ReadPace, FailuresPauseAllRequestsLongerEachTime) {
    read_pace pace({}, start);
    time_point now = start;
    nanoseconds before{};
    for (int i = 0; i < 4; ++i) {
        pace.failed(pace.take(now), 1, now);
        const nanoseconds wait = pace.wait(now);
        EXPECT_GT(wait, before);
        before = wait;
        now += wait;
    }
    EXPECT_EQ(pace.failing_since(), start);
    for (int i = 0; i < 20; ++i) {
        pace.failed(pace.take(now), 1, now);
        EXPECT_LE(pace.wait(now), milliseconds(3200));
        now += pace.wait(now);
    }
    pace.read(pace.take(now), {.consumed = 1, .scanned = 1}, now);
    EXPECT_FALSE(pace.failing_since());
}

TEST(ReadPace, RequestsThatFailTogetherCountOnce) {
    read_pace pace({}, start);
    const read_pace::grant a = pace.take(start);
    const read_pace::grant b = pace.take(start);
    pace.failed(a, 1, start + milliseconds(1));
    const nanoseconds wait = pace.wait(start + milliseconds(1));
    pace.failed(b, 1, start + milliseconds(1));
    EXPECT_EQ(pace.wait(start + milliseconds(1)), wait);
}

TEST(ReadPace, AsksForLessAfterTimeouts) {
    read_pace pace({.requests = 16, .attempt_timeout = seconds(8)}, start);
    const read_pace::grant a = pace.take(start);
    const read_pace::grant b = pace.take(start);
    EXPECT_EQ(pace.requests(), 16u);
    time_point now = start + seconds(8);
    pace.timed_out(a, 1, now);
    pace.timed_out(b, 1, now);  // it was sent before
    EXPECT_EQ(pace.requests(), 4u);
    EXPECT_EQ(pace.failing_since(), start);
    const read_pace::grant third = pace.take(now);
    EXPECT_EQ(third.limit, 16u);
    now = third.send_at + seconds(8);
    pace.timed_out(third, 1, now);
    EXPECT_EQ(pace.requests(), 1u);
    read_pace::grant next = pace.take(now);
    EXPECT_EQ(next.limit, 1u);
    // A page that takes long is not a reason to ask for more.
    now = next.send_at + seconds(2);
    pace.read(next, {.consumed = 0.5, .scanned = 1}, now);
    EXPECT_EQ(pace.requests(), 1u);
    for (int i = 0; i < 16; ++i) {
        next = pace.take(now);
        now = next.send_at + seconds(1);
        pace.read(next, {.consumed = 0.5, .scanned = 1}, now);
    }
    EXPECT_EQ(pace.requests(), 16u);
    EXPECT_EQ(pace.take(now).limit, 0u);
}

}  // namespace
}  // namespace dynaco::loading::read_pace_test
