#include "program/command.hpp"
#include "program/definition/create_document.hpp"
#include "program/definition/document_builder.hpp"
#include "program/definition/document_check.hpp"
#include "program/definition/plain_document.hpp"

#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::program::document_test {
namespace {

item plain(const char* json) { return from_json<item>(json); }

TEST(PlainDocument, MembersOfAnotherTypeAreEmpty) {
    const item document = plain(R"({"t":"x","n":12,"f":1.5,"b":true,"o":{"a":1},"l":[1]})");
    EXPECT_EQ(text_of(document, "t"), "x");
    EXPECT_EQ(text_of(document, "n"), "");
    EXPECT_EQ(whole_of(document, "n"), 12);
    EXPECT_EQ(whole_of(document, "f"), 0);
    EXPECT_EQ(real_of(document, "f"), 1.5);
    EXPECT_TRUE(is_set(document, "b"));
    EXPECT_FALSE(is_set(document, "n"));
    EXPECT_EQ(object_of(document, "o").size(), 1u);
    EXPECT_TRUE(object_of(document, "l").empty());
    EXPECT_EQ(list_of(document, "l").size(), 1u);
    EXPECT_TRUE(list_of(document, "no").empty());
}

TEST(PlainDocument, IsIndentedAndKeepsWhatFitsALineTogether) {
    EXPECT_EQ(indented_json(plain(R"({"b":[],"a":{"x":1,"y":["z"]}})")),
              "{\n  \"a\": {\"x\":1,\"y\":[\"z\"]},\n  \"b\": []\n}\n");
    const std::string name(80, 'n');
    EXPECT_EQ(indented_json({{"a", value::list{name, 1}}}),
              "{\n  \"a\": [\n    \"" + name + "\",\n    1\n  ]\n}\n");
    EXPECT_EQ(indented_json({}), "{}\n");
}

TEST(CreateDocument, FilesMayHaveADescriptionOrADocument) {
    const char* const keys =
        R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[])";
    const std::string document = std::string("{") + keys + R"(,"Tags":[{"Key":"a","Value":"b"}]})";
    EXPECT_EQ(document_of_file(plain(document.c_str())), plain(document.c_str()));
    const std::string described = std::string(R"({"Table":{"TableName":"t","ItemCount":5,)") + keys + "}}";
    const item found = document_of_file(plain(described.c_str()));
    EXPECT_FALSE(found.contains("ItemCount"));
    EXPECT_EQ(text_of(found, "TableName"), "t");
    EXPECT_EQ(text_of(found, "BillingMode"), "PROVISIONED");
    EXPECT_THROW(static_cast<void>(document_of_file(plain(R"({"id":"1"})"))), usage_error);
    EXPECT_EQ(unknown_members(plain(R"({"Tags":[],"New":1,"KeySchema":[]})")),
              std::vector<std::string>{"New"});
}

TEST(CreateDocument, DisabledSettingsAreLeftOut) {
    const item description = plain(
        R"({"TableName":"t","KeySchema":[],"AttributeDefinitions":[],"SSEDescription":{"Status":"DISABLED"},
            "StreamSpecification":{"StreamEnabled":false},"DeletionProtectionEnabled":false,
            "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},
            "OnDemandThroughput":{"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":-1}})");
    const table_extras extras{
        .time_to_live = plain(R"({"TimeToLiveStatus":"DISABLING","AttributeName":"t"})"),
        .continuous_backups =
            plain(R"({"PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}})")};
    EXPECT_EQ(
        to_json(create_document(description, extras)),
        R"({"AttributeDefinitions":[],"BillingMode":"PAY_PER_REQUEST","KeySchema":[],"TableName":"t"})");
}

TEST(CreateDocument, VectorIndexesAreKept) {
    const item description = plain(
        R"({"TableName":"t","KeySchema":[],"AttributeDefinitions":[],"VectorIndexes":[{"IndexName":"v",
            "VectorAttribute":{"AttributeName":"e"},"Dimensions":8,"DistanceFunction":"COSINE","IndexStatus":"ACTIVE",
            "Projection":{"ProjectionType":"ALL"},"ItemCount":3,"IndexArn":"arn"}]})");
    EXPECT_EQ(
        to_json(value(list_of(create_document(description, {}), "VectorIndexes"))),
        R"([{"Dimensions":8,"DistanceFunction":"COSINE","IndexName":"v","Projection":{"ProjectionType":"ALL"},)"
        R"("VectorAttribute":{"AttributeName":"e"}}])");
}

TEST(DocumentBuilder, TypesAreThoseOfEarlierKeys) {
    document_builder builder;
    builder.keys({.name = "id", .type = attribute_type::N}, written_key{.name = "at"});
    builder.billing({}, {});
    builder.index(parse_index("i=at,id"));
    builder.index(parse_index("j=other:B"));
    EXPECT_THROW(builder.index(parse_index("k=id:S")), usage_error);
    const item made = builder.take();
    EXPECT_EQ(to_json(value(list_of(made, "AttributeDefinitions"))),
              R"([{"AttributeName":"id","AttributeType":"N"},{"AttributeName":"at","AttributeType":"S"},)"
              R"({"AttributeName":"other","AttributeType":"B"}])");
}

