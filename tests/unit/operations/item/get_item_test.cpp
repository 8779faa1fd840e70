#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::get_item_test {
namespace {

struct view {
    std::string id;
    std::int64_t n = 0;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};

TEST(GetItem, NamesTheOperation) {
    static_assert(operation<get_item>);
    static_assert(!get_item::info.writes);
    EXPECT_EQ(get_item::info.name, "GetItem");
    EXPECT_EQ((get_item{.table_name = "t", .key = {}}.table()), "t");
}

TEST(GetItem, EncodesTheLeast) {
    const item key{{"id", "1"}};
    EXPECT_EQ(encoded(get_item{.table_name = "t", .key = key}),
              R"({"TableName":"t","Key":{"id":{"S":"1"}}})");
}

TEST(GetItem, EncodesAll) {
    const item key{{"id", "1"}};
    const detail::expression::projection_clause<view> clause;
    const detail::expression::statement<view, detail::expression::projection_clause<view>> projection(clause);
    EXPECT_EQ(encoded(get_item{.table_name = "t",
                               .key = key,
                               .expressions = projection,
                               .consistent_read = true,
                               .report_capacity = report_capacity::total}),
              R"({"TableName":"t","Key":{"id":{"S":"1"}},"ProjectionExpression":"#0, #1",)"
              R"("ExpressionAttributeNames":{"#0":"id","#1":"n"},"ConsistentRead":true,)"
              R"("ReturnConsumedCapacity":"TOTAL"})");
}

TEST(GetItem, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const failure why = not_encoded(get_item{.table_name = "t", .key = bad});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "weather.celsius");
}

TEST(GetItem, AMissingItemIsNothing) {
    for (const std::string_view body : {"{}", "", " ", R"({"Item":null})", R"({"ConsumedCapacity":{}})"}) {
        const auto reply = get_item::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_FALSE(reply->item) << body;
    }
}

TEST(GetItem, AnItemWithoutTheProjectedAttributesIsThere) {
    const auto reply = get_item::decode(R"({"Item":{}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->item, item{});
}

TEST(GetItem, DecodesTheFullReply) {
    const auto reply = get_item::decode(
        R"({"Item":{"id":{"S":"1"},"n":{"N":"-1.5"},"b":{"B":"YQ=="},"t":{"BOOL":true},"u":{"NULL":true},)"
        R"("m":{"M":{"x":{"S":"y"}}},"l":{"L":[{"N":"1"},{"S":""}]},"ss":{"SS":["a"]},"ns":{"NS":["1"]},)"
        R"("bs":{"BS":["YQ=="]}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}})");
    ASSERT_TRUE(reply);
    ASSERT_TRUE(reply->item);
    EXPECT_EQ(reply->item->size(), 10u);
    EXPECT_EQ(reply->item->at("n"), value(number("-1.5")));
    EXPECT_EQ(reply->item->at("m"), value(item{{"x", "y"}}));
    ASSERT_TRUE(reply->capacity);
    EXPECT_EQ(reply->capacity->capacity_units, 0.5);
    EXPECT_EQ(reply->capacity->table_name, "t");
}

TEST(GetItem, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = get_item::decode(
        "\n{ \"ConsumedCapacity\" : { \"CapacityUnits\" : null , \"GlobalSecondaryIndexes\" : { \"g\" : null "
        ", "
        "\"h\" : { \"CapacityUnits\" : null , \"x\" : [ ] } } , \"Table\" : null } , \"Later\" : { \"Item\" "
        ": 1 } "
        ", \"Item\" : { \"id\" : { \"S\" : \"\\u0031\" , \"N\" : null , \"__type\" : \"x\" } } }\r\n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->item, (item{{"id", "1"}}));
    ASSERT_TRUE(reply->capacity);
    EXPECT_EQ(reply->capacity->capacity_units, 0);
    EXPECT_EQ(reply->capacity->indexes, (std::map<std::string, double>{{"h", 0}}));
}

TEST(GetItem, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies) {
        EXPECT_EQ(cause_of(get_item::decode(body)), errc::malformed_reply) << body;
        auto take = [](detail::json::reader& in) { return in.skip(); };
        EXPECT_EQ(cause_of(get_item::decode_into(body, take)), errc::malformed_reply) << body;
    }
    for (const std::string_view body :
         {R"({"Item":[]})", R"({"Item":{"id":{"S":"1"})", R"({"Item":{"id":{"S":"1"}})", R"({"Item":1})",
          R"({"ConsumedCapacity":{"CapacityUnits":1e999}})", R"({"ConsumedCapacity":{"CapacityUnits":-}})"})
        EXPECT_EQ(cause_of(get_item::decode(body)), errc::malformed_reply) << body;
}

TEST(GetItem, EveryCutOfAReplyIsMalformed) {
    const std::string whole =
        R"({"Item":{"id":{"S":"1"},"l":{"L":[{"N":"1"}]}},"ConsumedCapacity":{"CapacityUnits":1}})";
    ASSERT_TRUE(get_item::decode(whole));
    for (std::size_t size = 1; size < whole.size(); ++size)
        EXPECT_EQ(cause_of(get_item::decode(whole.substr(0, size))), errc::malformed_reply) << size;
}

TEST(GetItem, DecodesIntoAModel) {
    view v;
    auto take = [&v](detail::json::reader& in) { return detail::read_item(in, v); };
    const auto found =
        get_item::decode_into(R"({"Item":{"n":{"N":"7"},"id":{"S":"1"},"x":{"S":"?"}}})", take);
    ASSERT_TRUE(found);
    EXPECT_TRUE(*found);
    EXPECT_EQ(v.id, "1");
    EXPECT_EQ(v.n, 7);
    const auto missing = get_item::decode_into("{}", take);
    ASSERT_TRUE(missing);
    EXPECT_FALSE(*missing);
}

TEST(GetItem, AnItemThatDoesNotFitTheModelIsAFailure) {
    view v;
    auto take = [&v](detail::json::reader& in) { return detail::read_item(in, v); };
    const auto mismatch = get_item::decode_into(R"({"Item":{"id":{"S":"1"},"n":{"S":"7"}}})", take);
    EXPECT_EQ(cause_of(mismatch), errc::type_mismatch);
    EXPECT_EQ(mismatch.error().diagnostics().attribute_path, "n");
    const auto missing = get_item::decode_into(R"({"Item":{"n":{"N":"7"}}})", take);
    EXPECT_EQ(cause_of(missing), errc::missing_attribute);
    EXPECT_EQ(missing.error().diagnostics().attribute_path, "id");
    EXPECT_EQ(cause_of(get_item::decode_into(R"({"Item":{"id":{"S":"1"},"n":{"N":"1e30"}}})", take)),
              errc::number_out_of_range);
}

}  // namespace
}  // namespace dynaco::get_item_test
