#include <dynaco/observing.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

/// The contents of a report after responses.
namespace dynaco::call_report_test {
namespace {

result<reply> answer(std::string body, bool writes = true, std::string request_id = "r-1") {
    reply r;
    r.body = std::move(body);
    r.info.writes = writes;
    r.table = "orders";
    r.request_id = std::move(request_id);
    r.attempts = 1;
    return r;
}

TEST(CallReport, StartsEmpty) {
    const call_report report;
    EXPECT_EQ(report.read_units(), 0);
    EXPECT_EQ(report.write_units(), 0);
    EXPECT_EQ(report.calls, 0);
}

TEST(CallReport, AddsUpTheTableAndItsIndexes) {
    call_report report;
    const std::string body =
        R"({"ConsumedCapacity":{"TableName":"orders","CapacityUnits":3,)"
        R"("Table":{"CapacityUnits":1},"LocalSecondaryIndexes":{"l":{"CapacityUnits":1}},)"
        R"("GlobalSecondaryIndexes":{"g":{"CapacityUnits":1}}}})";
    report.add(answer(body));
    report.add(answer(body, true, "r-2"));
    ASSERT_EQ(report.capacity.size(), 1u);
    EXPECT_EQ(report.capacity.front().table_name, "orders");
    EXPECT_EQ(report.capacity.front().capacity_units, 6);
    EXPECT_EQ(report.capacity.front().indexes, (std::map<std::string, double>{{"g", 2}, {"l", 2}}));
    EXPECT_EQ(report.write_units(), 6);
    EXPECT_EQ(report.read_units(), 0);
    EXPECT_EQ(report.calls, 2);
    EXPECT_EQ(report.attempts, 2);
    EXPECT_EQ(report.request_id, "r-2");
}

TEST(CallReport, KeepsTablesAndDirectionsApart) {
    call_report report;
    report.add(answer(R"({"Item":{"id":{"S":"1"}},"ConsumedCapacity":{"CapacityUnits":0.5}})", false));
    report.add(answer(R"({"ConsumedCapacity":[{"TableName":"a","CapacityUnits":4,"ReadCapacityUnits":1,)"
                      R"("WriteCapacityUnits":3},{"TableName":"b","CapacityUnits":2}]})"));
    ASSERT_EQ(report.capacity.size(), 3u);
    EXPECT_EQ(report.capacity.at(0).table_name, "orders");
    EXPECT_EQ(report.read_units(), 1.5);
    EXPECT_EQ(report.write_units(), 5);
}

TEST(CallReport, HasTheLatestOfEachItemCollection) {
    call_report report;
    const auto one = [](const char* id, const char* range) {
        return std::string(R"({"ItemCollectionKey":{"id":{"S":")") + id + R"("}},"SizeEstimateRangeGB":)" +
               range + "}";
    };
    report.add(answer(R"({"ItemCollectionMetrics":)" + one("1", "[0,1]") + "}"));
    report.add(answer(R"({"ItemCollectionMetrics":)" + one("1", "[1,2]") + "}"));
    report.add(answer(R"({"ItemCollectionMetrics":{"orders":[)" + one("2", "[0.5,1.5]") + R"(],"other":[)" +
                      one("1", "[3,4]") + "," + one("3", "[5,6]") + "]}}"));
    ASSERT_EQ(report.collections.size(), 4u);
    EXPECT_EQ(report.collections.at(0).size_gb_least, 1);
    EXPECT_EQ(report.collections.at(0).size_gb_most, 2);
    EXPECT_EQ(report.collections.at(0).table_name, "orders");
    EXPECT_EQ(report.collections.at(0).collection_key, (item{{"id", "1"}}));
    EXPECT_EQ(report.collections.at(1).size_gb_least, 0.5);
    EXPECT_EQ(report.collections.at(2).table_name, "other");
    EXPECT_EQ(report.collections.at(3).size_gb_most, 6);
}

TEST(CallReport, CountsWhatFailed) {
    call_report report;
    report.add(failure(errc::throttling, {.request_id = "r-9", .attempts = 4}));
    EXPECT_EQ(report.calls, 1);
    EXPECT_EQ(report.attempts, 4);
    EXPECT_EQ(report.request_id, "r-9");
    EXPECT_TRUE(report.capacity.empty());
}

TEST(CallReport, LeavesOutWhatItCannotRead) {
    for (const char* const body :
         {"", "{}", R"({"ConsumedCapacity":null,"ItemCollectionMetrics":{}})",
          R"({"ConsumedCapacity":{"CapacityUnits":"3"}})", R"({"ConsumedCapacity":7})", "[]",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1]}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1,2,3]}})",
          R"({"ItemCollectionMetrics":{"orders":{}}})", R"({"ItemCollectionMetrics":[]})"}) {
        call_report report;
        report.add(answer(body));
        EXPECT_EQ(report.calls, 1) << body;
        EXPECT_TRUE(report.capacity.empty()) << body;
        EXPECT_TRUE(report.collections.empty()) << body;
    }
}

}  // namespace
}  // namespace dynaco::call_report_test
