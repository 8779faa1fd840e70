#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/batch.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::batch_write_item_test {
namespace {

using requests = std::vector<std::string>;

const requests put_and_delete{R"({"PutRequest":{"Item":{"id":{"S":"1"}}}})",
                              R"({"DeleteRequest":{"Key":{"id":{"S":"2"}}}})"};

TEST(BatchWriteItem, NamesTheOperation) {
    static_assert(operation<batch_write_item>);
    static_assert(batch_write_item::info.writes);
    EXPECT_EQ(batch_write_item::info.name, "BatchWriteItem");
    EXPECT_EQ(batch_write_item{}.table(), "");
    const std::array tables{batch_writes{.table_name = "a", .requests = put_and_delete}};
    EXPECT_EQ(batch_write_item{.tables = tables}.table(), "a");
}

TEST(BatchWriteItem, EncodesTheLeast) { EXPECT_EQ(encoded(batch_write_item{}), R"({"RequestItems":{}})"); }

TEST(BatchWriteItem, EncodesAll) {
    const std::array tables{batch_writes{.table_name = "a", .requests = put_and_delete},
                            batch_writes{.table_name = "b\"", .requests = std::span(put_and_delete).last(1)}};
    EXPECT_EQ(
        encoded(batch_write_item{.tables = tables, .report_capacity = report_capacity::indexes}),
        R"({"RequestItems":{"a":[{"PutRequest":{"Item":{"id":{"S":"1"}}}},)"
        R"({"DeleteRequest":{"Key":{"id":{"S":"2"}}}}],"b\"":[{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}]},)"
        R"("ReturnConsumedCapacity":"INDEXES"})");
}

TEST(BatchWriteItem, EncodesRequestsThatAreScattered) {
    const std::array<std::string_view, 2> views{put_and_delete[1], put_and_delete[0]};
    const std::array together{batch_writes{.table_name = "a", .scattered = views}};
    EXPECT_EQ(encoded(batch_write_item{.tables = together}),
              R"({"RequestItems":{"a":[)" + put_and_delete[1] + ',' + put_and_delete[0] + "]}}");
}

TEST(BatchWriteItem, MakesRequests) {
    const item put{{"id", "1"}};
    const item key{{"id", "2"}};
    EXPECT_EQ(batch_write_item::put_request(put).value(), put_and_delete[0]);
    EXPECT_EQ(batch_write_item::delete_request(key).value(), put_and_delete[1]);
}

TEST(BatchWriteItem, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    for (const auto& refused : {batch_write_item::put_request(bad), batch_write_item::delete_request(bad)}) {
        EXPECT_EQ(cause_of(refused), errc::not_a_number);
        EXPECT_EQ(refused.error().diagnostics().attribute_path, "weather.celsius");
    }
}

TEST(BatchWriteItem, PutsItemsOfAtMost400KB) {
    const auto put = [](std::size_t bytes) {
        const item sized{{"id", "1"}, {"text", std::string(bytes - 7, 'x')}};
        return cause_of(batch_write_item::put_request(sized));
    };
    EXPECT_EQ(put(409600), errc{});
    EXPECT_EQ(put(409601), errc::item_too_large);
}

TEST(BatchWriteItem, DecodesTheMinimalReply) {
    for (const std::string_view body :
         {"{}", "", R"({"UnprocessedItems":{}})", R"({"UnprocessedItems":null})"}) {
        const auto reply = batch_write_item::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->unprocessed.empty());
        EXPECT_TRUE(reply->capacity.empty());
    }
}

TEST(BatchWriteItem, DecodesTheFullReplyIntoRequestsAgain) {
    const auto reply = batch_write_item::decode(
        R"({"UnprocessedItems":{"a":[{"PutRequest":{"Item":{"id":{"S":"1"}}}},{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}],)"
        R"("b":[]},"ItemCollectionMetrics":{"a":[{"SizeEstimateRangeGB":[0,1]}]},)"
        R"("ConsumedCapacity":[{"TableName":"a","CapacityUnits":2}]})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->unprocessed.size(), 2u);
    EXPECT_EQ(reply->unprocessed[0].table_name, "a");
    EXPECT_EQ(reply->unprocessed[0].requests, put_and_delete);
    EXPECT_TRUE(reply->unprocessed[1].requests.empty());
    ASSERT_EQ(reply->capacity.size(), 1u);
    EXPECT_EQ(reply->capacity[0].capacity_units, 2);
}

TEST(BatchWriteItem, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = batch_write_item::decode(
        " { \"ConsumedCapacity\" : null , \"x\" : true , \"UnprocessedItems\" : { \"n\" : null , \"t\" : [ "
        "null , { "
        "\"y\" : null } ] } } ");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->unprocessed.size(), 1u);
    EXPECT_EQ(reply->unprocessed[0].requests, requests{"{ \"y\" : null }"});
}

TEST(BatchWriteItem, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(batch_write_item::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"UnprocessedItems":[]})", R"({"UnprocessedItems":{"t":{}}})",
          R"({"UnprocessedItems":{"t":[{]}})", R"({"UnprocessedItems":{"t":[{},]}})",
          R"({"ConsumedCapacity":{}})", R"({"ConsumedCapacity":[1]})"})
        EXPECT_EQ(cause_of(batch_write_item::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::batch_write_item_test
