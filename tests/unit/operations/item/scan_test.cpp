#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::scan_test {
namespace {

using namespace literals;

struct model {
    std::string id;
    std::int64_t n = 0;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};

TEST(Scan, EncodesAllMembers) {
    const auto clause = filter("n"_a > 5);
    const detail::expression::statement<model, decltype(clause)> expressions(clause);
    EXPECT_EQ(
        encoded(scan{.table_name = "t",
                     .index_name = "i",
                     .expressions = expressions,
                     .exclusive_start_key = R"({"id":{"S":"1"}})",
                     .limit = 4294967295,
                     .segment = 0,
                     .total_segments = 1000000,
                     .consistent_read = true,
                     .count_only = true,
                     .report_capacity = report_capacity::indexes}),
        R"({"TableName":"t","IndexName":"i","FilterExpression":"#0 > :0",)"
        R"("ExpressionAttributeNames":{"#0":"n"},"ExpressionAttributeValues":{":0":{"N":"5"}},)"
        R"("ExclusiveStartKey":{"id":{"S":"1"}},"Limit":4294967295,"Segment":0,"TotalSegments":1000000,)"
        R"("ConsistentRead":true,"Select":"COUNT","ReturnConsumedCapacity":"INDEXES"})");
}

TEST(Scan, ASegmentNeedsTheirTotal) {
    for (const scan& op : {scan{.table_name = "t", .segment = 3},
                           scan{.table_name = "t", .segment = 4, .total_segments = 4}}) {
        std::string body;
        detail::json::writer out(body);
        EXPECT_FALSE(op.encode(out));
        EXPECT_EQ(out.why().cause(), errc::invalid_argument);
    }
    EXPECT_EQ(encoded(scan{.table_name = "t", .segment = 3, .total_segments = 4}),
              R"({"TableName":"t","Segment":3,"TotalSegments":4})");
}

}  // namespace
}  // namespace dynaco::scan_test
