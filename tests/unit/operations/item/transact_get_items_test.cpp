#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/transaction.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::transact_get_items_test {
namespace {

using gets = std::vector<detail::encoded_get>;

detail::encoded_get get_of(const std::string& id, const std::string& table = "t") {
    const item key{{"id", id}};
    return transact_get_items::encode_action({.table_name = table, .key = key}).value();
}

TEST(TransactGetItems, NamesTheOperation) {
    static_assert(operation<transact_get_items>);
    static_assert(!transact_get_items::info.writes);
    EXPECT_EQ(transact_get_items::info.name, "TransactGetItems");
    const gets one{get_of("1", "a"), get_of("2", "a")};
    const gets two{get_of("1", "a"), get_of("1", "b")};
    EXPECT_EQ(transact_get_items{.actions = one}.table(), "a");
    EXPECT_EQ(transact_get_items{.actions = two}.table(), "");
}

TEST(TransactGetItems, EncodesTheLeast) {
    const gets one{get_of("1")};
    EXPECT_EQ(one[0].text(), "get t");
    EXPECT_EQ(encoded(transact_get_items{.actions = one}),
              R"({"TransactItems":[{"Get":{"TableName":"t","Key":{"id":{"S":"1"}}}}]})");
}

TEST(TransactGetItems, EncodesAll) {
    struct view {
        std::string id{};
        int n = 0;
    };
    const item key{{"id", "2"}};
    const detail::expression::projection_clause<view> projection;
    const detail::expression::statement<view, decltype(projection)> statement(projection);
    const gets two{get_of("1"), transact_get_items::encode_action(
                                    {.table_name = "t\"", .key = key, .expressions = statement})
                                    .value()};
    EXPECT_EQ(encoded(transact_get_items{.actions = two, .report_capacity = report_capacity::total}),
              R"({"TransactItems":[{"Get":{"TableName":"t","Key":{"id":{"S":"1"}}}},)"
              R"({"Get":{"TableName":"t\"","Key":{"id":{"S":"2"}},"ProjectionExpression":"#0, #1",)"
              R"("ExpressionAttributeNames":{"#0":"id","#1":"n"}}}],"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(TransactGetItems, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const auto refused = transact_get_items::encode_action({.table_name = "t", .key = bad});
    EXPECT_EQ(cause_of(refused), errc::not_a_number);
    EXPECT_EQ(refused.error().diagnostics().attribute_path, "weather.celsius");
}

TEST(TransactGetItems, AsksForOneTo100Items) {
    EXPECT_EQ(not_encoded(transact_get_items{}).cause(), errc::invalid_argument);
    gets many;
    for (int i = 0; i < 100; ++i) many.push_back(get_of(std::to_string(i)));
    EXPECT_FALSE(encoded(transact_get_items{.actions = many}).empty());
    many.push_back(get_of("100"));
    EXPECT_EQ(not_encoded(transact_get_items{.actions = many}).cause(), errc::invalid_argument);
}

TEST(TransactGetItems, NamesTwoActionsOnOneItem) {
    const gets same{get_of("1"), get_of("2"), get_of("2")};
    const failure why = not_encoded(transact_get_items{.actions = same});
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_NE(why.diagnostics().detail.find("statement 2 (get t) and statement 3 (get t)"),
              std::string::npos);
}

TEST(TransactGetItems, DecodesTheLeast) {
    for (const char* body : {"{}", "", R"({"Responses":null,"X":1})", R"({"Responses":[]})"})
        EXPECT_TRUE(transact_get_items::decode(body).value().items.empty()) << body;
}

TEST(TransactGetItems, DecodesAllInTheirOrder) {
    const auto r =
        transact_get_items::decode(R"({"Responses":[{},{"Item":{"id":{"S":"1"}}},null,{"Item":null,"X":{}},)"
                                   R"({"Item":{"id":{"S":"2"}}},{}],"ConsumedCapacity":[{"TableName":"t"}]})")
            .value();
    ASSERT_EQ(r.items.size(), 6u);
    EXPECT_FALSE(r.items[0]);
    EXPECT_EQ(r.items[1], (item{{"id", "1"}}));
    EXPECT_FALSE(r.items[2]);
    EXPECT_FALSE(r.items[3]);
    EXPECT_EQ(r.items[4], (item{{"id", "2"}}));
    EXPECT_FALSE(r.items[5]);
    EXPECT_EQ(r.capacity.at(0).table_name, "t");
}

TEST(TransactGetItems, GivesEachItemWithItsPlace) {
    std::vector<std::size_t> places;
    auto take = [&places](std::size_t i, detail::json::reader& in) { return places.push_back(i), in.skip(); };
    const auto rest =
        transact_get_items::decode_into(R"({"Responses":[{},{"Item":{}},{},{"Item":{}}]})", take);
    EXPECT_EQ(rest.value().count, 4u);
    EXPECT_EQ(places, (std::vector<std::size_t>{1, 3}));
}

TEST(TransactGetItems, RefusesWhatIsNoReply) {
    for (const char* body : malformed_replies)
        EXPECT_EQ(cause_of(transact_get_items::decode(body)), errc::malformed_reply) << body;
    for (const char* body : {R"({"Responses":{}})", R"({"Responses":[5]})", R"({"Responses":[{"Item":5}]})"})
        EXPECT_FALSE(transact_get_items::decode(body)) << body;
}

}  // namespace
}  // namespace dynaco::transact_get_items_test
