#include "load/engine/load_tally.hpp"

#include <gtest/gtest.h>

namespace load_tally_test {
namespace {

using namespace dynaco;
using namespace dynaco::loading;
using namespace std::chrono_literals;

TEST(LoadTally, CountsForTheLoadAndForATable) {
    load_tally tally(1s);
    load_counts one;
    load_counts other;
    tally.add(one, &load_counts::written, 3);
    tally.add(other, &load_counts::written);
    tally.add_units(other, 1.5);
    tally.add_to_load(&load_counts::requests);
    EXPECT_EQ(tally.counts().written, 4u);
    EXPECT_EQ(one.written, 3u);
    EXPECT_EQ(other.written, 1u);
    EXPECT_EQ(other.write_units, 1.5);
    EXPECT_EQ(tally.counts().requests, 1u);
    EXPECT_EQ(one.requests, 0u);
}

// A load that continues would count them twice.
TEST(LoadTally, LeavesOutWhatALoadThatContinuesMeetsAgain) {
    load_tally tally(1s);
    load_counts table;
    tally.go_on(load_counts{.accepted = 10, .written = 9, .rejected = 1});
    tally.add_undone(table, &load_counts::rejected, 2);
    tally.add_undone(table, &load_counts::unsent, 5);
    tally.add_undone(table, &load_counts::in_doubt);
    EXPECT_EQ(tally.counts().rejected, 3u);
    EXPECT_EQ(tally.done().rejected, 1u);
    EXPECT_EQ(tally.done().unsent, 0u);
    EXPECT_EQ(tally.done().in_doubt, 0u);
    EXPECT_EQ(tally.done().written, 9u);
    tally.is_done(&load_counts::rejected);
    EXPECT_EQ(tally.done().rejected, 2u);
}

TEST(LoadTally, ReportsRatesSinceTheLastReport) {
    load_tally tally(2s);
    load_counts table;
    const time_point start{};
    EXPECT_EQ(tally.progress(start + 1s).writes_per_second, 0);
    tally.begin(start);
    tally.begin(start + 1s);  // not the first record
    EXPECT_EQ(tally.report_at(), start + 2s);
    tally.add(table, &load_counts::written, 100);
    tally.add_units(table, 50);
    const load_progress first = tally.progress(start + 2s);
    EXPECT_EQ(first.elapsed, 2s);
    EXPECT_EQ(first.writes_per_second, 50);
    EXPECT_EQ(first.write_units_per_second, 25);
    tally.reported(start + 2s, first);
    EXPECT_EQ(tally.report_at(), start + 4s);
    tally.add(table, &load_counts::written, 30);
    EXPECT_EQ(tally.progress(start + 3s).writes_per_second, 30);
    tally.add(table, &load_counts::unmet, 10);  // they were answered, too
    EXPECT_EQ(tally.progress(start + 3s).writes_per_second, 40);
}

TEST(LoadTally, RatesOfALoadThatContinuesLeaveOutTheEarlierOnes) {
    load_tally tally(1s);
    load_counts table;
    const load_counts kept{.accepted = 1000, .written = 990, .rejected = 10, .write_units = 2000};
    tally.go_on(kept);
    const time_point start{};
    tally.begin(start);
    EXPECT_EQ(tally.ended(), 1000u);
    tally.add(table, &load_counts::accepted, 30);
    tally.add(table, &load_counts::written, 20);
    tally.add_units(table, 25);
    const load_progress now = tally.progress(start + 1s);
    EXPECT_EQ(now.written, 1010u);
    EXPECT_EQ(now.before.written, 990u);
    EXPECT_EQ(now.before.write_units, 2000);
    EXPECT_EQ(now.writes_per_second, 20);
    EXPECT_EQ(now.write_units_per_second, 25);
    EXPECT_EQ(tally.ended(), 1020u);
}

}  // namespace
}  // namespace load_tally_test
