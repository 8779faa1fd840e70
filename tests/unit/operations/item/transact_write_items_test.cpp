#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/transaction.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::transact_write_items_test {
namespace {

using namespace literals;
using kind = transact_action::kind;
using actions = std::vector<detail::encoded_action>;

detail::encoded_action made(const transact_action& action) {
    return transact_write_items::encode_action(action).value();
}
detail::encoded_action removal(const std::string& id, const std::string& table = "t") {
    const item key{{"id", id}};
    return made({.what = kind::remove, .table_name = table, .key = key});
}
detail::encoded_action put_of(const std::string& id, std::size_t bytes) {
    const item key{{"id", id}};
    const item whole{{"id", id}, {"text", std::string(bytes - id.size() - 6, 'x')}};
    return made({.what = kind::put, .table_name = "t", .key = key, .item = whole});
}

TEST(TransactWriteItems, NamesTheOperation) {
    static_assert(operation<transact_write_items>);
    static_assert(transact_write_items::info.writes);
    EXPECT_EQ(transact_write_items::info.name, "TransactWriteItems");
    const actions one{removal("1", "a"), removal("2", "a")};
    const actions two{removal("1", "a"), removal("1", "b")};
    EXPECT_EQ(transact_write_items{.actions = one}.table(), "a");
    EXPECT_EQ(transact_write_items{.actions = two}.table(), "");
    EXPECT_EQ(transact_write_items{}.table(), "");
}

TEST(TransactWriteItems, EncodesEachAction) {
    const item key{{"id", "1"}};
    const item whole{{"id", "1"}, {"n", 2}};
    const auto condition = when("n"_a > 1);
    const detail::expression::statement<item, decltype(condition)> conditional(condition);
    const auto add = "n"_a.add(1);
    const detail::expression::update_clause update(add);
    const detail::expression::statement<item, decltype(update)> updating(update);
    EXPECT_EQ(made({.what = kind::put, .table_name = "t", .item = whole}).json,
              R"({"Put":{"TableName":"t","Item":{"id":{"S":"1"},"n":{"N":"2"}}}})");
    EXPECT_EQ(made({.what = kind::update, .table_name = "t", .key = key, .expressions = updating}).json,
              R"({"Update":{"TableName":"t","Key":{"id":{"S":"1"}},"UpdateExpression":"ADD #0 :0",)"
              R"("ExpressionAttributeNames":{"#0":"n"},"ExpressionAttributeValues":{":0":{"N":"1"}}}})");
    EXPECT_EQ(made({.what = kind::remove, .table_name = "t", .key = key}).json,
              R"({"Delete":{"TableName":"t","Key":{"id":{"S":"1"}}}})");
    EXPECT_EQ(made({.what = kind::check,
                    .table_name = "t\"",
                    .key = key,
                    .expressions = conditional,
                    .return_existing = true})
                  .json,
              R"({"ConditionCheck":{"TableName":"t\"","Key":{"id":{"S":"1"}},)"
              R"("ConditionExpression":"#0 > :0","ExpressionAttributeNames":{"#0":"n"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"}},)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}})");
}

TEST(TransactWriteItems, KnowsEachAction) {
    const item key{{"id", "1"}};
    const item whole{{"id", "1"}, {"text", "abc"}};
    const detail::encoded_action put =
        made({.what = kind::put, .table_name = "t", .key = key, .item = whole, .return_existing = true});
    EXPECT_EQ(put.text(), "put t");
    EXPECT_EQ(put.key, R"({"id":{"S":"1"}})");
    EXPECT_EQ(put.item_size, 10u);
    EXPECT_EQ(made({.what = kind::put, .table_name = "t", .item = whole}).key, "");
    EXPECT_EQ(removal("1").text(), "remove t");
    EXPECT_EQ(removal("1").item_size, 0u);
    EXPECT_EQ(made({.what = kind::update, .table_name = "t", .key = key}).text(), "update t");
    EXPECT_EQ(made({.what = kind::check, .table_name = "t", .key = key}).text(), "check t");
}

TEST(TransactWriteItems, EncodesTheLeast) {
    const actions one{removal("1")};
    EXPECT_EQ(encoded(transact_write_items{.actions = one}),
              R"({"TransactItems":[{"Delete":{"TableName":"t","Key":{"id":{"S":"1"}}}}]})");
}

TEST(TransactWriteItems, EncodesAll) {
    const actions two{removal("2"), removal("1", "u")};
    EXPECT_EQ(encoded(transact_write_items{.actions = two,
                                           .client_request_token = "token\"1",
                                           .report_capacity = report_capacity::indexes,
                                           .report_collections = true}),
              R"({"TransactItems":[{"Delete":{"TableName":"t","Key":{"id":{"S":"2"}}}},)"
              R"({"Delete":{"TableName":"u","Key":{"id":{"S":"1"}}}}],"ClientRequestToken":"token\"1",)"
              R"("ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"})");
}

TEST(TransactWriteItems, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const auto refused =
        transact_write_items::encode_action({.what = kind::put, .table_name = "t", .item = bad});
    EXPECT_EQ(cause_of(refused), errc::not_a_number);
    EXPECT_EQ(refused.error().diagnostics().attribute_path, "weather.celsius");
    const auto bad_key =
        transact_write_items::encode_action({.what = kind::remove, .table_name = "t", .key = bad});
    EXPECT_EQ(cause_of(bad_key), errc::not_a_number);
}

TEST(TransactWriteItems, PutsItemsOfAtMost400KB) {
    const auto put = [](std::size_t bytes) {
        const item whole{{"id", "1"}, {"text", std::string(bytes - 7, 'x')}};
        return cause_of(
            transact_write_items::encode_action({.what = kind::put, .table_name = "t", .item = whole}));
    };
    EXPECT_EQ(put(400 * 1024), errc{});
    EXPECT_EQ(put(400 * 1024 + 1), errc::item_too_large);
}

TEST(TransactWriteItems, IsNotEmpty) {
    EXPECT_EQ(not_encoded(transact_write_items{}).cause(), errc::invalid_argument);
}

TEST(TransactWriteItems, HasAtMost100Actions) {
    actions many;
    for (int i = 0; i < 100; ++i) many.push_back(removal(std::to_string(i)));
    EXPECT_FALSE(encoded(transact_write_items{.actions = many}).empty());
    many.push_back(removal("100"));
    const failure why = not_encoded(transact_write_items{.actions = many});
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_NE(why.diagnostics().detail.find("101 statements"), std::string::npos);
}

TEST(TransactWriteItems, HasAtMost4MB) {
    actions many;
    for (int i = 0; i < 16; ++i) many.push_back(put_of(std::to_string(i), 256 * 1024));
    EXPECT_FALSE(encoded(transact_write_items{.actions = many}).empty());
    many.push_back(put_of("small", 16));
    const failure why = not_encoded(transact_write_items{.actions = many});
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_NE(why.diagnostics().detail.find("4194320 bytes"), std::string::npos);
}

TEST(TransactWriteItems, NamesTwoActionsOnOneItem) {
    const actions same{removal("1"), removal("2"), put_of("1", 16)};
    const failure why = not_encoded(transact_write_items{.actions = same});
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_NE(why.diagnostics().detail.find("statement 1 (remove t) and statement 3 (put t)"),
              std::string::npos)
        << why.diagnostics().detail;
    const actions apart{removal("1", "t"), removal("1", "u")};
    EXPECT_FALSE(encoded(transact_write_items{.actions = apart}).empty());
}

TEST(TransactWriteItems, LeavesPutsWithoutAKeyToTheService) {
    const item whole{{"id", "1"}};
    const detail::encoded_action put = made({.what = kind::put, .table_name = "t", .item = whole});
    const actions same{put, put};
    EXPECT_FALSE(encoded(transact_write_items{.actions = same}).empty());
}

TEST(TransactWriteItems, HasATokenOfAtMost36Characters) {
    const actions one{removal("1")};
    const auto with = [&one](std::size_t length) {
        std::string body;
        detail::json::writer out(body);
        const std::string token(length, 'x');
        const bool fine = transact_write_items{.actions = one, .client_request_token = token}.encode(out);
        return fine ? errc{} : out.why().cause();
    };
    EXPECT_EQ(with(36), errc{});
    EXPECT_EQ(with(37), errc::invalid_argument);
}

TEST(TransactWriteItems, DecodesTheLeast) {
    for (const char* body : {"{}", "", R"({"ConsumedCapacity":null,"ItemCollectionMetrics":null,"X":1})"}) {
        const auto r = transact_write_items::decode(body).value();
        EXPECT_TRUE(r.capacity.empty()) << body;
        EXPECT_TRUE(r.collections.empty()) << body;
    }
}

TEST(TransactWriteItems, DecodesAll) {
    const auto r = transact_write_items::decode(
                       R"({"ConsumedCapacity":[{"TableName":"t","CapacityUnits":4,"WriteCapacityUnits":4}],)"
                       R"("ItemCollectionMetrics":{"t":[{"ItemCollectionKey":{"id":{"S":"1"}},)"
                       R"("SizeEstimateRangeGB":[0.5,1.5],"More":{}},null],"u":[{}],"v":null}})")
                       .value();
    ASSERT_EQ(r.capacity.size(), 1u);
    EXPECT_EQ(r.capacity[0].write_capacity_units, 4);
    ASSERT_EQ(r.collections.size(), 2u);
    EXPECT_EQ(r.collections[0].table_name, "t");
    EXPECT_EQ(r.collections[0].collection_key, (item{{"id", "1"}}));
    EXPECT_EQ(r.collections[0].size_gb_least, 0.5);
    EXPECT_EQ(r.collections[0].size_gb_most, 1.5);
    EXPECT_EQ(r.collections[1].table_name, "u");
}

TEST(TransactWriteItems, RefusesWhatIsNoReply) {
    for (const char* body : malformed_replies)
        EXPECT_EQ(cause_of(transact_write_items::decode(body)), errc::malformed_reply) << body;
    for (const char* body : {R"({"ConsumedCapacity":{}})", R"({"ItemCollectionMetrics":[]})",
                             R"({"ItemCollectionMetrics":{"t":{}}})",
                             R"({"ItemCollectionMetrics":{"t":[{"SizeEstimateRangeGB":[1,2,3]}]}})",
                             R"({"ItemCollectionMetrics":{"t":[{"SizeEstimateRangeGB":["1"]}]}})"})
        EXPECT_FALSE(transact_write_items::decode(body)) << body;
}

}  // namespace
}  // namespace dynaco::transact_write_items_test
