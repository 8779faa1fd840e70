#include "unit/table/pages.hpp"

#include <limits>

/// The capacity that readers consume, and their rate limits.
namespace dynaco::test::capacity_test {
namespace {

using attempt = scripted_attempt;
using std::chrono::milliseconds;

struct Capacity : Pages {
    void three_pages() {
        script({attempt::answer(page(1, 2, true, 4)), attempt::answer(page(3, 4, true, 2.5)),
                attempt::answer(page(5, 5, false, 1))});
    }
    [[nodiscard]] std::vector<milliseconds> sleeps() const {
        return {bench.world->sleeps.begin(), bench.world->sleeps.end()};
    }
};

TEST_F(Capacity, IsSummedUpIfAskedFor) {
    three_pages();
    auto scan = accounts.scan({.report_capacity = report_capacity::total});
    EXPECT_EQ(scan.consumed_capacity().capacity_units, 0);
    EXPECT_EQ(run(scan.collect()).size(), 5u);
    EXPECT_EQ(body(0), R"({"TableName":"accounts","ReturnConsumedCapacity":"TOTAL"})");
    EXPECT_EQ(scan.consumed_capacity().table_name, "accounts");
    EXPECT_EQ(scan.consumed_capacity().capacity_units, 7.5);
}

TEST_F(Capacity, OfIndexesIsSummedUpToo) {
    const std::string part = R"({"Items":[],"Count":0,"ScannedCount":0,"ConsumedCapacity":{)"
                             R"("TableName":"accounts","CapacityUnits":3,"Table":{"CapacityUnits":1},)"
                             R"("GlobalSecondaryIndexes":{"by-x":{"CapacityUnits":2}}})";
    script({attempt::answer(part + R"(,"LastEvaluatedKey":{"id":{"S":"1"}}})"), attempt::answer(part + "}")});
    auto scan = accounts.scan({.report_capacity = report_capacity::indexes});
    EXPECT_EQ(run(scan.count()), 0u);
    EXPECT_EQ(scan.consumed_capacity().capacity_units, 6);
    EXPECT_EQ(scan.consumed_capacity().indexes.at("by-x"), 4);
    EXPECT_NE(body(0).find(R"("ReturnConsumedCapacity":"INDEXES")"), std::string::npos);
}

TEST_F(Capacity, IsNotAskedForOtherwise) {
    script({attempt::answer(page(1, 1, false))});
    auto scan = accounts.scan();
    EXPECT_EQ(run(scan.collect()).size(), 1u);
    EXPECT_EQ(body(0), R"({"TableName":"accounts"})");
    EXPECT_EQ(scan.consumed_capacity().capacity_units, 0);
    EXPECT_EQ(scan.consumed_capacity().table_name, "");
}

TEST_F(Capacity, ARateIsKeptByWaitingBeforeTheNextPage) {
    three_pages();
    auto scan = accounts.scan({.max_capacity_per_second = 2});
    EXPECT_EQ(run(scan.collect()).size(), 5u);
    EXPECT_EQ(sleeps(), ms({2000, 1250}));
    EXPECT_NE(body(0).find(R"("ReturnConsumedCapacity":"TOTAL")"), std::string::npos);
    EXPECT_EQ(scan.consumed_capacity().capacity_units, 7.5);
}

TEST_F(Capacity, TheTimeThatTheCallerTookIsTakenOff) {
    three_pages();
    auto query = accounts.query("1", {.prefetch = false, .max_capacity_per_second = 2});
    for (const char* id : {"1", "2"}) EXPECT_EQ(next(query), id);
    bench.world->advance(milliseconds(1500));
    EXPECT_EQ(next(query), "3");
    EXPECT_EQ(sleeps(), ms({500}));
}

TEST_F(Capacity, APageAheadWaitsInTheBackground) {
    three_pages();
    auto scan = accounts.scan({.max_capacity_per_second = 2});
    for (const char* id : {"1", "2", "3"}) EXPECT_EQ(next(scan), id);
    settle();
    EXPECT_EQ(sleeps(), ms({2000, 1250}));
    EXPECT_EQ(sent(), 3u);
    for (const char* id : {"4", "5", ""}) EXPECT_EQ(next(scan), id);
}

TEST_F(Capacity, ARateHoldsForCounting) {
    three_pages();
    auto scan = accounts.scan({.max_capacity_per_second = 2});
    EXPECT_EQ(run(scan.count()), 5u);
    EXPECT_EQ(sleeps(), ms({2000, 1250}));
}

TEST_F(Capacity, AFailedPageDoesNotCount) {
    script({attempt::answer(page(1, 1, true, 4)), refusal(), attempt::answer(page(2, 2, false, 4))});
    auto scan = accounts.scan({.max_capacity_per_second = 4});
    EXPECT_EQ(next(scan), "1");
    EXPECT_THROW(next(scan), error);
    EXPECT_EQ(next(scan), "2");
    EXPECT_EQ(sleeps(), ms({1000}));
}

TEST_F(Capacity, AWaitCanBeCancelled) {
    script({attempt::answer(page(1, 1, true, 4))});
    auto scan = accounts.scan({.max_capacity_per_second = 4});
    EXPECT_EQ(next(scan), "1");
    const auto call = start_cancellable(bench.io.get_executor(), scan.next());
    bench.world->on_sleep = [&] { boost::asio::post(bench.io, [&call] { call->cancel(); }); };
    settle();
    const failure why = thrown_failure(*call);
    EXPECT_EQ(why.cause(), errc::canceled);
    EXPECT_EQ(why.diagnostics().operation, "Scan");
    EXPECT_EQ(sent(), 1u);
}

TEST_F(Capacity, ARateThatIsNoneIsRefused) {
    for (const double rate :
         {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        auto scan = accounts.scan({.max_capacity_per_second = rate});
        try {
            static_cast<void>(next(scan));
            ADD_FAILURE() << "should have thrown";
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::invalid_argument);
        }
    }
    EXPECT_EQ(sent(), 0u);
}

}  // namespace
}  // namespace dynaco::test::capacity_test
