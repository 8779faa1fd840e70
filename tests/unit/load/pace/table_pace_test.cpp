#include "load/pace/table_pace.hpp"

#include <gtest/gtest.h>

namespace table_pace_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;

paced_request sent(table_pace& pace, std::vector<double> units, time_point now) {
    paced_request made{.expected = std::move(units)};
    pace.sent(made, now);
    return made;
}

TEST(WriteUnits, CountsStartedKilobytes) {
    EXPECT_EQ(units_of_item(0), 1u);
    EXPECT_EQ(units_of_item(1024), 1u);
    EXPECT_EQ(units_of_item(1025), 2u);
    EXPECT_EQ(units_of_item(409'600), 400u);
}

TEST(UnitCorrection, LearnsWhatIsCharged) {
    unit_correction factor;
    for (int i = 0; i < 100; ++i) factor.learn(25, 75);
    EXPECT_NEAR(factor.factor(), 3, 1e-6);
    for (int i = 0; i < 400; ++i) factor.learn(25, 25);
    EXPECT_NEAR(factor.factor(), 1, 0.1);
    factor.learn(0, 10);
    EXPECT_NEAR(factor.factor(), 1, 0.1);
}

TEST(ThrottleReason, IsReadFromReasonAndArn) {
    const auto index = reason_of("IndexWriteProvisionedThroughputExceeded",
                                 "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email");
    EXPECT_EQ(index.limit, throttle_limit::provisioned);
    EXPECT_EQ(index.table, "accounts");
    EXPECT_EQ(index.index, "by_email");
    const auto table = reason_of("TableWriteKeyRangeThroughputExceeded", "accounts");
    EXPECT_EQ(table.limit, throttle_limit::key_range);
    EXPECT_EQ(table.table, "accounts");
    EXPECT_EQ(table.index, "");
    EXPECT_EQ(reason_of("TableWriteMaxOnDemandThroughputExceeded", "").limit, throttle_limit::on_demand);
    EXPECT_EQ(reason_of("TableWriteAccountLimitExceeded", "").limit, throttle_limit::account);
    EXPECT_EQ(reason_of("Other", "").limit, throttle_limit::unknown);
}

TEST(TablePace, LimitsUnitsOfARequestByTheCap) {
    time_point now{};
    table_pace pace({.max_units_per_second = 2000}, {}, now);
    EXPECT_LE(pace.rate(0), 2000);
    EXPECT_LE(pace.most_units(now), 40);
    EXPECT_EQ(pace.most_first_units(now), unit_bucket::unlimited);
    sent(pace, {300}, now);
    EXPECT_GT(pace.wait(now), 100ms);
    EXPECT_LE(pace.most_first_units(now), 1800);
}

TEST(TablePace, CountsRequestsInFlightUnderACap) {
    time_point now{};
    table_pace pace({.max_units_per_second = 1000}, {}, now);
    const auto slow = sent(pace, {1000}, now);
    now += 5s;  // without a response: its units may be consumed now
    EXPECT_LE(pace.most_first_units(now), 50.001);
    pace.answered(slow, {.consumed = slow.taken}, now);
    EXPECT_LE(pace.most_first_units(now), 50.001);
    now += 1100ms;
    EXPECT_EQ(pace.most_first_units(now), unit_bucket::unlimited);
    const auto lost = sent(pace, {700}, now);
    pace.lost(lost, now);
    EXPECT_LE(pace.most_first_units(now), 350.001);
}

TEST(TablePace, LimitsAnIndexOnlyAfterItWasNamed) {
    time_point now{};
    table_pace pace({.start_units_per_second = 5000}, {"a", "b"}, now);
    EXPECT_EQ(pace.resources(), 3u);
    EXPECT_EQ(pace.rate(2), unit_bucket::unlimited);
    EXPECT_EQ(pace.limiting_index(), "");
    const double before = pace.rate(0);
    auto request = sent(pace, {25, 25, 25}, now);
    now += 10ms;
    pace.answered(request, {.refused = request.expected}, now);  // without a reason: the table
    EXPECT_LT(pace.rate(0), before);
    request = sent(pace, {25, 25, 25}, now);
    now += 10ms;
    pace.throttled({.limit = throttle_limit::provisioned, .table = "t", .index = "b"}, now);
    pace.answered(request, {.refused = request.expected}, now);
    EXPECT_GE(pace.rate(0), before) << "the table was not guilty";
    EXPECT_EQ(pace.rate(1), unit_bucket::unlimited);
    EXPECT_LT(pace.rate(2), before);
}

TEST(TablePace, DoesNotLowerTheRateForHotKeys) {
    time_point now{};
    table_pace pace({.start_units_per_second = 5000}, {}, now);
    const auto request = sent(pace, {25}, now);
    const double before = pace.rate(0);
    const std::vector<double> refused{5};
    pace.answered(request, {.refused = refused, .refused_hot = 5}, now + 10ms);
    EXPECT_DOUBLE_EQ(pace.rate(0), before);
}

}  // namespace
}  // namespace table_pace_test
