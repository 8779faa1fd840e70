#include "both_ways.hpp"

#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>

namespace dynaco::value_codec_test {
namespace {

// A text or a number is converted to a value.
std::string written(const value& v) { return test::written(v); }
failure write_failure(const value& v) { return test::write_failure(v); }
std::optional<value> read(std::string_view text) { return test::read<value>(text); }
failure read_failure(std::string_view text) { return test::read_failure<value>(text); }
void both_ways(const value& v, std::string_view text) { test::both_ways(v, text); }

std::string nested(int levels) {
    std::string text = R"({"S":"x"})";
    for (int i = 0; i < levels; ++i) text = R"({"L":[)" + text + "]}";
    return text;
}

TEST(ValueCodec, ReadsWhatItWritesOfEveryType) {
    both_ways("text", R"({"S":"text"})");
    both_ways(number("1.5"), R"({"N":"1.5"})");
    both_ways(binary{std::byte{1}}, R"({"B":"AQ=="})");
    both_ways(true, R"({"BOOL":true})");
    both_ways(null, R"({"NULL":true})");
    both_ways(item{{"a", 1}, {"b", "x"}}, R"({"M":{"a":{"N":"1"},"b":{"S":"x"}}})");
    both_ways(value::list{1, "x", null}, R"({"L":[{"N":"1"},{"S":"x"},{"NULL":true}]})");
    both_ways(value::string_set{"a", "b"}, R"({"SS":["a","b"]})");
    both_ways(value::number_set{1, 2}, R"({"NS":["1","2"]})");
    both_ways(value::binary_set{{std::byte{1}}}, R"({"BS":["AQ=="]})");
}

TEST(ValueCodec, KeepsEmptyValues) {
    both_ways("", R"({"S":""})");
    both_ways(binary{}, R"({"B":""})");
    both_ways(item{}, R"({"M":{}})");
    both_ways(value::list{}, R"({"L":[]})");
    both_ways(value::binary_set{{}}, R"({"BS":[""]})");
}

TEST(ValueCodec, EmptySetsCannotBeWritten) {
    EXPECT_EQ(write_failure(value::string_set{}).cause(), errc::empty_set);
    const value deep = item{{"a", value::list{1, value::number_set{}}}};
    EXPECT_EQ(write_failure(deep).cause(), errc::empty_set);
    EXPECT_EQ(write_failure(deep).diagnostics().attribute_path, "a[1]");
}

TEST(ValueCodec, Nests) {
    both_ways(item{{"a", value::list{item{{"b", value::list{value::string_set{"c"}}}}}}},
              R"({"M":{"a":{"L":[{"M":{"b":{"L":[{"SS":["c"]}]}}}]}}})");
}

TEST(ValueCodec, EscapesNames) { both_ways(item{{"a\"\\\n", 1}}, R"({"M":{"a\"\\\n":{"N":"1"}}})"); }

TEST(ValueCodec, NumbersOfASetAreComparedByValue) {
    EXPECT_EQ(read(R"({"NS":["1","1.0","1e0"]})"), value(value::number_set{1}));
}

TEST(ValueCodec, SpecialWrappers) {
    EXPECT_EQ(read(R"( { "__type" : "x" , "N" : null , "S" : "a" , "B" : null } )"), value("a"));
    EXPECT_EQ(read(R"({"S":null,"N":"1"})"), value(1));
    EXPECT_EQ(read(R"({"M":{"a":{"__type":"x","L":[]}}})"), value(item{{"a", value::list{}}}));
}

TEST(ValueCodec, LastOfEqualNamesWins) {
    EXPECT_EQ(read(R"({"M":{"a":{"N":"1"},"a":{"S":"x"}}})"), value(item{{"a", "x"}}));
}

TEST(ValueCodec, FailuresNameThePlace) {
    const failure f = read_failure(R"({"M":{"a":{"L":[{"S":"x"},{"N":"y"}]}}})");
    EXPECT_EQ(f.cause(), errc::invalid_value);
    EXPECT_EQ(f.diagnostics().attribute_path, "a[1]");
    EXPECT_EQ(read_failure(R"({"M":{"a":{"B":"A"}}})").diagnostics().attribute_path, "a");
    EXPECT_EQ(read_failure(R"({"M":{"a":{"X":"A"}}})").cause(), errc::type_mismatch);
}

TEST(ValueCodec, RefusesWrongContent) {
    for (const char* text :
         {R"({"S":1})", R"({"N":1})", R"({"B":true})", R"({"BOOL":"true"})", R"({"NULL":1})", R"({"M":[]})",
          R"({"L":{}})", R"({"SS":"a"})", R"({"NS":[1]})", R"({"BS":[null]})", R"({"L":[1]})",
          R"({"S":"a","N":"1"})", R"({})", R"([])", R"({"S":"\ud800"})"})
        EXPECT_EQ(read_failure(text).cause(), errc::malformed_reply) << text;
}

TEST(ValueCodec, ReadsAllThatDynamoDBNests) {
    EXPECT_TRUE(read(nested(32)));
    EXPECT_TRUE(read(nested(64)));
    EXPECT_EQ(written(*read(nested(64))), nested(64));
}

TEST(ValueCodec, LimitsDepth) {
    EXPECT_EQ(read_failure(nested(1000)).cause(), errc::nested_too_deeply);
    std::string maps;
    for (int i = 0; i < 100'000; ++i) maps += R"({"M":{"a":)";
    EXPECT_EQ(read_failure(maps).cause(), errc::nested_too_deeply);
}

TEST(ValueCodec, OptionalValuesMayBeAbsent) {
    std::string text;
    detail::json::writer out(text);
    EXPECT_TRUE(detail::model::is_absent(std::optional<value>{}));
    EXPECT_TRUE(detail::model::write_attribute(out, std::optional<value>("x")));
    EXPECT_EQ(text, R"({"S":"x"})");
    detail::json::reader in(text);
    std::optional<value> back;
    EXPECT_TRUE(detail::model::read_attribute(in, back));
    EXPECT_EQ(back, value("x"));
}

TEST(ItemCodec, IsTheContentOfAMap) {
    detail::json::reader in(R"({"id":{"S":"1"},"tags":{"SS":["a"]}})");
    item read{{"old", 1}};
    ASSERT_TRUE(codec<item>::read(in, attribute_type::M, read));
    EXPECT_EQ(read, (item{{"id", "1"}, {"tags", value::string_set{"a"}}}));
}

TEST(ValueCodec, StreamsDynamoDBJson) {
    std::ostringstream out;
    out << value(1) << ' ' << item{{"id", "1"}};
    EXPECT_EQ(out.str(), R"({"N":"1"} {"id":{"S":"1"}})");
}

TEST(ValueCodec, StreamsWhyItCannot) {
    std::ostringstream out;
    out << value(value::string_set{});
    EXPECT_EQ(out.str(), failure(errc::empty_set, {}).text());
}

}  // namespace
}  // namespace dynaco::value_codec_test
