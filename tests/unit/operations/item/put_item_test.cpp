#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::put_item_test {
namespace {

using namespace literals;

TEST(PutItem, NamesTheOperation) {
    static_assert(operation<put_item>);
    static_assert(put_item::info.writes);
    EXPECT_EQ(put_item::info.name, "PutItem");
    EXPECT_EQ(put_item::info.target, "DynamoDB_20120810");
    EXPECT_EQ((put_item{.table_name = "t", .item = {}}.table()), "t");
}

TEST(PutItem, EncodesTheLeast) {
    const item object{{"id", "1"}, {"n", 2}};
    EXPECT_EQ(encoded(put_item{.table_name = "t", .item = object}),
              R"({"TableName":"t","Item":{"id":{"S":"1"},"n":{"N":"2"}}})");
    EXPECT_EQ(encoded(put_item{.table_name = "t", .item = {}}), R"({"TableName":"t","Item":{}})");
}

TEST(PutItem, EncodesAll) {
    const item object{{"i\"d", "1"}};
    const auto clause = when("id"_a.not_exists());
    const detail::expression::statement<dynaco::item, decltype(clause)> whole(clause);
    EXPECT_EQ(encoded(put_item{.table_name = "t",
                               .item = object,
                               .expressions = whole,
                               .returned = return_values::all_old,
                               .return_existing = true,
                               .report_capacity = report_capacity::indexes,
                               .report_collection = true}),
              R"x({"TableName":"t","Item":{"i\"d":{"S":"1"}},)x"
              R"x("ConditionExpression":"attribute_not_exists(#0)","ExpressionAttributeNames":{"#0":"id"},)x"
              R"x("ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD",)x"
              R"x("ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"})x");
}

TEST(PutItem, EncodesAModel) {
    struct account {
        std::string account_id;
        std::optional<std::string> description;
    };
    const account a{.account_id = "1", .description = {}};
    EXPECT_EQ(encoded(put_item{.table_name = "t", .item = a}),
              R"({"TableName":"t","Item":{"account_id":{"S":"1"}}})");
}

TEST(PutItem, TakesAnItemOfExactly400KB) {
    const auto sized = [](std::size_t bytes) {
        return item{{"id", "1"}, {"text", std::string(bytes - 7, 'x')}};  // names 6 bytes, "1" one more
    };
    encoded(put_item{.table_name = "t", .item = sized(409600)});
    const failure why = not_encoded(put_item{.table_name = "t", .item = sized(409601)});
    EXPECT_EQ(why.cause(), errc::item_too_large);
    EXPECT_EQ(why.diagnostics().attribute_path, "");
}

}  // namespace
}  // namespace dynaco::put_item_test
