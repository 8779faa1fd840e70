#include "unit/client/call_bench.hpp"
#include "unit/table/single_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// The requests of tables of models with a discriminator.
namespace dynaco::test::kinds_test {
namespace {

using attempt = scripted_attempt;

struct Kinds : testing::Test {
    template <class Iterator>
    std::string asked(Iterator read) {
        bench.wire->script({attempt::answer(R"({"Items":[],"Count":0,"ScannedCount":0})")});
        static_cast<void>(test::run(bench.io, read.collect()));
        return bench.wire->sent.back().body;
    }

    call_bench bench{};
    table<cat> cats{client(bench.loop)};
    table<dog> dogs{client(bench.loop)};
};

TEST_F(Kinds, AScanAsksForTheModelsKinds) {
    EXPECT_EQ(asked(dogs.scan()),
              R"({"TableName":"pets","FilterExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"dog"}}})");
    EXPECT_EQ(asked(cats.scan()), R"-({"TableName":"pets","FilterExpression":"#0 IN (:0, :1)",)-"
                                  R"("ExpressionAttributeNames":{"#0":"kind"},)"
                                  R"("ExpressionAttributeValues":{":0":{"S":"cat"},":1":{"S":"old-cat"}}})");
}

TEST_F(Kinds, BesideTheUsersFilter) {
    EXPECT_EQ(asked(dogs.scan(filter("good"_a == true || "owner"_a == "x"))),
              R"-({"TableName":"pets","FilterExpression":"((#0 = :0 OR #1 = :1)) AND #2 = :2",)-"
              R"("ExpressionAttributeNames":{"#0":"good","#1":"owner","#2":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"BOOL":true},":1":{"S":"x"},":2":{"S":"dog"}}})");
}

TEST_F(Kinds, BesideARunTimeFilter) {
    EXPECT_EQ(asked(dogs.scan(filter(attribute("good") == true))),
              R"-({"TableName":"pets","FilterExpression":"(#0 = :0) AND #1 = :1",)-"
              R"("ExpressionAttributeNames":{"#0":"good","#1":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"BOOL":true},":1":{"S":"dog"}}})");
}

TEST_F(Kinds, AQueryAndAViewToo) {
    struct only_id {
        std::string id{};
    };
    EXPECT_EQ(asked(dogs.query<only_id>("1")),
              R"({"TableName":"pets","KeyConditionExpression":"#0 = :0","FilterExpression":"#1 = :1",)"
              R"("ProjectionExpression":"#0","ExpressionAttributeNames":{"#0":"id","#1":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"},":1":{"S":"dog"}}})");
}

TEST_F(Kinds, AnIndexIfItHoldsTheDiscriminator) {
    EXPECT_NE(asked(cats.index<by_owner>().query("me")).find("FilterExpression"), std::string::npos);
    EXPECT_EQ(asked(cats.index<owners_only>().query("me")).find("FilterExpression"), std::string::npos);
}

TEST_F(Kinds, AnIncludingIndexIsMadeWithTheDiscriminatorAndReadWithOrWithoutIt) {
    const detail::table_definition wanted = detail::define_table<cat>("t");
    const auto& included = wanted.table.indexes[2].non_key_attributes;
    EXPECT_EQ(std::vector<std::string_view>(included.begin(), included.end()),
              (std::vector<std::string_view>{"lives", "kind"}));
    EXPECT_TRUE(wanted.table.indexes[1].non_key_attributes.empty());

    EXPECT_EQ(asked(cats.index<some_of_owners>().query("me", filter("lives"_a > 1))),
              R"-({"TableName":"pets","IndexName":"some-of-owners","KeyConditionExpression":"#0 = :0",)-"
              R"-("FilterExpression":"(#1 > :1) AND (attribute_not_exists(#2) OR #2 IN (:2, :3))",)-"
              R"("ExpressionAttributeNames":{"#0":"owner","#1":"lives","#2":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"me"},":1":{"N":"1"},":2":{"S":"cat"},)"
              R"(":3":{"S":"old-cat"}}})");
}

TEST_F(Kinds, TheLimitCountsWhatPassesTheFilter) {
    EXPECT_EQ(asked(dogs.scan({.limit = 1})).find("Limit"), std::string::npos);
}

TEST_F(Kinds, AnItemOfAnotherKindIsAnotherModels) {
    bench.wire->script({attempt::answer(R"({"Item":{"id":{"S":"1"},"kind":{"S":"cat"}}})")});
    try {
        static_cast<void>(test::run(bench.io, dogs.get("1")));
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::wrong_model);
        EXPECT_EQ(e.diagnostics().attribute_path, "kind");
        EXPECT_EQ(e.diagnostics().table, "pets");
    }
}

}  // namespace
}  // namespace dynaco::test::kinds_test
