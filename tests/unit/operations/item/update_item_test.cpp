#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::update_item_test {
namespace {

using namespace literals;

TEST(UpdateItem, EncodesTheUpdateBeforeTheCondition) {
    const item object{{"i\"d", "1"}};
    const auto action = "n"_a.add(1);
    const detail::expression::update_clause update(action);
    const auto clause = when("n"_a < 9);
    const detail::expression::statement<dynaco::item, decltype(update), decltype(clause)> whole(update,
                                                                                                clause);
    EXPECT_EQ(
        encoded(update_item{.table_name = "t",
                            .key = object,
                            .expressions = whole,
                            .returned = return_values::all_old,
                            .return_existing = true,
                            .report_capacity = report_capacity::indexes,
                            .report_collection = true}),
        R"x({"TableName":"t","Key":{"i\"d":{"S":"1"}},)x"
        R"x("UpdateExpression":"ADD #0 :0","ConditionExpression":"#0 < :1",)x"
        R"x("ExpressionAttributeNames":{"#0":"n"},"ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"9"}},)x"
        R"x("ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD",)x"
        R"x("ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"})x");
}

}  // namespace
}  // namespace dynaco::update_item_test
