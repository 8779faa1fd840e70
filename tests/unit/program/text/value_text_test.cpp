#include "program/text/item_text.hpp"
#include "unit/program/expected_fault.hpp"

#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <string>

/// The notation of values.
namespace dynaco::program::text_value_text_test {
namespace {

std::string typed(std::string_view text) { return to_dynamodb_json(value_from_text(text)); }

void value_refused(std::string_view marked, std::string_view what) {
    expect_fault(marked, what, [](const std::string& text) { static_cast<void>(value_from_text(text)); });
}

TEST(ValueText, KeepsEveryDigit) {
    EXPECT_EQ(typed("12345678901234567890123456789012345678"),
              R"({"N":"12345678901234567890123456789012345678"})");
    EXPECT_EQ(typed("-0.1"), R"({"N":"-0.1"})");
    EXPECT_EQ(typed("+7"), R"({"N":"7"})");
    EXPECT_EQ(typed("- 7"), R"({"N":"-7"})");
    EXPECT_EQ(typed("9.9e125"), R"({"N":"9.9E+125"})");
    EXPECT_EQ(typed("1E-2"), R"({"N":"0.01"})");
    EXPECT_EQ(typed("0"), R"({"N":"0"})");
    EXPECT_EQ(typed("0.50"), R"({"N":"0.5"})");
}

TEST(ValueText, ReadsTextInBothQuotesWithEscapes) {
    EXPECT_EQ(typed(R"("it's")"), R"({"S":"it's"})");
    EXPECT_EQ(typed(R"('say "no"')"), R"({"S":"say \"no\""})");
    EXPECT_EQ(typed(R"('\'\"\\\/\n\u00e9\ud83d\ude00')"), "{\"S\":\"'\\\"\\\\/\\n\u00e9\U0001f600\"}");
    EXPECT_EQ(typed(R"("")"), R"({"S":""})");
}

TEST(ValueText, ReadsAllTypes) {
    EXPECT_EQ(typed("true"), R"({"BOOL":true})");
    EXPECT_EQ(typed("FALSE"), R"({"BOOL":false})");
    EXPECT_EQ(typed("Null"), R"({"NULL":true})");
    EXPECT_EQ(typed(R"(b64"AQID")"), R"({"B":"AQID"})");
    EXPECT_EQ(typed(R"([1, "a", [], {}])"), R"({"L":[{"N":"1"},{"S":"a"},{"L":[]},{"M":{}}]})");
    EXPECT_EQ(typed(R"({a: 1, "b c": 2, `d`: 3, true: 4})"),
              R"({"M":{"a":{"N":"1"},"b c":{"N":"2"},"d":{"N":"3"},"true":{"N":"4"}}})");
    EXPECT_EQ(typed(R"(<<"b", "a">>)"), R"({"SS":["a","b"]})");
    EXPECT_EQ(typed("<<2,1.50>>"), R"({"NS":["1.5","2"]})");
    EXPECT_EQ(typed(R"(<<b64"AQ==">>)"), R"({"BS":["AQ=="]})");
}

TEST(ValueText, TakesTheNameOfATypeAsAMember) {
    EXPECT_EQ(typed(R"({"S": "x"})"), R"({"M":{"S":{"S":"x"}}})");
}

TEST(WrongValueText, IsNotAValue) {
    value_refused("^", "expected a value, but found the end");
    value_refused("^open", "expected a value, but found `open`: for text write \"open\"");
    value_refused("5 ^6", "expected the end, but found `6`");
    value_refused("-^x", "expected a number after `-`, but found `x`");
    value_refused("^.5", "expected a value, but found `.`");
    value_refused("[1,^]", "expected a value after `,`");
    value_refused("[1 ^2]", "expected `,` or `]`, but found `2`");
    value_refused("{^1: 2}", "expected the name of a member, but found `1`");
    value_refused("{a ^2}", "expected `:` after the name of a member, but found `2`");
    value_refused("{a: 1, ^a: 2}", "the member `a` is written twice");
    value_refused("{^\"\": 1}", "the name of a member is empty");
}

TEST(WrongValueText, CannotBeStored) {
    const std::string number =
        "DynamoDB cannot store this number: it has more than 38 digits, or is outside 1E-130 to 9.9E+125";
    value_refused("^123456789012345678901234567890123456789", number);
    value_refused("[1, ^-1e126]", number);
    value_refused("^<<>>", "DynamoDB has no empty sets");
    value_refused("<<1, ^'a'>>", "all elements of a set have the same type; a list is written with [ ]");
    value_refused("<<^[1]>>",
                  "a set has only texts, only numbers or only binary values; a list is written with [ ]");
    value_refused("<<1, ^1.0>>", "the set has this element twice");
}

TEST(WrongValueText, HasAWrongEscapeOrBase64) {
    value_refused(
        R"("a^\x")",
        "this escape does not exist: for a backslash write \\\\; others are \\\" \\' \\/ \\n \\t \\r \\b \\f "
        "\\u0041");
    value_refused(R"("^\u12")", "\\u needs four hexadecimal digits, for example \\u00e9");
    value_refused(R"("^\ud800")", "half of a surrogate pair is not a character: write both \\u escapes");
    const std::string base64 = "expected bytes in standard base64 with padding, for example AQID or AQ==";
    value_refused(R"(^b64"AQ")", base64);
    value_refused(R"(^b64"A_Q=")", base64);
    value_refused(R"([^b64"\""])", base64);
}

}  // namespace
}  // namespace dynaco::program::text_value_text_test
