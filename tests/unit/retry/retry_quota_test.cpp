#include "retry/retry_quota.hpp"

#include <gtest/gtest.h>

namespace dynaco::retry::retry_quota_test {
namespace {

TEST(RetryQuota, StartsFull) { EXPECT_EQ(retry_quota().available(), 500); }

TEST(RetryQuota, TakesToTheLastToken) {
    retry_quota quota(14);
    EXPECT_TRUE(quota.take(14));
    EXPECT_EQ(quota.available(), 0);
}

TEST(RetryQuota, TakesNothingIfThereAreTooFew) {
    retry_quota quota(13);
    EXPECT_FALSE(quota.take(14));
    EXPECT_EQ(quota.available(), 13);
    EXPECT_TRUE(quota.take(5));
    EXPECT_EQ(quota.available(), 8);
}

TEST(RetryQuota, NeverExceedsItsCapacity) {
    retry_quota quota(499);
    quota.give(1);
    EXPECT_EQ(quota.available(), 500);
    quota.give(14);
    EXPECT_EQ(quota.available(), 500);
}

TEST(RetryQuota, AnOutageDrainsItIn35TransientOr100ThrottledRepetitions) {
    retry_quota transient;
    int repetitions = 0;
    while (transient.take(retry_quota::transient_cost)) ++repetitions;
    EXPECT_EQ(repetitions, 35);
    retry_quota throttled;
    repetitions = 0;
    while (throttled.take(retry_quota::throttling_cost)) ++repetitions;
    EXPECT_EQ(repetitions, 100);
}

}  // namespace
}  // namespace dynaco::retry::retry_quota_test
