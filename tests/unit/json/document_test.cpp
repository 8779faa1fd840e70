#include "json/document.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace dynaco::detail::json::document_test {
namespace {

using kind = document::kind;

document parsed(std::string_view text) { return document::parse(text).value(); }

TEST(JsonDocument, ReadsEveryKind) {
    const document root = parsed(R"({"a":null,"b":true,"c":1.5,"d":"x\u00e9","e":[1,2],"f":{"g":[]}})");
    EXPECT_EQ(root.type(), kind::object);
    EXPECT_TRUE(root["a"].is_null());
    EXPECT_TRUE(root["b"].as_bool());
    EXPECT_EQ(root["c"].as_double(), 1.5);
    EXPECT_EQ(root["c"].text(), "1.5");
    EXPECT_EQ(root["d"].text(), "x\u00e9");
    EXPECT_EQ(root["e"].elements().size(), 2U);
    EXPECT_EQ(root["f"]["g"].type(), kind::array);
    EXPECT_EQ(root.names(), (std::vector<std::string>{"a", "b", "c", "d", "e", "f"}));
}

TEST(JsonDocument, RootMayBeAnyValue) {
    EXPECT_EQ(parsed(" 5 ").as_integer(), 5);
    EXPECT_EQ(parsed("\"x\"").text(), "x");
    EXPECT_TRUE(parsed("null").is_null());
    EXPECT_EQ(parsed("[]").type(), kind::array);
}

TEST(JsonDocument, NestsBothWays) {
    const document root = parsed(R"([[{"a":[1,[2]]},3],{"b":{}},4])");
    EXPECT_EQ(root.elements().size(), 3U);
    EXPECT_EQ(root.elements()[0].elements()[0]["a"].elements()[1].elements()[0].as_integer(), 2);
    EXPECT_EQ(root.elements()[1]["b"].type(), kind::object);
    EXPECT_EQ(root.elements()[2].as_integer(), 4);
}

TEST(JsonDocument, MissingMembersAreNull) {
    const document root = parsed(R"({"a":[1]})");
    EXPECT_TRUE(root["x"]["y"]["z"].is_null());
    EXPECT_TRUE(root["a"]["x"].is_null());
    EXPECT_EQ(root["x"].text(), "");
    EXPECT_EQ(root["x"].as_integer(), 0);
}

TEST(JsonDocument, FirstOfEqualNamesIsFound) { EXPECT_EQ(parsed(R"({"a":1,"a":2})")["a"].as_integer(), 1); }

TEST(JsonDocument, IntegersAreExact) {
    EXPECT_EQ(parsed("9007199254740993").as_integer(), 9007199254740993);
    EXPECT_EQ(parsed("-9223372036854775808").as_integer(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(parsed("1.7e9").as_integer(), 1'700'000'000);
    EXPECT_EQ(parsed("1363729002.358").as_integer(), 1'363'729'002);
}

TEST(JsonDocument, IntegersThatDoNotFitAreZero) {
    EXPECT_EQ(parsed("9223372036854775808").as_integer(), 0);
    EXPECT_EQ(parsed("1e300").as_integer(), 0);
    EXPECT_EQ(parsed("\"5\"").as_integer(), 0);
    EXPECT_EQ(parsed("true").as_double(), 0);
}

TEST(JsonDocument, RefusesWhatIsNoJson) {
    for (const char* text :
         {"",    " ",   "{",   "}",       "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "01",     "1.",
          "nul", "'x'", "\"x", "\"\\x\"", "1 2",  "{} {}",      "[1 2]",   "NaN",   "\"\n\"", "// x\n1"})
        EXPECT_FALSE(document::parse(text)) << text;
}

TEST(JsonDocument, RefusesTextAfterANul) {
    EXPECT_FALSE(document::parse(std::string_view("{}\0", 3)));
    EXPECT_FALSE(document::parse(std::string_view("{}\0{}", 5)));
    EXPECT_FALSE(document::parse(std::string_view("\"a\0b\"", 5)));
}

TEST(JsonDocument, RefusesInvalidUtf8) {
    for (const char* text : {"\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"",
                             "\"\xc3\"", "\"\xe3", "\"\xf0"})
        EXPECT_FALSE(document::parse(text)) << text;
}

TEST(JsonDocument, RefusesSurrogatesAlone) {
    for (const char* text : {R"("\udc00")", R"("\ud800")", R"("\ud800x")", R"({"\udfff":1})"})
        EXPECT_FALSE(document::parse(text)) << text;
    EXPECT_EQ(parsed(R"("\ud83d\ude00\ud7ff")").text(), "\U0001f600\ud7ff");
}

TEST(JsonDocument, KeepsNulsInStrings) {
    EXPECT_EQ(parsed(R"({"a\u0000b":"\u0000"})").names().front(), std::string("a\0b", 3));
}

TEST(JsonDocument, LimitsDepth) {
    EXPECT_TRUE(document::parse(std::string(64, '[') + std::string(64, ']')));
    EXPECT_FALSE(document::parse(std::string(66, '[') + std::string(66, ']')));
    EXPECT_FALSE(document::parse(std::string(1'000'000, '[')));
}

std::string written(const document& tree) {
    std::string text;
    writer out(text);
    tree.write(out);
    EXPECT_LE(text.size(), tree.most_written());
    return text;
}

TEST(JsonDocument, WritesWhatItRead) {
    const std::string text =
        R"({"a":null,"b":[true,false,-1.50e+3,[],{}],"c\"\n":"\u0001\\\"","d":{"e":{"f":1}}})";
    EXPECT_EQ(written(parsed(text)), text);
    EXPECT_EQ(written(parsed(" [ 1 , \"x\" ] ")), R"([1,"x"])");
    EXPECT_EQ(written(document()), "null");
}

TEST(JsonDocument, MembersAreSetInPlaceOrAtTheEnd) {
    document root = parsed(R"({"a":[1],"b":{"c":1,"d":2},"e":3})");
    root.set("a", "x");
    root.set("new", "y\n");
    root.member("b").set("d", "z");
    root.member("f").member("g").set("h", "");
    EXPECT_EQ(written(root), R"({"a":"x","b":{"c":1,"d":"z"},"e":3,"new":"y\n","f":{"g":{"h":""}}})");
    document list = parsed("[1,2]");
    list.set("a", "1");
    EXPECT_EQ(written(list), R"({"a":"1"})");
}

TEST(JsonDocument, NothingIsLeftOnceItIsCleansed) {
    const std::string long_secret(64, 's');
    document root;
    root.set("a", long_secret);
    const char* const where = root["a"].text().data();
    document& inner = root.member("a");
    inner.set("b", long_secret);  // not a string any more: the old text is overwritten, its memory is kept
    EXPECT_EQ(std::string(where, long_secret.size()), std::string(long_secret.size(), '\0'));
    root.cleanse();
    EXPECT_TRUE(root.is_null());
    EXPECT_TRUE(root.elements().empty());
}

}  // namespace
}  // namespace dynaco::detail::json::document_test
