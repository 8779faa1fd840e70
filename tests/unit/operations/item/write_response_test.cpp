#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

// PutItem, DeleteItem and UpdateItem have the same response.
namespace dynaco::write_response_test {
namespace {

template <class Operation>
class WriteResponse : public testing::Test {};
using write_operations = testing::Types<put_item, delete_item, update_item>;
TYPED_TEST_SUITE(WriteResponse, write_operations, operation_names);

TYPED_TEST(WriteResponse, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", " \n"}) {
        const auto reply = TypeParam::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_FALSE(reply->attributes);
        EXPECT_FALSE(reply->capacity);
    }
}

TYPED_TEST(WriteResponse, DecodesTheFullReply) {
    const auto reply = TypeParam::decode(
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

TYPED_TEST(WriteResponse, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = TypeParam::decode(
        " { \"New\" : [ { } , null ] ,\r\n\"ConsumedCapacity\" : null ,\t\"Attributes\" : { \"id\" : { "
        "\"__type\" : \"x#AttributeValue\" , \"N\" : null , \"S\" : \"1\" } } , \"\" : 1e3 } ");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->attributes, (item{{"id", "1"}}));
    EXPECT_FALSE(reply->capacity);
    const auto nothing = TypeParam::decode(R"({"Attributes":null})");
    ASSERT_TRUE(nothing);
    EXPECT_FALSE(nothing->attributes);
}

TYPED_TEST(WriteResponse, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(TypeParam::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Attributes":[]})", R"({"Attributes":{"id":"1"}})", R"({"Attributes":{"id":{}}})",
          R"({"Attributes":{"id":{"S":"1","N":"2"}}})", R"({"Attributes":{"id":{"S":1}}})",
          R"({"ConsumedCapacity":1})", R"({"ConsumedCapacity":{"CapacityUnits":"1"}})",
          R"({"ItemCollectionMetrics":[]})", R"({"ItemCollectionMetrics":{"ItemCollectionKey":7}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1]}})",
          R"({"ItemCollectionMetrics":{"SizeEstimateRangeGB":[1,2,3]}})"})
        EXPECT_EQ(cause_of(TypeParam::decode(body)), errc::malformed_reply) << body;
}

TYPED_TEST(WriteResponse, NamesTheAttributeThatItCannotRead) {
    const auto reply = TypeParam::decode(R"({"Attributes":{"a":{"L":[{"S":"x"},{"M":{"b":{"X":"?"}}}]}}})");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().cause(), errc::type_mismatch);
    EXPECT_EQ(reply.error().diagnostics().attribute_path, "a[1].b");
}

}  // namespace
}  // namespace dynaco::write_response_test
