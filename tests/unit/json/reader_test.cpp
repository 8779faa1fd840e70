#include <dynaco/detail/json/reader.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::detail::json::reader_test {
namespace {

bool skips(std::string_view text) {
    reader in(text);
    return in.skip() && in.at_end();
}
std::string unescaped(std::string_view text) {
    reader in(text);
    std::string_view view;
    if (!in.string(view)) return "refused";
    EXPECT_TRUE(in.at_end());
    return std::string(view);
}
std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

// The type that {"S":…} opens with; `any` if it does not open.
attribute_type opened(std::string_view text, std::string_view& content) {
    reader in(text);
    attribute_type type{};
    if (!in.open_attribute(type) || !in.raw(content) || !in.close_attribute() || !in.at_end())
        return attribute_type::any;
    return type;
}
attribute_type opened(std::string_view text) {
    std::string_view ignored;
    return opened(text, ignored);
}
errc refusal(std::string_view text) {
    reader in(text);
    attribute_type type{};
    if (in.open_attribute(type) && in.skip() && in.close_attribute()) return errc{};
    return in.why().cause();
}

TEST(JsonReader, SkipsEveryKind) {
    for (const char* text : {"null", "true", "false", "0", "-0", "1.5", "-1e+10", "1E-2", "\"\"", "\"a\\n\"",
                             "[]", "{}", "[1,\"a\",null]", R"({"a":{"b":[1]},"c":2})", " [ 1 ,\n2\t,\r3 ] "})
        EXPECT_TRUE(skips(text)) << text;
}

TEST(JsonReader, RefusesInvalidJson) {
    for (const char* text : {"",
                             " ",
                             "{",
                             "}",
                             "[",
                             "]",
                             ",",
                             ":",
                             "[1",
                             "[1,",
                             "[,1]",
                             "[1,]",
                             "[1 2]",
                             "[1}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{,}",
                             "{a:1}",
                             "{1:2}",
                             "{\"a\" 1}",
                             "{\"a\":1 \"b\":2}",
                             "{\"a\":1]",
                             "nul",
                             "nulL",
                             "True",
                             "tru",
                             "falsey",
                             "1 2",
                             "{}{}",
                             "'a'",
                             "NaN",
                             "Infinity",
                             "/**/1",
                             "\xef\xbb\xbf{}",
                             "\f1"})
        EXPECT_FALSE(skips(text)) << text;
}

TEST(JsonReader, RefusesInvalidNumbers) {
    for (const char* text : {"-", "+1", "01", "-01", "00", "1.", ".5", "1.e5", "1e", "1e+", "1E-", "0x1",
                             "--1", "1a", "1e5.5", "1..2"})
        EXPECT_FALSE(skips(text)) << text;
}

TEST(JsonReader, RefusesInvalidStrings) {
    for (const char* text : {"\"", "\"a", "\"\\", "\"\\\"", "\"\\x\"", "\"\\u\"", "\"\\u12\"", "\"\\u123\"",
                             "\"\\u123g\"", "\"\n\"", "\"\x01\"", "\"aaaaaaaaaaaaaaaa\t\"", "\"\\u00e9\t\""})
        EXPECT_FALSE(skips(text)) << text;
    EXPECT_FALSE(skips(std::string_view("\"\0\"", 3)));
    EXPECT_FALSE(skips(std::string_view("1\0", 2)));
}

TEST(JsonReader, Unescapes) {
    EXPECT_EQ(unescaped(R"("")"), "");
    EXPECT_EQ(unescaped(R"("plain")"), "plain");
    EXPECT_EQ(unescaped(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
    EXPECT_EQ(unescaped(R"("a\u0041\u00e9\u20acz")"), "aA\u00e9\u20acz");
    EXPECT_EQ(unescaped(R"("\u0000")"), std::string(1, '\0'));
    EXPECT_EQ(unescaped(R"("\uD83D\uDE00")"), "\xf0\x9f\x98\x80");
    EXPECT_EQ(unescaped(R"("\udbff\udfff")"), "\xf4\x8f\xbf\xbf");
    EXPECT_EQ(unescaped("\"\xc3\xa9\""), "\xc3\xa9");
}

TEST(JsonReader, RefusesLoneSurrogates) {
    for (const char* text :
         {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\n")", R"("\ud800\u0041")",
          R"("\ud800\ud800")", R"("\udc00\ud800")", R"("\ud83d\u")", R"("\ud83d\ude0")"})
        EXPECT_EQ(unescaped(text), "refused") << text;
}

TEST(JsonReader, FindsTheEndAtEveryPosition) {
    for (std::size_t size = 0; size < 40; ++size) {
        const std::string text(size, 'x');
        EXPECT_EQ(unescaped('"' + text + '"'), text);
        EXPECT_EQ(unescaped('"' + text + "\\n" + text + '"'), text + '\n' + text);
        EXPECT_FALSE(skips('"' + text));
        EXPECT_FALSE(skips('"' + text + '\x1f' + text + '"'));
    }
}

TEST(JsonReader, PlainStringsPointIntoTheInput) {
    const std::string text = R"("plain")";
    reader in(text);
    std::string_view view;
    ASSERT_TRUE(in.string(view));
    EXPECT_EQ(view.data(), text.data() + 1);
}

TEST(JsonReader, ReadsMembers) {
    reader in(R"( { "a" : 1 , "b\n" : 2 } )");
    ASSERT_TRUE(in.expect('{'));
    std::vector<std::string> seen;
    bool first = true;
    std::string_view name, text;
    while (in.next_member(first, name)) {
        seen.emplace_back(name);
        ASSERT_TRUE(in.number_text(text));
        seen.emplace_back(text);
    }
    EXPECT_FALSE(in.failed());
    EXPECT_TRUE(in.at_end());
    EXPECT_EQ(seen, (std::vector<std::string>{"a", "1", "b\n", "2"}));
}

TEST(JsonReader, ReadsElements) {
    reader in("[true , false,null]");
    ASSERT_TRUE(in.expect('['));
    bool first = true, truth = false;
    ASSERT_TRUE(in.next_element(first) && in.boolean(truth));
    EXPECT_TRUE(truth);
    ASSERT_TRUE(in.next_element(first) && in.boolean(truth));
    EXPECT_FALSE(truth);
    ASSERT_TRUE(in.next_element(first));
    EXPECT_TRUE(in.take_null());
    EXPECT_FALSE(in.next_element(first));
    EXPECT_FALSE(in.failed());
}

TEST(JsonReader, TakeDoesNotFail) {
    reader in("  [");
    EXPECT_FALSE(in.take('{'));
    EXPECT_FALSE(in.failed());
    EXPECT_TRUE(in.take('['));
    EXPECT_FALSE(in.take('['));
    EXPECT_FALSE(in.failed());
    EXPECT_FALSE(in.expect(']'));
    EXPECT_TRUE(in.failed());
}

TEST(JsonReader, RawGivesTheTextOfAValue) {
    reader in(R"(  {"a": [1]}  )");
    std::string_view text;
    ASSERT_TRUE(in.raw(text));
    EXPECT_EQ(text, R"({"a": [1]})");
    EXPECT_TRUE(in.at_end());
}

TEST(JsonReader, OtherKindsAreMalformed) {
    std::string_view text;
    bool truth = false;
    reader number("5"), object("{}"), word("\"x\"");
    EXPECT_FALSE(number.string(text));
    EXPECT_FALSE(object.boolean(truth));
    EXPECT_FALSE(word.number_text(text));
    EXPECT_EQ(number.why().cause(), errc::malformed_reply);
    EXPECT_EQ(object.why().cause(), errc::malformed_reply);
    EXPECT_EQ(word.why().cause(), errc::malformed_reply);
}

TEST(JsonReader, ReadsBase64) {
    binary bytes;
    reader in(R"("yv7wDQ==")");
    ASSERT_TRUE(in.base64(bytes));
    EXPECT_EQ(bytes, (binary{std::byte{0xca}, std::byte{0xfe}, std::byte{0xf0}, std::byte{0x0d}}));
    reader bad(R"("yv7wDQ=")");
    EXPECT_FALSE(bad.base64(bytes));
    EXPECT_EQ(bad.why().cause(), errc::invalid_value);
    reader escaped(R"("\/\/\/\/")");
    EXPECT_TRUE(escaped.base64(bytes));
    EXPECT_EQ(bytes, binary(3, std::byte{0xff}));
}

TEST(JsonReader, SkipsAllThatDynamoDBNests) {
    std::string text = R"({"S":"x"})";
    for (int i = 0; i < 32; ++i) text = R"({"L":[)" + text + "]}";
    EXPECT_TRUE(skips(R"({"Items":[{"deep":)" + text + "}]}"));
}

TEST(JsonReader, LimitsDepth) {
    EXPECT_TRUE(skips(nested(100)));
    const std::string deep = nested(1000);
    reader in(deep);
    EXPECT_FALSE(in.skip());
    EXPECT_EQ(in.why().cause(), errc::nested_too_deeply);
    EXPECT_FALSE(skips(std::string(1'000'000, '[')));
}

TEST(JsonReader, DepthIsGivenBack) {
    std::string many = "[";
    for (int i = 0; i < 1000; ++i) many += i == 0 ? "{\"a\":[]}" : ",{\"a\":[]}";
    EXPECT_TRUE(skips(many + ']'));
}

TEST(JsonReader, OpensEveryType) {
    std::string_view content;
    EXPECT_EQ(opened(R"({"S":"a"})", content), attribute_type::S);
    EXPECT_EQ(content, "\"a\"");
    EXPECT_EQ(opened(R"({"N":"1"})"), attribute_type::N);
    EXPECT_EQ(opened(R"({"B":""})"), attribute_type::B);
    EXPECT_EQ(opened(R"({"BOOL":true})"), attribute_type::BOOL);
    EXPECT_EQ(opened(R"({"NULL":true})"), attribute_type::NUL);
    EXPECT_EQ(opened(R"({"M":{}})"), attribute_type::M);
    EXPECT_EQ(opened(R"({"L":[]})"), attribute_type::L);
    EXPECT_EQ(opened(R"({"SS":["a"]})"), attribute_type::SS);
    EXPECT_EQ(opened(R"({"NS":["1"]})"), attribute_type::NS);
    EXPECT_EQ(opened(R"({"BS":[""]})"), attribute_type::BS);
}

TEST(JsonReader, OpensThroughWhiteSpaceAndEscapes) {
    EXPECT_EQ(opened(" { \"S\" : \"a\" } "), attribute_type::S);
    EXPECT_EQ(opened("{\"S\":\n\"a\"\n}"), attribute_type::S);
    EXPECT_EQ(opened(R"({"\u0053":"a"})"), attribute_type::S);
}

TEST(JsonReader, IgnoresTypeNamesAndNullsInWrappers) {
    EXPECT_EQ(opened(R"({"__type":"x","S":"a"})"), attribute_type::S);
    EXPECT_EQ(opened(R"({"S":"a","__type":{"x":[1]}})"), attribute_type::S);
    EXPECT_EQ(opened(R"({"N":null,"S":"a"})"), attribute_type::S);
    EXPECT_EQ(opened(R"({"N": null,"S":"a"})"), attribute_type::S);
    EXPECT_EQ(opened(R"({"BOOL":null,"S":"a","L":null,"new":null})"), attribute_type::S);
    EXPECT_EQ(opened(R"({"new":null,"__type":null,"NULL":true})"), attribute_type::NUL);
}

TEST(JsonReader, RefusesWrappersThatAreNone) {
    for (const char* text : {"", "{", "{}", R"({"S":null})", R"({"__type":"x"})", R"("S")", R"(["S"])",
                             R"({"S"})", R"({"S":"a")", R"({"S":"a","N":"1"})", R"({"S":"a","S":"b"})",
                             R"({"S":"a"]})", R"({"S":"a",})", R"({S:"a"})", "null", "5"})
        EXPECT_EQ(refusal(text), errc::malformed_reply) << text;
}

TEST(JsonReader, UnknownTypesAreAMismatch) {
    EXPECT_EQ(refusal(R"({"X":"a"})"), errc::type_mismatch);
    EXPECT_EQ(refusal(R"({"s":"a"})"), errc::type_mismatch);
    EXPECT_EQ(refusal(R"({"any":"a"})"), errc::type_mismatch);
}

TEST(JsonReader, FirstFailureSticks) {
    reader in("x");
    EXPECT_FALSE(in.fail(errc::invalid_value, "first"));
    EXPECT_FALSE(in.fail(errc::type_mismatch, "second"));
    EXPECT_FALSE(in.malformed());
    in.fail_in("b");
    in.fail_in(3);
    in.fail_in("a");
    EXPECT_EQ(in.why().cause(), errc::invalid_value);
    EXPECT_EQ(in.why().diagnostics().detail, "first");
    EXPECT_EQ(in.why().diagnostics().attribute_path, "a[3].b");
}

TEST(JsonReader, MalformedNamesTheByte) {
    reader in("[1,x]");
    EXPECT_FALSE(in.skip());
    EXPECT_EQ(in.why().diagnostics().detail, "unexpected text at byte 3 of the JSON");
}

TEST(JsonReader, TextsMayHoldInvalidUtf8) {
    EXPECT_EQ(unescaped("\"\xff\xc0\""),
              "\xff\xc0");  // DynamoDB stores UTF-8 only: not checked on the hot path
}

attribute_type plain_type(std::string_view text) {
    reader in(text, form::plain);
    attribute_type type{};
    return in.open_attribute(type) && in.skip() && in.close_attribute() && in.at_end() ? type
                                                                                       : attribute_type::any;
}

TEST(JsonReader, InThePlainFormTheKindIsTheType) {
    using enum attribute_type;
    EXPECT_EQ(plain_type(R"("a")"), S);
    EXPECT_EQ(plain_type(" -1.5 "), N);
    EXPECT_EQ(plain_type("0"), N);
    EXPECT_EQ(plain_type("true"), BOOL);
    EXPECT_EQ(plain_type("false"), BOOL);
    EXPECT_EQ(plain_type("null"), NUL);
    EXPECT_EQ(plain_type("[1]"), L);
    EXPECT_EQ(plain_type(R"({"S":"a"})"), M);
    for (const char* text : {"", " ", "x", "+1", ".5", "nil", "]", "'a'"})
        EXPECT_EQ(plain_type(text), any) << text;
}

TEST(JsonReader, InThePlainFormBinaryAndSetsLookLikeOthers) {
    using enum attribute_type;
    const reader plain("", form::plain), typed("");
    EXPECT_TRUE(plain.stands_for(S, B) && plain.stands_for(L, SS) && plain.stands_for(L, NS) &&
                plain.stands_for(L, BS));
    EXPECT_FALSE(plain.stands_for(N, B) || plain.stands_for(S, N) || plain.stands_for(M, L) ||
                 plain.stands_for(S, SS));
    EXPECT_FALSE(typed.stands_for(S, B) || typed.stands_for(L, SS));
}

TEST(JsonReader, InThePlainFormNumbersAreTheirDigits) {
    reader in(R"([-1.50e3,null])", form::plain);
    bool first = true, truth = false;
    std::string_view digits;
    ASSERT_TRUE(in.expect('[') && in.next_element(first) && in.string(digits));
    EXPECT_EQ(digits, "-1.50e3");
    EXPECT_TRUE(in.next_element(first) && in.boolean(truth) && truth);
    reader typed("1");
    EXPECT_FALSE(typed.string(digits));
    reader name("{1:2}", form::plain);
    first = true;
    EXPECT_FALSE(name.expect('{') && name.next_member(first, digits));
    EXPECT_TRUE(name.failed());
}

TEST(JsonReader, OnlyTheLenientFormTakesControlCharacters) {
    std::string_view text;
    reader lenient("\"a\tb\n\\u0041\"", form::lenient), plain("\"a\tb\"", form::plain);
    ASSERT_TRUE(lenient.string(text) && lenient.at_end());
    EXPECT_EQ(text, "a\tb\nA");
    EXPECT_FALSE(plain.string(text));
    EXPECT_EQ(plain.why().diagnostics().detail, "unexpected text at byte 2 of the JSON");
}

TEST(JsonReader, PeekStaysBeforeTheValue) {
    reader in(R"( {"a":[1]} )");
    std::string_view text;
    ASSERT_TRUE(in.peek(text));
    EXPECT_EQ(text, R"({"a":[1]})");
    EXPECT_TRUE(in.expect('{'));
    reader broken("{");
    EXPECT_FALSE(broken.peek(text));
    EXPECT_TRUE(broken.failed());
}

TEST(JsonReader, GoesBackToAPlace) {
    reader in(R"({"a":[1,}])");
    const reader::place start = in.here();
    EXPECT_FALSE(in.skip());
    ASSERT_TRUE(in.failed());
    in.fail_in("a");
    in.go_to(start);
    EXPECT_FALSE(in.failed());
    bool first = true;
    std::string_view name;
    EXPECT_TRUE(in.take('{') && in.next_member(first, name));
    EXPECT_EQ(name, "a");
    EXPECT_FALSE(in.skip());
    EXPECT_EQ(in.why().diagnostics().attribute_path, "");
}

}  // namespace
}  // namespace dynaco::detail::json::reader_test
