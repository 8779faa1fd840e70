#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/batch.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::batch_get_item_test {
namespace {

using keys = std::vector<std::string>;

struct view {
    std::string id;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};

const keys two_keys{R"({"id":{"S":"1"}})", R"({"id":{"S":"2"}})"};

TEST(BatchGetItem, NamesTheOperation) {
    static_assert(operation<batch_get_item>);
    static_assert(!batch_get_item::info.writes);
    EXPECT_EQ(batch_get_item::info.name, "BatchGetItem");
    EXPECT_EQ(batch_get_item{}.table(), "");
    const std::array tables{batch_keys{.table_name = "a", .keys = two_keys}};
    EXPECT_EQ(batch_get_item{.tables = tables}.table(), "a");
}

TEST(BatchGetItem, EncodesTheLeast) {
    EXPECT_EQ(encoded(batch_get_item{}), R"({"RequestItems":{}})");
    const std::array tables{batch_keys{.table_name = "t", .keys = two_keys}};
    EXPECT_EQ(encoded(batch_get_item{.tables = tables}),
              R"({"RequestItems":{"t":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"2"}}]}}})");
}

TEST(BatchGetItem, EncodesAll) {
    const detail::expression::projection_clause<view> clause;
    const detail::expression::statement<view, detail::expression::projection_clause<view>> projection(clause);
    const std::array tables{
        batch_keys{.table_name = "a", .keys = two_keys, .expressions = projection, .consistent_read = true},
        batch_keys{.table_name = "b\"", .keys = std::span(two_keys).first(1)}};
    EXPECT_EQ(
        encoded(batch_get_item{.tables = tables, .report_capacity = report_capacity::total}),
        R"({"RequestItems":{"a":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"ProjectionExpression":"#0",)"
        R"("ExpressionAttributeNames":{"#0":"id"},"ConsistentRead":true},)"
        R"("b\"":{"Keys":[{"id":{"S":"1"}}]}},"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(BatchGetItem, EncodesKeys) {
    const item key{{"id", "1"}};
    const auto encoded_key = batch_get_item::encode_key(key);
    ASSERT_TRUE(encoded_key);
    EXPECT_EQ(*encoded_key, two_keys[0]);
    const measurement bad{.id = "1", .weather = {}};
    const auto refused = batch_get_item::encode_key(bad);
    EXPECT_EQ(cause_of(refused), errc::not_a_number);
    EXPECT_EQ(refused.error().diagnostics().attribute_path, "weather.celsius");
}

TEST(BatchGetItem, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", R"({"Responses":{},"UnprocessedKeys":{}})",
                                        R"({"Responses":null,"UnprocessedKeys":null})"}) {
        const auto reply = batch_get_item::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->tables.empty());
        EXPECT_TRUE(reply->unprocessed.empty());
        EXPECT_TRUE(reply->capacity.empty());
    }
}

