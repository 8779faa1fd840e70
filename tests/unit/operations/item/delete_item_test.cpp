#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::delete_item_test {
namespace {

using namespace literals;

TEST(DeleteItem, NamesTheOperation) {
    static_assert(operation<delete_item>);
    static_assert(delete_item::info.writes);
    EXPECT_EQ(delete_item::info.name, "DeleteItem");
    EXPECT_EQ(delete_item::info.target, "DynamoDB_20120810");
    EXPECT_EQ((delete_item{.table_name = "t", .key = {}}.table()), "t");
}

TEST(DeleteItem, EncodesTheLeast) {
    const item object{{"id", "1"}, {"n", 2}};
    EXPECT_EQ(encoded(delete_item{.table_name = "t", .key = object}),
              R"({"TableName":"t","Key":{"id":{"S":"1"},"n":{"N":"2"}}})");
    EXPECT_EQ(encoded(delete_item{.table_name = "t", .key = {}}), R"({"TableName":"t","Key":{}})");
}

TEST(DeleteItem, EncodesAll) {
    const item object{{"i\"d", "1"}};
    const auto clause = when("id"_a.not_exists());
    const detail::expression::statement<dynaco::item, decltype(clause)> whole(clause);
    EXPECT_EQ(encoded(delete_item{.table_name = "t",
                                  .key = object,
                                  .expressions = whole,
                                  .returned = return_values::all_old,
                                  .return_existing = true,
                                  .report_capacity = report_capacity::indexes,
                                  .report_collection = true}),
              R"x({"TableName":"t","Key":{"i\"d":{"S":"1"}},)x"
              R"x("ConditionExpression":"attribute_not_exists(#0)","ExpressionAttributeNames":{"#0":"id"},)x"
              R"x("ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD",)x"
              R"x("ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"})x");
}

}  // namespace
}  // namespace dynaco::delete_item_test
