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

TEST(DeleteItem, AsksForWhatIsWanted) {
    const auto with = [](return_values what) {
        return encoded(delete_item{.table_name = "t", .key = {}, .returned = what});
    };
    const auto wants = [](std::string_view what) {
        return R"({"TableName":"t","Key":{},"ReturnValues":")" + std::string(what) + "\"}";
    };
    EXPECT_EQ(with(return_values::none), R"({"TableName":"t","Key":{}})");
    EXPECT_EQ(with(return_values::all_old), wants("ALL_OLD"));
    EXPECT_EQ(with(return_values::updated_old), wants("UPDATED_OLD"));
    EXPECT_EQ(with(return_values::all_new), wants("ALL_NEW"));
    EXPECT_EQ(with(return_values::updated_new), wants("UPDATED_NEW"));
    EXPECT_EQ(encoded(delete_item{.table_name = "t", .key = {}, .report_capacity = report_capacity::total}),
              R"({"TableName":"t","Key":{},"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(DeleteItem, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const failure why = not_encoded(delete_item{.table_name = "t", .key = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "weather.celsius");
}

TEST(DeleteItem, RefusesAnExpressionValue) {
    const item object{{"id", "1"}};
    const auto clause = when("n"_a == std::numeric_limits<double>::infinity());
    const detail::expression::statement<dynaco::item, decltype(clause)> bad(clause);
    const failure why = not_encoded(delete_item{.table_name = "t", .key = object, .expressions = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
}

}  // namespace
}  // namespace dynaco::delete_item_test
