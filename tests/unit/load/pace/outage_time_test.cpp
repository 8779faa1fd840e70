#include "load/pace/outage_time.hpp"

#include <gtest/gtest.h>

namespace outage_time_test {
namespace {

using namespace dynaco;
using namespace dynaco::loading;
using namespace std::chrono_literals;

constexpr time_point start = time_point() + 100s;

failure lost() { return failure(errc::connection_lost, {}); }

TEST(OutageTime, LastsFromTheFirstFailedRequestToTheNextAnswer) {
    outage_time outage;
    EXPECT_FALSE(outage.why());
    EXPECT_EQ(outage.current(start), 0ms);
    outage.failed(start, start + 1s, lost());
    outage.failed(start + 1s, start + 2s, failure(errc::attempt_timed_out, {}));
    ASSERT_TRUE(outage.why());
    EXPECT_EQ(outage.why()->cause(), errc::attempt_timed_out);
    EXPECT_EQ(outage.current(start + 5s), 5s);
    EXPECT_EQ(outage.total(start + 5s), 5s);
    outage.answered(start + 6s);
    EXPECT_FALSE(outage.why());
    EXPECT_EQ(outage.current(start + 9s), 0ms);
    EXPECT_EQ(outage.total(start + 9s), 6s);
}

// Others were answered meanwhile.
TEST(OutageTime, DoesNotBeginBeforeTheLastAnswer) {
    outage_time outage;
    outage.answered(start + 9s);
    outage.failed(start, start + 10s, lost());
    EXPECT_EQ(outage.current(start + 10s), 1s);
    outage.answered(start + 10s);
    EXPECT_EQ(outage.total(start + 20s), 1s);
}

TEST(OutageTime, AddsUp) {
    outage_time outage;
    for (int i = 0; i < 3; ++i) {
        outage.failed(start + i * 10s, start + i * 10s + 1s, lost());
        outage.answered(start + i * 10s + 2s);
    }
    outage.failed(start + 40s, start + 41s, lost());
    EXPECT_EQ(outage.total(start + 44s), 10s);
    EXPECT_EQ(outage.current(start + 44s), 4s);
}

// A request that is sent a little later, because it waits for its rate.
TEST(OutageTime, IsNeverNegative) {
    outage_time outage;
    outage.failed(start + 5s, start, lost());
    EXPECT_EQ(outage.current(start), 0ms);
}

}  // namespace
}  // namespace outage_time_test