TEST(BatchGetItem, DecodesTheFullReply) {
    const auto reply = batch_get_item::decode(
        R"({"Responses":{"a":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"b":[]},"UnprocessedKeys":{"b":{"Keys":[)"
        R"({"id":{"S":"3"}}],"ConsistentRead":true,"ProjectionExpression":"#0","ExpressionAttributeNames":{"#0":"id"}}},)"
        R"("ConsumedCapacity":[{"TableName":"a","CapacityUnits":1},{"TableName":"b","CapacityUnits":0.5}]})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->tables.size(), 2u);
    EXPECT_EQ(reply->tables[0].table_name, "a");
    EXPECT_EQ(reply->tables[0].items, (std::vector<item>{item{{"id", "1"}}, item{{"id", "2"}}}));
    EXPECT_EQ(reply->tables[1].table_name, "b");
    EXPECT_TRUE(reply->tables[1].items.empty());
    ASSERT_EQ(reply->unprocessed.size(), 1u);
    EXPECT_EQ(reply->unprocessed[0].table_name, "b");
    EXPECT_EQ(reply->unprocessed[0].keys, keys{R"({"id":{"S":"3"}})"});
    ASSERT_EQ(reply->capacity.size(), 2u);
    EXPECT_EQ(reply->capacity[1].table_name, "b");
    EXPECT_EQ(reply->capacity[1].capacity_units, 0.5);
}

TEST(BatchGetItem, LeftoversAreKeysAgain) {
    const auto reply =
        batch_get_item::decode(R"({"UnprocessedKeys":{"t":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"2"}}]}}})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->unprocessed.size(), 1u);
    const std::array tables{
        batch_keys{.table_name = reply->unprocessed[0].table_name, .keys = reply->unprocessed[0].keys}};
    EXPECT_EQ(encoded(batch_get_item{.tables = tables}),
              R"({"RequestItems":{"t":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"2"}}]}}})");
}

TEST(BatchGetItem, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = batch_get_item::decode(
        " { \"UnprocessedKeys\" : { \"n\" : null , \"t\" : { \"x\" : 1 , \"Keys\" : [ null , { } ] , "
        "\"AttributesToGet\" : null } , \"u\" : { \"Keys\" : null } } , \"x\" : [ ] , \"ConsumedCapacity\" : "
        "[ null , "
        "{ } ] , \"Responses\" : { \"n\" : null , \"t\" : [ null , { \"id\" : { \"S\" : \"1\" } } ] } } ");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->tables.size(), 1u);
    EXPECT_EQ(reply->tables[0].items, (std::vector<item>{item{{"id", "1"}}}));
    ASSERT_EQ(reply->unprocessed.size(), 2u);
    EXPECT_EQ(reply->unprocessed[0].keys, keys{"{ }"});
    EXPECT_TRUE(reply->unprocessed[1].keys.empty());
    EXPECT_EQ(reply->capacity.size(), 1u);
}

TEST(BatchGetItem, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(batch_get_item::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Responses":[]})", R"({"Responses":{"t":{}}})", R"({"Responses":{"t":[1]}})",
          R"({"Responses":{"t":[{},]}})", R"({"UnprocessedKeys":[]})", R"({"UnprocessedKeys":{"t":[]}})",
          R"({"UnprocessedKeys":{"t":{"Keys":{}}}})", R"({"UnprocessedKeys":{"t":{"Keys":[{]}}})",
          R"({"ConsumedCapacity":{}})"})
        EXPECT_EQ(cause_of(batch_get_item::decode(body)), errc::malformed_reply) << body;
}

TEST(BatchGetItem, DecodesIntoModels) {
    std::vector<view> views;
    auto take = [&views](detail::json::reader& in) { return detail::read_item(in, views.emplace_back()); };
    std::vector<item> others;
    auto take_other = [&others](detail::json::reader& in) {
        return detail::read_item(in, others.emplace_back());
    };
    const std::array<batch_get_item::table_sink, 2> sinks{{{"t", take}, {"u", take_other}}};
    const auto reply = batch_get_item::decode_into(
        R"({"Responses":{"u":[{"n":{"N":"2"}}],"t":[{"id":{"S":"1"}},null]},"UnprocessedKeys":{"t":{"Keys":[{}]}}})",
        sinks);
    ASSERT_TRUE(reply);
    ASSERT_EQ(views.size(), 1u);
    EXPECT_EQ(others, (std::vector<item>{item{{"n", 2}}}));
    EXPECT_EQ(views[0].id, "1");
    EXPECT_EQ(reply->unprocessed.size(), 1u);
    const auto bad = batch_get_item::decode_into(R"({"Responses":{"t":[{"id":{"N":"1"}}]}})", sinks);
    EXPECT_EQ(cause_of(bad), errc::type_mismatch);
    EXPECT_EQ(bad.error().diagnostics().attribute_path, "id");
    const auto unasked = batch_get_item::decode_into(R"({"Responses":{"x":[{"id":{"S":"1"}}]}})", sinks);
    EXPECT_EQ(cause_of(unasked), errc::malformed_reply);
}

}  // namespace
}  // namespace dynaco::batch_get_item_test
