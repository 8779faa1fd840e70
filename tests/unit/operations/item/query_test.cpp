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

TEST(Query, IsWhatItSays) {
    static_assert(operation<query>);
    static_assert(!query::info.writes);
    EXPECT_EQ(query::info.name, "Query");
    EXPECT_EQ(query{.table_name = "t"}.table(), "t");
}

TEST(Query, EncodesTheLeast) { EXPECT_EQ(encoded(query{.table_name = "t"}), R"({"TableName":"t"})"); }

TEST(Query, EncodesAll) {
    const auto clause = filter("n"_a > 5);
    const expression::statement<model, decltype(clause)> expressions(clause);
    EXPECT_EQ(encoded(query{.table_name = "t",
                            .index_name = "i",
                            .expressions = expressions,
                            .exclusive_start_key = R"({"id":{"S":"1"}})",
                            .limit = 4294967295,
                            .forward = false,
                            .consistent_read = true,
                            .count_only = true,
                            .report_capacity = report_capacity::indexes}),
              R"({"TableName":"t","IndexName":"i","FilterExpression":"#0 > :0",)"
              R"("ExpressionAttributeNames":{"#0":"n"},"ExpressionAttributeValues":{":0":{"N":"5"}},)"
              R"("ExclusiveStartKey":{"id":{"S":"1"}},"Limit":4294967295,"ScanIndexForward":false,)"
              R"("ConsistentRead":true,"Select":"COUNT","ReturnConsumedCapacity":"INDEXES"})");
}

TEST(Query, SaysOnlyWhatDiffersFromTheDefault) {
    EXPECT_EQ(encoded(query{.table_name = "t", .limit = 1, .forward = true}),
              R"({"TableName":"t","Limit":1})");
}

TEST(Query, EncodesAKeyCondition) {
    const std::string_view id = "1";
    const expression::no_condition any;
    const expression::key_clause<model, std::string_view, expression::no_condition> clause(id, any);
    const expression::statement<model, decltype(clause)> expressions(clause);
    EXPECT_EQ(encoded(query{.table_name = "t", .expressions = expressions}),
              R"({"TableName":"t","KeyConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"id"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"}}})");
}

TEST(Query, RefusesAStartKeyThatIsNone) {
    for (const std::string_view key :
         {"x", "{", "[]", "null", "1", R"({"id":"1"})", R"({"id":{"S":"1"}},"Limit":1)",
          R"({"id":{"S":"1"}} {})", R"({"id":{"X":"1"}})"}) {
        const failure why = not_encoded(query{.table_name = "t", .exclusive_start_key = key});
        EXPECT_EQ(why.cause(), errc::invalid_argument) << key;
    }
}

TEST(Query, RefusesAnExpressionValue) {
    const auto clause = filter("n"_a > std::numeric_limits<double>::infinity());
    const expression::statement<model, decltype(clause)> expressions(clause);
    const failure why = not_encoded(query{.table_name = "t", .expressions = expressions});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
}

TEST(Query, DecodesTheMinimalReply) {
    for (const std::string_view body :
         {"{}", "", R"({"Items":[]})", R"({"Items":null,"LastEvaluatedKey":null})"}) {
        const auto reply = query::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->items.empty());
        EXPECT_EQ(reply->page.count, 0u);
        EXPECT_EQ(reply->page.scanned_count, 0u);
        EXPECT_EQ(reply->page.last_evaluated_key, "");
        EXPECT_FALSE(reply->page.capacity);
    }
}

TEST(Query, DecodesTheFullReply) {
    const auto reply = query::decode(
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

TEST(Query, GivesAKeyThatItTakesBack) {
    const auto reply = query::decode("{\"LastEvaluatedKey\": { \"i\\\"d\" : { \"B\" : \"YQ==\" } } }");
    ASSERT_TRUE(reply);
    EXPECT_EQ(encoded(query{.table_name = "t", .exclusive_start_key = reply->page.last_evaluated_key}),
              "{\"TableName\":\"t\",\"ExclusiveStartKey\":{ \"i\\\"d\" : { \"B\" : \"YQ==\" } }}");
}

TEST(Query, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = query::decode(
        "\t{ \"LastEvaluatedKey\" : null , \"Later\" : { \"Items\" : [ 1 ] } , \"ScannedCount\" : 3e0 , "
        "\"Items\" : [ null , { \"id\" : { \"S\" : \"1\" } } , null ] , \"Count\" : null } \n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->items, (std::vector<item>{item{{"id", "1"}}}));
    EXPECT_EQ(reply->page.scanned_count, 3u);
    EXPECT_EQ(reply->page.last_evaluated_key, "");
}

TEST(Query, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(query::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Items":{}})", R"({"Items":[1]})", R"({"Items":[{},]})", R"({"Items":[{} {}]})",
          R"({"Items":[{"id":{"S":"1"}}})", R"({"Count":-1})", R"({"Count":"1"})", R"({"Count":1e300})",
          R"({"Count":01})", R"({"LastEvaluatedKey":{"id":}})", R"({"LastEvaluatedKey":})"})
        EXPECT_EQ(cause_of(query::decode(body)), errc::malformed_reply) << body;
}

TEST(Query, DecodesIntoModels) {
    std::vector<model> models;
    auto take = [&models](json::reader& in) { return detail::read_item(in, models.emplace_back()); };
    const auto page = query::decode_into(
        R"({"Items":[{"id":{"S":"1"},"n":{"N":"7"}},{"id":{"S":"2"}}],"Count":2,"ScannedCount":5})", take);
    ASSERT_TRUE(page);
    ASSERT_EQ(models.size(), 2u);
    EXPECT_EQ(models[0].n, 7);
    EXPECT_EQ(models[1].id, "2");
    EXPECT_EQ(page->scanned_count, 5u);
}

TEST(Query, AnItemThatDoesNotFitTheModelIsAFailure) {
    std::vector<model> models;
    auto take = [&models](json::reader& in) { return detail::read_item(in, models.emplace_back()); };
    const auto page = query::decode_into(R"({"Items":[{"id":{"S":"1"}},{"n":{"N":"1"}}]})", take);
    EXPECT_EQ(cause_of(page), errc::missing_attribute);
    EXPECT_EQ(page.error().diagnostics().attribute_path, "id");
}

}  // namespace
}  // namespace dynaco
