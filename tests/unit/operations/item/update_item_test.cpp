#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco {
namespace {

using namespace literals;

TEST(UpdateItem, IsWhatItSays) {
    static_assert(operation<update_item>);
    static_assert(update_item::info.writes);
    EXPECT_EQ(update_item::info.name, "UpdateItem");
    EXPECT_EQ(update_item::info.target, "DynamoDB_20120810");
    EXPECT_EQ((update_item{.table_name = "t", .key = {}}.table()), "t");
}

TEST(UpdateItem, EncodesTheLeast) {
    const item object{{"id", "1"}, {"n", 2}};
    EXPECT_EQ(encoded(update_item{.table_name = "t", .key = object}),
              R"({"TableName":"t","Key":{"id":{"S":"1"},"n":{"N":"2"}}})");
    EXPECT_EQ(encoded(update_item{.table_name = "t", .key = {}}), R"({"TableName":"t","Key":{}})");
}

TEST(UpdateItem, EncodesAll) {
    const item object{{"i\"d", "1"}};
    const auto action = "n"_a.add(1);
    const expression::update_clause update(action);
    const auto clause = when("n"_a < 9);
    const expression::statement<dynaco::item, decltype(update), decltype(clause)> whole(update, clause);
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

TEST(UpdateItem, AsksForWhatIsWanted) {
    const auto with = [](return_values what) {
        return encoded(update_item{.table_name = "t", .key = {}, .returned = what});
    };
    const auto wants = [](std::string_view what) {
        return R"({"TableName":"t","Key":{},"ReturnValues":")" + std::string(what) + "\"}";
    };
    EXPECT_EQ(with(return_values::none), R"({"TableName":"t","Key":{}})");
    EXPECT_EQ(with(return_values::all_old), wants("ALL_OLD"));
    EXPECT_EQ(with(return_values::updated_old), wants("UPDATED_OLD"));
    EXPECT_EQ(with(return_values::all_new), wants("ALL_NEW"));
    EXPECT_EQ(with(return_values::updated_new), wants("UPDATED_NEW"));
    EXPECT_EQ(encoded(update_item{.table_name = "t", .key = {}, .report_capacity = report_capacity::total}),
              R"({"TableName":"t","Key":{},"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(UpdateItem, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const failure why = not_encoded(update_item{.table_name = "t", .key = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "weather.celsius");
}

TEST(UpdateItem, RefusesAnExpressionValue) {
    const item object{{"id", "1"}};
    const auto clause = when("n"_a == std::numeric_limits<double>::infinity());
    const expression::statement<dynaco::item, decltype(clause)> bad(clause);
    const failure why = not_encoded(update_item{.table_name = "t", .key = object, .expressions = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
}

TEST(UpdateItem, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", " \n"}) {
        const auto reply = update_item::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_FALSE(reply->attributes);
        EXPECT_FALSE(reply->capacity);
    }
}

TEST(UpdateItem, DecodesTheFullReply) {
    const auto reply = update_item::decode(
        R"({"Attributes":{"id":{"S":"1"},"n":{"N":"2"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":2.5,)"
        R"("ReadCapacityUnits":0.5,"WriteCapacityUnits":2,"Table":{"CapacityUnits":1},)"
        R"("LocalSecondaryIndexes":{"l":{"CapacityUnits":1}},"GlobalSecondaryIndexes":{"g":{"CapacityUnits":0.5}}},)"
        R"("ItemCollectionMetrics":{"ItemCollectionKey":{"id":{"S":"1"}},"SizeEstimateRangeGB":[0,1]}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->attributes, (item{{"id", "1"}, {"n", 2}}));
    ASSERT_TRUE(reply->capacity);
    EXPECT_EQ(reply->capacity->table_name, "t");
    EXPECT_EQ(reply->capacity->capacity_units, 2.5);
    EXPECT_EQ(reply->capacity->read_capacity_units, 0.5);
    EXPECT_EQ(reply->capacity->write_capacity_units, 2);
    EXPECT_EQ(reply->capacity->indexes, (std::map<std::string, double>{{"g", 0.5}, {"l", 1}}));
    ASSERT_TRUE(reply->collection);
    EXPECT_EQ(reply->collection->collection_key, (item{{"id", "1"}}));
    EXPECT_EQ(reply->collection->size_gb_least, 0);
    EXPECT_EQ(reply->collection->size_gb_most, 1);
}

TEST(UpdateItem, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = update_item::decode(
        " { \"New\" : [ { } , null ] ,\r\n\"ConsumedCapacity\" : null ,\t\"Attributes\" : { \"id\" : { "
        "\"__type\" : \"x#AttributeValue\" , \"N\" : null , \"S\" : \"1\" } } , \"\" : 1e3 } ");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->attributes, (item{{"id", "1"}}));
    EXPECT_FALSE(reply->capacity);
    const auto nothing = update_item::decode(R"({"Attributes":null})");
    ASSERT_TRUE(nothing);
    EXPECT_FALSE(nothing->attributes);
}

TEST(UpdateItem, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(update_item::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Attributes":[]})", R"({"Attributes":{"id":"1"}})", R"({"Attributes":{"id":{}}})",
          R"({"Attributes":{"id":{"S":"1","N":"2"}}})", R"({"Attributes":{"id":{"S":1}}})",
          R"({"ConsumedCapacity":1})", R"({"ConsumedCapacity":{"CapacityUnits":"1"}})",
          R"({"ItemCollectionMetrics":[]})", R"({"ItemCollectionMetrics":{"ItemCollectionKey":7}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1]}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1,2,3]}})"})
        EXPECT_EQ(cause_of(update_item::decode(body)), errc::malformed_reply) << body;
}

TEST(UpdateItem, NamesTheAttributeThatItCannotRead) {
    const auto reply = update_item::decode(R"({"Attributes":{"a":{"L":[{"S":"x"},{"M":{"b":{"X":"?"}}}]}}})");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().cause(), errc::type_mismatch);
    EXPECT_EQ(reply.error().diagnostics().attribute_path, "a[1].b");
}

}  // namespace
}  // namespace dynaco