TEST(DocumentBuilder, EncryptionNamesNoKeyForTheOneOfAws) {
    EXPECT_EQ(to_json(encryption_with("alias/aws/dynamodb")), R"({"Enabled":true,"SSEType":"KMS"})");
    EXPECT_EQ(to_json(encryption_with("k")), R"({"Enabled":true,"KMSMasterKeyId":"k","SSEType":"KMS"})");
}

// The text of the mistake, or an empty text.
std::string mistake_in(const item& document) {
    try {
        check_document(document);
        return {};
    } catch (const usage_error& why) {
        return why.what();
    }
}

item with_member(std::string_view member, const char* json) {
    item document = plain(R"({"TableName":"orders",
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"date","KeyType":"RANGE"}],
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"date","AttributeType":"S"}]})");
    document.insert_or_assign(member, *plain(json).find("it"));
    return document;
}

TEST(CheckedDocument, HasAKey) {
    EXPECT_EQ(mistake_in(with_member("TableName", R"({"it":"arn:aws:dynamodb:eu-west-1:1:table/a"})")), "");
    for (const char* const wrong : {R"({"it":"ab"})", R"({"it":"my table"})", R"({"it":""})"})
        EXPECT_NE(mistake_in(with_member("TableName", wrong)), "") << wrong;
    EXPECT_EQ(
        mistake_in(with_member("KeySchema", R"({"it":[{"AttributeName":"id","KeyType":"HASH"},
                                                            {"AttributeName":"id","KeyType":"RANGE"}]})")),
        "the attribute id is twice in the key of the table; choose another attribute, or leave out one");
    EXPECT_EQ(mistake_in(with_member("KeySchema", R"({"it":[{"AttributeName":"id","KeyType":"RANGE"}]})")),
              "the table has no hash key; name one");
    EXPECT_EQ(mistake_in(with_member("KeySchema", R"({"it":[{"AttributeName":"x","KeyType":"HASH"}]})")),
              "the key attribute x of the table has no type: add it to AttributeDefinitions");
    EXPECT_EQ(mistake_in(with_member("KeySchema", R"({"it":[{"AttributeName":"id","KeyType":"HASH"}]})")),
              "AttributeDefinitions has date, which is not part of a key: remove it, because only keys are "
              "defined");
}

TEST(CheckedDocument, HasIndexesWithDifferentNamesAndKeys) {
    const auto index = [](const char* json) { return with_member("GlobalSecondaryIndexes", json); };
    EXPECT_EQ(mistake_in(index(R"({"it":[{"IndexName":"by-date",
        "KeySchema":[{"AttributeName":"date","KeyType":"HASH"},{"AttributeName":"id","KeyType":"RANGE"}]}]})")),
              "");
    EXPECT_EQ(
        mistake_in(index(R"({"it":[{"IndexName":"by-date",
        "KeySchema":[{"AttributeName":"date","KeyType":"HASH"},{"AttributeName":"date","KeyType":"RANGE"}]}]})")),
        "the attribute date is twice in the key of the index by-date; choose another attribute, or leave "
        "out one");
    EXPECT_EQ(mistake_in(index(R"({"it":[
        {"IndexName":"one","KeySchema":[{"AttributeName":"date","KeyType":"HASH"}]},
        {"IndexName":"one","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}]})")),
              "two indexes have the name one; choose another name for one");
    EXPECT_EQ(
        mistake_in(index(R"({"it":[{"IndexName":"one","KeySchema":[{"AttributeName":"date","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["a","a"]}}]})")),
        "the index one has the attribute a twice; leave out one");
    EXPECT_NE(mistake_in(with_member("Tags", R"({"it":[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]})")),
              "");
}

TEST(CheckedDocument, HasLocalIndexesOfItsOwnHashKey) {
    document_builder builder;
    builder.keys({.name = "id"}, std::nullopt);
    builder.index({.name = "by-total", .scope = index_scope::local, .range = {{.name = "total"}}});
    item document = builder.take();
    document.insert_or_assign("TableName", "orders");
    EXPECT_EQ(mistake_in(document),
              "a table with a local index needs a range key; add one, or use a global index");
    EXPECT_EQ(
        mistake_in(with_member("LocalSecondaryIndexes", R"({"it":[{"IndexName":"one",
        "KeySchema":[{"AttributeName":"date","KeyType":"HASH"},{"AttributeName":"id","KeyType":"RANGE"}]}]})")),
        "the hash key of the local index one is not that of the table; use a global index for another hash "
        "key");
}

}  // namespace
}  // namespace dynaco::program::document_test
