#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Query and Scan have the same response.
namespace dynaco::page_response_test {
namespace {

struct model {
    std::string id;
    std::int64_t n = 0;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};

template <class Operation>
class PageResponse : public testing::Test {};
using page_operations = testing::Types<query, scan>;
TYPED_TEST_SUITE(PageResponse, page_operations, operation_names);

TYPED_TEST(PageResponse, DecodesTheMinimalReply) {
    for (const std::string_view body :
         {"{}", "", R"({"Items":[]})", R"({"Items":null,"LastEvaluatedKey":null})"}) {
        const auto reply = TypeParam::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->items.empty());
        EXPECT_EQ(reply->page.count, 0u);
        EXPECT_EQ(reply->page.scanned_count, 0u);
        EXPECT_EQ(reply->page.last_evaluated_key, "");
        EXPECT_FALSE(reply->page.capacity);
    }
}

TYPED_TEST(PageResponse, DecodesTheFullReply) {
    const auto reply = TypeParam::decode(
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

TYPED_TEST(PageResponse, GivesAKeyThatItTakesBack) {
    const auto reply = TypeParam::decode("{\"LastEvaluatedKey\": { \"i\\\"d\" : { \"B\" : \"YQ==\" } } }");
    ASSERT_TRUE(reply);
    EXPECT_EQ(encoded(TypeParam{.table_name = "t", .exclusive_start_key = reply->page.last_evaluated_key}),
              "{\"TableName\":\"t\",\"ExclusiveStartKey\":{ \"i\\\"d\" : { \"B\" : \"YQ==\" } }}");
}

TYPED_TEST(PageResponse, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = TypeParam::decode(
        "\t{ \"LastEvaluatedKey\" : null , \"Later\" : { \"Items\" : [ 1 ] } , \"ScannedCount\" : 3e0 , "
        "\"Items\" : [ null , { \"id\" : { \"S\" : \"1\" } } , null ] , \"Count\" : null } \n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->items, (std::vector<item>{item{{"id", "1"}}}));
    EXPECT_EQ(reply->page.scanned_count, 3u);
    EXPECT_EQ(reply->page.last_evaluated_key, "");
}

TYPED_TEST(PageResponse, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(TypeParam::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Items":{}})", R"({"Items":[1]})", R"({"Items":[{},]})", R"({"Items":[{} {}]})",
          R"({"Items":[{"id":{"S":"1"}}})", R"({"Count":-1})", R"({"Count":"1"})", R"({"Count":1e300})",
          R"({"Count":01})", R"({"LastEvaluatedKey":{"id":}})", R"({"LastEvaluatedKey":})"})
        EXPECT_EQ(cause_of(TypeParam::decode(body)), errc::malformed_reply) << body;
}

TYPED_TEST(PageResponse, DecodesIntoModels) {
    std::vector<model> models;
    auto take = [&models](detail::json::reader& in) { return detail::read_item(in, models.emplace_back()); };
    const auto page = TypeParam::decode_into(
        R"({"Items":[{"id":{"S":"1"},"n":{"N":"7"}},{"id":{"S":"2"}}],"Count":2,"ScannedCount":5})", take);
    ASSERT_TRUE(page);
    ASSERT_EQ(models.size(), 2u);
    EXPECT_EQ(models[0].n, 7);
    EXPECT_EQ(models[1].id, "2");
    EXPECT_EQ(page->scanned_count, 5u);
}

TYPED_TEST(PageResponse, AnItemThatDoesNotFitTheModelIsAFailure) {
    std::vector<model> models;
    auto take = [&models](detail::json::reader& in) { return detail::read_item(in, models.emplace_back()); };
    const auto page = TypeParam::decode_into(R"({"Items":[{"id":{"S":"1"}},{"n":{"N":"1"}}]})", take);
    EXPECT_EQ(cause_of(page), errc::missing_attribute);
    EXPECT_EQ(page.error().diagnostics().attribute_path, "id");
}

}  // namespace
}  // namespace dynaco::page_response_test
