#include "models.hpp"

#include <gtest/gtest.h>

namespace dynaco::test {
namespace {

TEST(Definition, OfATableWithoutIndexes) {
    const encoded_request made = table_definition::create<account>("t");
    EXPECT_FALSE(made.refused);
    EXPECT_EQ(made.table, "t");
    EXPECT_EQ(made.info.name, "CreateTable");
    EXPECT_EQ(made.body,
              R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
              R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})");
}

TEST(Definition, OfATableWithIndexes) {
    const std::string body = table_definition::create<order>("t").body;
    const auto has = [&body](std::string_view text) {
        EXPECT_NE(body.find(text), std::string::npos) << text << " in " << body;
    };
    has(R"({"AttributeName":"price","AttributeType":"N"})");
    has(R"("KeySchema":[{"AttributeName":"order_id","KeyType":"HASH"},{"AttributeName":"item_id","KeyType":"RANGE"}])");
    has(R"("IndexName":"by-item","KeySchema":[{"AttributeName":"item_id","KeyType":"HASH"},)"
        R"({"AttributeName":"order_id","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"})");
    has(R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["quantity"]})");
    EXPECT_LT(body.find("GlobalSecondaryIndexes"), body.find("by-item"));
    EXPECT_LT(body.find("LocalSecondaryIndexes"), body.find("by-price"));
}

}  // namespace
}  // namespace dynaco::test
