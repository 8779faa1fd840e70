#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {
namespace {

using namespace literals;

struct model {
    std::string id;
    std::int64_t n = 0;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};

TEST(Scan, IsWhatItSays) {
    static_assert(operation<scan>);
    static_assert(!scan::info.writes);
    EXPECT_EQ(scan::info.name, "Scan");
    EXPECT_EQ(scan{.table_name = "t"}.table(), "t");
}

TEST(Scan, EncodesTheLeast) { EXPECT_EQ(encoded(scan{.table_name = "t"}), R"({"TableName":"t"})"); }

TEST(Scan, EncodesAll) {
    const auto clause = filter("n"_a > 5);
    const expression::statement<model, decltype(clause)> expressions(clause);
    EXPECT_EQ(
        encoded(scan{.table_name = "t",
                     .index_name = "i",
                     .expressions = expressions,
                     .exclusive_start_key = R"({"id":{"S":"1"}})",
                     .limit = 4294967295,
                     .segment = 0,
                     .total_segments = 1000000,
                     .consistent_read = true,
                     .count_only = true,
                     .report_capacity = report_capacity::indexes}),
        R"({"TableName":"t","IndexName":"i","FilterExpression":"#0 > :0",)"
        R"("ExpressionAttributeNames":{"#0":"n"},"ExpressionAttributeValues":{":0":{"N":"5"}},)"
        R"("ExclusiveStartKey":{"id":{"S":"1"}},"Limit":4294967295,"Segment":0,"TotalSegments":1000000,)"
        R"("ConsistentRead":true,"Select":"COUNT","ReturnConsumedCapacity":"INDEXES"})");
}

TEST(Scan, ASegmentNeedsTheirTotal) {
    for (const scan& op : {scan{.table_name = "t", .segment = 3},
                           scan{.table_name = "t", .segment = 4, .total_segments = 4}}) {
        std::string body;
        json::writer out(body);
        EXPECT_FALSE(op.encode(out));
        EXPECT_EQ(out.why().cause(), errc::invalid_argument);
    }
    EXPECT_EQ(encoded(scan{.table_name = "t", .segment = 3, .total_segments = 4}),
              R"({"TableName":"t","Segment":3,"TotalSegments":4})");
}

TEST(Scan, RefusesAStartKeyThatIsNone) {
    for (const std::string_view key :
         {"x", "{", "[]", "null", "1", R"({"id":"1"})", R"({"id":{"S":"1"}},"Limit":1)",
          R"({"id":{"S":"1"}} {})", R"({"id":{"X":"1"}})"}) {
        const failure why = not_encoded(scan{.table_name = "t", .exclusive_start_key = key});
        EXPECT_EQ(why.cause(), errc::invalid_argument) << key;
    }
}

TEST(Scan, RefusesAnExpressionValue) {
    const auto clause = filter("n"_a > std::numeric_limits<double>::infinity());
    const expression::statement<model, decltype(clause)> expressions(clause);
    const failure why = not_encoded(scan{.table_name = "t", .expressions = expressions});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
}

TEST(Scan, DecodesTheMinimalReply) {
    for (const std::string_view body :
         {"{}", "", R"({"Items":[]})", R"({"Items":null,"LastEvaluatedKey":null})"}) {
        const auto reply = scan::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->items.empty());
        EXPECT_EQ(reply->page.count, 0u);
        EXPECT_EQ(reply->page.scanned_count, 0u);
        EXPECT_EQ(reply->page.last_evaluated_key, "");
        EXPECT_FALSE(reply->page.capacity);
    }
}

TEST(Scan, DecodesTheFullReply) {
    const auto reply = scan::decode(
        R"({"Count":2,"Items":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"ScannedCount":9000000000000000,)"
        R"("LastEvaluatedKey":{"id":{"S":"2"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":128.5}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->items, (std::vector<item>{item{{"id", "1"}}, item{{"id", "2"}}}));
    EXPECT_EQ(reply->page.count, 2u);
    EXPECT_EQ(reply->page.scanned_count, 9000000000000000u);
    EXPECT_EQ(reply->page.last_evaluated_key, R"({"id":{"S":"2"}})");
    ASSERT_TRUE(reply->page.capacity);
    EXPECT_EQ(reply->page.capacity->capacity_units, 128.5);
}

TEST(Scan, GivesAKeyThatItTakesBack) {
    const auto reply = scan::decode("{\"LastEvaluatedKey\": { \"i\\\"d\" : { \"B\" : \"YQ==\" } } }");
    ASSERT_TRUE(reply);
    EXPECT_EQ(encoded(scan{.table_name = "t", .exclusive_start_key = reply->page.last_evaluated_key}),
              "{\"TableName\":\"t\",\"ExclusiveStartKey\":{ \"i\\\"d\" : { \"B\" : \"YQ==\" } }}");
}

TEST(Scan, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = scan::decode(
        "\t{ \"LastEvaluatedKey\" : null , \"Later\" : { \"Items\" : [ 1 ] } , \"ScannedCount\" : 3e0 , "
        "\"Items\" : [ null , { \"id\" : { \"S\" : \"1\" } } , null ] , \"Count\" : null } \n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->items, (std::vector<item>{item{{"id", "1"}}}));
    EXPECT_EQ(reply->page.scanned_count, 3u);
    EXPECT_EQ(reply->page.last_evaluated_key, "");
}

TEST(Scan, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(scan::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Items":{}})", R"({"Items":[1]})", R"({"Items":[{},]})", R"({"Items":[{} {}]})",
          R"({"Items":[{"id":{"S":"1"}}})", R"({"Count":-1})", R"({"Count":"1"})", R"({"Count":1e300})",
          R"({"Count":01})", R"({"LastEvaluatedKey":{"id":}})", R"({"LastEvaluatedKey":})"})
        EXPECT_EQ(cause_of(scan::decode(body)), errc::malformed_reply) << body;
}

TEST(Scan, DecodesIntoModels) {
    std::vector<model> models;
    auto take = [&models](json::reader& in) { return detail::read_item(in, models.emplace_back()); };
    const auto page = scan::decode_into(
        R"({"Items":[{"id":{"S":"1"},"n":{"N":"7"}},{"id":{"S":"2"}}],"Count":2,"ScannedCount":5})", take);
    ASSERT_TRUE(page);
    ASSERT_EQ(models.size(), 2u);
    EXPECT_EQ(models[0].n, 7);
    EXPECT_EQ(models[1].id, "2");
    EXPECT_EQ(page->scanned_count, 5u);
}

TEST(Scan, AnItemThatDoesNotFitTheModelIsAFailure) {
    std::vector<model> models;
    auto take = [&models](json::reader& in) { return detail::read_item(in, models.emplace_back()); };
    const auto page = scan::decode_into(R"({"Items":[{"id":{"S":"1"}},{"n":{"N":"1"}}]})", take);
    EXPECT_EQ(cause_of(page), errc::missing_attribute);
    EXPECT_EQ(page.error().diagnostics().attribute_path, "id");
}

}  // namespace
}  // namespace dynaco
