#include "program/text/item_text.hpp"

#include "unit/program/expected_fault.hpp"

#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <string>

/// Items as people write them.
namespace dynaco::program::item_text_test {
namespace {

key_shape some_key() { return {.hash = {{"id", attribute_type::S}}, .range = {{"n", attribute_type::N}}}; }
key_shape bytes_key() { return {.hash = {{"k", attribute_type::B}}}; }

std::string typed_item(std::string_view text, json_form form = json_form::guess, const key_shape& key = {}) {
    return to_dynamodb_json(item_from_text(text, form, key));
}

void item_refused(std::string_view marked, std::string_view what, json_form form = json_form::guess,
                  const key_shape& key = {}) {
    expect_fault(marked, what,
                 [&](const std::string& text) { static_cast<void>(item_from_text(text, form, key)); });
}

TEST(ItemText, ReadsPlainJsonWithEveryDigit) {
    EXPECT_EQ(
        typed_item(R"({"id": "1", "n": 12345678901234567890.123456789, "t": [true, null, {"a": "b"}]})"),
        R"({"id":{"S":"1"},"n":{"N":"12345678901234567890.123456789"},)"
        R"("t":{"L":[{"BOOL":true},{"NULL":true},{"M":{"a":{"S":"b"}}}]}})");
}

TEST(ItemText, ReadsSetsAndBinaryInPlainText) {
    EXPECT_EQ(typed_item(R"({id: 'c-1', tags: <<"a">>, b: b64"AQID"})"),
              R"({"b":{"B":"AQID"},"id":{"S":"c-1"},"tags":{"SS":["a"]}})");
}

TEST(ItemText, ReadsDynamoDBJsonOfAllTypes) {
    const std::string all =
        R"({"a":{"S":"1"},"b":{"N":"5"},"c":{"B":"AQID"},"d":{"BOOL":false},"e":{"NULL":true},"f":{"M":{"x":{"N":"1"}}},)"
        R"("g":{"L":[{"S":"1"},{"L":[]}]},"h":{"SS":["a","b"]},"i":{"NS":["1","2"]},"j":{"BS":["AQ=="]}})";
    EXPECT_EQ(typed_item(all), all);
    EXPECT_EQ(typed_item(all, json_form::dynamodb), all);
}

TEST(ItemText, IsPlainIfAMemberIsNotDynamoDBJson) {
    EXPECT_EQ(typed_item(R"({"a": {"S": "x"}, "b": 1})"), R"({"a":{"M":{"S":{"S":"x"}}},"b":{"N":"1"}})");
    EXPECT_EQ(typed_item(R"({"a": {"S": 1}})"), R"({"a":{"M":{"S":{"N":"1"}}}})");
    EXPECT_EQ(typed_item(R"({"a": {"N": "x"}})"), R"({"a":{"M":{"N":{"S":"x"}}}})");
    EXPECT_EQ(typed_item(R"({"a": {"S": "x"}})", json_form::plain), R"({"a":{"M":{"S":{"S":"x"}}}})");
    EXPECT_EQ(typed_item("{}"), "{}");
}

TEST(ItemText, TakesBase64ForABinaryKey) {
    EXPECT_EQ(typed_item(R"({"k": "AQID", "x": "AQID"})", json_form::guess, bytes_key()),
              R"({"k":{"B":"AQID"},"x":{"S":"AQID"}})");
    EXPECT_EQ(typed_item(R"({"k": {"B": "AQID"}})", json_form::guess, bytes_key()), R"({"k":{"B":"AQID"}})");
    item_refused(R"({"k": ^"A"})",
                 "expected bytes in standard base64 with padding, for example AQID or AQ==", json_form::guess,
                 bytes_key());
}

TEST(WrongItemText, IsNotAnItem) {
    item_refused("^", "expected an item, for example {\"id\": \"c-1\"}, but found the end");
    item_refused("^[1]", "expected an item, for example {\"id\": \"c-1\"}, but found `[`");
    item_refused("{} ^{}", "expected the end, but found `{`");
    item_refused("{\n  \"id\": \"1\",\n  \"a\": ^open\n}",
                 "expected a value, but found `open`: for text write \"open\"");
    item_refused("^{\"id\": \"1\"", "`{` is not closed: write `}` where it ends");
}

TEST(WrongItemText, IsNotDynamoDBJson) {
    const auto refused = [](std::string_view marked, std::string_view what) {
        item_refused(marked, what, json_form::dynamodb);
    };
    refused(R"({"a": ^"x"})",
            R"(expected an object with one type of DynamoDB, for example {"S": "text"} or {"N": "12"})");
    refused(R"({"a": ^{"X": "x"}})",
            "`X` is not a type of DynamoDB: S, N, B, BOOL, NULL, M, L, SS, NS or BS");
    refused(R"({"a": {"N": ^5}})", R"(expected text in quotes for N: write "5")");
    refused(R"({"a": {"N": ^"x"}})", "expected a number, for example 12 or -1.50");
    refused(R"({"a": {"L": [{"BOOL": ^"true"}]}})", "expected true or false for BOOL");
    refused(R"({"a": {"NULL": ^false}})", "expected true for NULL");
    refused(R"({"a": {"SS": ^[]}})", "DynamoDB has no empty sets");
    refused(R"({"a": {"M": ^[]}})", "expected an object for M");
    refused(R"({"a": {"L": ^"x"}})", "expected an array for L");
    refused(R"({"a": {"NS": ["1", ^"1.0"]}})", "the set has this element twice");
}

TEST(WrongItemText, HasAWrongKey) {
    const auto refused = [](std::string_view marked, std::string_view what) {
        item_refused(marked, what, json_form::guess, some_key());
    };
    refused(R"(^{"id": "1"})", "the item has no key attribute n (N)");
    refused(R"({"id": ^5, "n": 1})", R"(the key attribute id is text (S): write "5")");
    refused(R"({"id": ^true, "n": 1})", "the key attribute id is text (S): write it in quotes");
    refused(R"({"id": "1", "n": ^"1"})", "the key attribute n is a number (N): write digits without quotes");
    refused(R"({"id": ^"", "n": 1})", "the key attribute id is empty, which DynamoDB refuses");
    refused(R"({"id": {"S": "1"}, "n": {"N": ^5}})",
            R"(in DynamoDB JSON: expected text in quotes for N: write "5")");
    item_refused(R"({"k": ^5})", "the key attribute k is binary (B): write base64 in quotes",
                 json_form::guess, bytes_key());
}

TEST(ItemText, ReadsTheDeepestItemOfDynamoDB) {
    std::string text = "1";
    for (int i = 0; i < 31; ++i) text = "[" + text + "]";
    const item plain = item_from_text("{a: " + text + "}");
    EXPECT_EQ(item_from_text(to_dynamodb_json(plain)), plain);
}

}  // namespace
}  // namespace dynaco::program::item_text_test
