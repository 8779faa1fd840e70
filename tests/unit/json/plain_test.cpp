#include "json/plain.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::detail::json::plain_test {
namespace {

std::string compact(std::string_view typed) {
    const auto text = to_plain(typed, spelling::compact);
    return text ? *text : text.error().text();
}
std::string python(std::string_view typed) {
    const auto text = to_plain(typed, spelling::python);
    return text ? *text : text.error().text();
}
errc refusal(std::string_view typed) {
    const auto text = to_plain(typed, spelling::compact);
    return text ? errc{} : text.error().cause();
}

TEST(ToPlain, TakesTheWrappersOff) {
    EXPECT_EQ(compact(R"({"S":"a\"\u00e9"})"), R"("a\"é")");
    EXPECT_EQ(compact(R"({"N":"-1.50e3"})"), "-1.50e3");
    EXPECT_EQ(compact(R"({"B":"AQ=="})"), R"("AQ==")");
    EXPECT_EQ(compact(R"({"BOOL":true})"), "true");
    EXPECT_EQ(compact(R"({"BOOL":false})"), "false");
    EXPECT_EQ(compact(R"({"NULL":true})"), "null");
    EXPECT_EQ(compact(R"({"SS":["a","b"]})"), R"(["a","b"])");
    EXPECT_EQ(compact(R"({"NS":["1","2.5"]})"), "[1,2.5]");
    EXPECT_EQ(compact(R"({"BS":["AQ=="]})"), R"(["AQ=="])");
    EXPECT_EQ(compact(R"({"L":[]})"), "[]");
    EXPECT_EQ(compact(R"({"M":{}})"), "{}");
    EXPECT_EQ(compact(R"( {"M" : {"a\n":{"L":[{"N":"1"},{"M":{"b":{"S":""}}}]}, "c":{"NULL":true}} } )"),
              R"({"a\n":[1,{"b":""}],"c":null})");
}

TEST(ToPlain, AsPythonSpells) {
    EXPECT_EQ(python(R"({"M":{"\u00e9":{"L":[{"N":"1"},{"SS":["a","b"]}]},"c":{"BOOL":true}}})"),
              R"({"\u00e9": [1, ["a", "b"]], "c": true})");
    EXPECT_EQ(python(R"({"M":{"":{"M":{}},"b":{"L":[]}}})"), R"({"": {}, "b": []})");
}

TEST(ToPlain, RefusesWhatIsNoAttribute) {
    for (const char* typed : {"", "1", "{}", R"({"S":1})", R"({"S":"a"}x)", R"({"L":{}})", R"({"M":[]})",
                              R"({"L":[{"S":"a"},]})", R"({"M":{"a":{"S":"b"})"})
        EXPECT_EQ(refusal(typed), errc::malformed_reply) << typed;
    EXPECT_EQ(refusal(R"({"X":"a"})"), errc::type_mismatch);
    EXPECT_EQ(refusal(R"({"N":"007"})"), errc::not_a_number);
    EXPECT_EQ(refusal(R"({"N":""})"), errc::not_a_number);
    EXPECT_EQ(refusal(R"({"NS":["1","x"]})"), errc::not_a_number);
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += R"({"L":[)";
    EXPECT_EQ(refusal(deep), errc::nested_too_deeply);
}

TEST(ToPlain, ARefusalNamesThePlace) {
    const auto text = to_plain(R"({"M":{"a":{"L":[{"N":"1"},{"N":"x"}]}}})", spelling::compact);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().diagnostics().attribute_path, "a[1]");
}

}  // namespace
}  // namespace dynaco::detail::json::plain_test
