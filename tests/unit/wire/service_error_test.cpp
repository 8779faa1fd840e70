#include "wire/service_error.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::wire::service_error_test {
namespace {

service_error parse(std::string body, std::string error_type = {}, int status = 400) {
    return parse_service_error(
        {.status = status, .body = std::move(body), .error_type = std::move(error_type)});
}

TEST(ServiceError, ReadsWhatDynamoDbSends) {
    const auto e = parse(
        R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"})");
    EXPECT_EQ(e.code, "ResourceNotFoundException");
    EXPECT_EQ(e.message, "Requested resource not found");
}

TEST(ServiceError, CutsNameSpaceAndUriFromEverySource) {
    for (const std::string_view text :
         {"FooError", "aws.protocoltests.json10#FooError", "com.amazon.coral.validate#FooError",
          "FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/",
          "aws.x#FooError:http://internal.amazon.com/coral/#fragment", " FooError ", "#FooError",
          "FooError:"}) {
        const std::string quoted = '"' + std::string(text) + '"';
        EXPECT_EQ(parse("{}", std::string(text)).code, "FooError") << text;
        EXPECT_EQ(parse("", std::string(text)).code, "FooError") << text;
        EXPECT_EQ(parse(R"({"code":)" + quoted + "}").code, "FooError") << text;
        EXPECT_EQ(parse(R"({"__type":)" + quoted + "}").code, "FooError") << text;
    }
}

TEST(ServiceError, PrefersTheHeaderThenCodeThenType) {
    EXPECT_EQ(parse(R"({"__type":"T","code":"C"})", "H").code, "H");
    EXPECT_EQ(parse(R"({"__type":"T","code":"C"})").code, "C");
    EXPECT_EQ(parse(R"({"code":"C","__type":"T"})").code, "C");
    EXPECT_EQ(parse(R"({"__type":"T","Code":"C"})").code, "C");
    EXPECT_EQ(parse(R"({"__type":"T"})").code, "T");
}

TEST(ServiceError, FallsThroughSourcesThatSayNothing) {
    EXPECT_EQ(parse(R"({"__type":"T","code":""})").code, "T");
    EXPECT_EQ(parse(R"({"__type":"T","code":"aws.x#"})").code, "T");
    EXPECT_EQ(parse(R"({"__type":"T"})", ":http://nothing").code, "T");
    EXPECT_EQ(parse(R"({"__type":"T"})", "  ").code, "T");
}

TEST(ServiceError, CountsOnlyStringsOfTheTopLevel) {
    EXPECT_EQ(parse(R"({"a":{"__type":"Nested","code":"N","message":"n"},"__type":"T","message":"m"})").code,
              "T");
    EXPECT_EQ(parse(R"({"__type":"T","message":"m","a":{"__type":"Nested","message":"n"}})").message, "m");
    EXPECT_EQ(parse(R"({"a":[{"__type":"Nested"}],"message":"m"})").code, "400");
    EXPECT_EQ(parse(R"({"code":42,"__type":"T"})").code, "T");
    EXPECT_EQ(parse(R"({"code":null,"__type":{"x":1},"message":["m"]})").code, "400");
    EXPECT_EQ(parse(R"({"code":null,"__type":{"x":1},"message":["m"]})").message, "");
    EXPECT_EQ(parse(R"({"message":"m","Message":null})").message, "m");
}

TEST(ServiceError, WithoutACodeTheStatusIsTheCode) {
    EXPECT_EQ(parse("{}", "", 503).code, "503");
    EXPECT_EQ(parse("", "", 500).code, "500");
    EXPECT_EQ(parse("[]", "", 404).code, "404");
    EXPECT_EQ(parse(R"({"message":"m"})", "", 413).code, "413");
    EXPECT_EQ(parse(R"({"message":"m"})", "", 413).message, "m");
}

TEST(ServiceError, AcceptsEveryCasingOfMessage) {
    for (const std::string name : {"message", "Message", "errorMessage"})
        EXPECT_EQ(parse(R"({"__type":"T",")" + name + R"(":"why"})").message, "why") << name;
    EXPECT_EQ(parse(R"({"__type":"T","MESSAGE":"why"})").message, "");
}

TEST(ServiceError, DecodesEscapes) {
    EXPECT_EQ(parse(R"({"__type":"T\u0065st","message":"a \"b\" \u00e9 \ud83d\ude00"})").message,
              "a \"b\" \u00e9 \U0001F600");
    EXPECT_EQ(parse(R"({"__type":"T\u0065st"})").code, "Test");
    EXPECT_EQ(parse(R"({"\u005f_type":"T"})").code, "T");
}

TEST(ServiceError, KeepsTheStartOfABodyThatIsNoJsonObject) {
    EXPECT_EQ(parse("<html>503 Service Unavailable</html>").message, "<html>503 Service Unavailable</html>");
    EXPECT_EQ(parse("\"text\"").message, "\"text\"");
    EXPECT_EQ(parse(std::string(5000, 'x')).message, std::string(160, 'x'));
    EXPECT_EQ(parse("\n <p>\r\n   one\tline </p>\n").message, "<p> one line </p>");
}

TEST(ServiceError, AMalformedBodyGivesNoCode) {
    for (const std::string_view body :
         {R"({"__type":"T")", R"({"__type":"T",})", R"({"__type":"T"}})", R"({"__type":"T"} x)",
          R"({"__type":"T" "message":"m"})", R"({__type:"T"})", R"({"__type":"T","a":tru})",
          R"({"__type":"T","a":"\x"})", "{", "null", "42"}) {
        const auto e = parse(std::string(body));
        EXPECT_EQ(e.code, "400") << body;
        EXPECT_EQ(e.message, body);
        EXPECT_EQ(parse(std::string(body), "FromHeader").code, "FromHeader") << body;
    }
}

TEST(ServiceError, EndlessNestingIsNotFollowed) {
    const std::string deep =
        R"({"__type":"T","a":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    EXPECT_EQ(parse(deep).code, "400");
}

TEST(ServiceError, WhiteSpaceAndUnknownMembersAreNoMatter) {
    const auto e = parse(" \r\n{ \"x\" : [ 1 , { } ] ,\t\"message\" : \"m\" , \"__type\" : \"a#T\" } \n");
    EXPECT_EQ(e.code, "T");
    EXPECT_EQ(e.message, "m");
}

}  // namespace
}  // namespace dynaco::wire::service_error_test
