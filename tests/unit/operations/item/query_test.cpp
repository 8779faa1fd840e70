#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::query_test {
namespace {

using namespace literals;

struct model {
    std::string id;
    std::int64_t n = 0;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};

TEST(Query, EncodesAllMembers) {
    const auto clause = filter("n"_a > 5);
    const detail::expression::statement<model, decltype(clause)> expressions(clause);
    EXPECT_EQ(encoded(query{.table_name = "t",
                            .index_name = "i",
                            .expressions = expressions,
                            .exclusive_start_key = R"({"id":{"S":"1"}})",
                            .limit = 4294967295,
                            .forward = false,
                            .consistent_read = true,
                            .count_only = true,
                            .report_capacity = report_capacity::indexes}),
              R"({"TableName":"t","IndexName":"i","FilterExpression":"#0 > :0",)"
              R"("ExpressionAttributeNames":{"#0":"n"},"ExpressionAttributeValues":{":0":{"N":"5"}},)"
              R"("ExclusiveStartKey":{"id":{"S":"1"}},"Limit":4294967295,"ScanIndexForward":false,)"
              R"("ConsistentRead":true,"Select":"COUNT","ReturnConsumedCapacity":"INDEXES"})");
}

TEST(Query, SaysOnlyWhatDiffersFromTheDefault) {
    EXPECT_EQ(encoded(query{.table_name = "t", .limit = 1, .forward = true}),
              R"({"TableName":"t","Limit":1})");
}

TEST(Query, EncodesAKeyCondition) {
    const std::string_view id = "1";
    const detail::expression::no_condition any;
    const detail::expression::key_clause<model, std::string_view, detail::expression::no_condition> clause(
        id, any);
    const detail::expression::statement<model, decltype(clause)> expressions(clause);
    EXPECT_EQ(encoded(query{.table_name = "t", .expressions = expressions}),
              R"({"TableName":"t","KeyConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"id"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"}}})");
}

}  // namespace
}  // namespace dynaco::query_test
