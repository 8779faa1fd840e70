#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco {
namespace {

using namespace literals;

TEST(PutItem, IsWhatItSays) {
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
    const expression::statement<dynaco::item, decltype(clause)> whole(clause);
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

TEST(PutItem, AsksForWhatIsWanted) {
    const auto with = [](return_values what) {
        return encoded(put_item{.table_name = "t", .item = {}, .returned = what});
    };
    const auto wants = [](std::string_view what) {
        return R"({"TableName":"t","Item":{},"ReturnValues":")" + std::string(what) + "\"}";
    };
    EXPECT_EQ(with(return_values::none), R"({"TableName":"t","Item":{}})");
    EXPECT_EQ(with(return_values::all_old), wants("ALL_OLD"));
    EXPECT_EQ(with(return_values::updated_old), wants("UPDATED_OLD"));
    EXPECT_EQ(with(return_values::all_new), wants("ALL_NEW"));
    EXPECT_EQ(with(return_values::updated_new), wants("UPDATED_NEW"));
    EXPECT_EQ(encoded(put_item{.table_name = "t", .item = {}, .report_capacity = report_capacity::total}),
              R"({"TableName":"t","Item":{},"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(PutItem, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const failure why = not_encoded(put_item{.table_name = "t", .item = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "weather.celsius");
}

TEST(PutItem, RefusesAnExpressionValue) {
    const item object{{"id", "1"}};
    const auto clause = when("n"_a == std::numeric_limits<double>::infinity());
    const expression::statement<dynaco::item, decltype(clause)> bad(clause);
    const failure why = not_encoded(put_item{.table_name = "t", .item = object, .expressions = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
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

TEST(PutItem, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", " \n"}) {
        const auto reply = put_item::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_FALSE(reply->attributes);
        EXPECT_FALSE(reply->capacity);
    }
}

TEST(PutItem, DecodesTheFullReply) {
    const auto reply = put_item::decode(
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

TEST(PutItem, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = put_item::decode(
        " { \"New\" : [ { } , null ] ,\r\n\"ConsumedCapacity\" : null ,\t\"Attributes\" : { \"id\" : { "
        "\"__type\" : \"x#AttributeValue\" , \"N\" : null , \"S\" : \"1\" } } , \"\" : 1e3 } ");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->attributes, (item{{"id", "1"}}));
    EXPECT_FALSE(reply->capacity);
    const auto nothing = put_item::decode(R"({"Attributes":null})");
    ASSERT_TRUE(nothing);
    EXPECT_FALSE(nothing->attributes);
}

TEST(PutItem, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(put_item::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Attributes":[]})", R"({"Attributes":{"id":"1"}})", R"({"Attributes":{"id":{}}})",
          R"({"Attributes":{"id":{"S":"1","N":"2"}}})", R"({"Attributes":{"id":{"S":1}}})",
          R"({"ConsumedCapacity":1})", R"({"ConsumedCapacity":{"CapacityUnits":"1"}})",
          R"({"ItemCollectionMetrics":[]})", R"({"ItemCollectionMetrics":{"ItemCollectionKey":7}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1]}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1,2,3]}})"})
        EXPECT_EQ(cause_of(put_item::decode(body)), errc::malformed_reply) << body;
}

TEST(PutItem, NamesTheAttributeThatItCannotRead) {
    const auto reply = put_item::decode(R"({"Attributes":{"a":{"L":[{"S":"x"},{"M":{"b":{"X":"?"}}}]}}})");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().cause(), errc::type_mismatch);
    EXPECT_EQ(reply.error().diagnostics().attribute_path, "a[1].b");
}

}  // namespace
}  // namespace dynaco
