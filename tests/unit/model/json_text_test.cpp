#include "both_ways.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace dynaco::json_text_test {
namespace {

/// A document of another library: any text that starts with a bracket.
struct foreign {
    std::string text = "{}";
    friend bool operator==(const foreign&, const foreign&) = default;
};

}  // namespace
}  // namespace dynaco::json_text_test

namespace dynaco {

template <>
struct json_codec<json_text_test::foreign> {
    static std::string write(const json_text_test::foreign& document) { return document.text; }
    static bool read(std::string_view text, json_text_test::foreign& document) {
        document.text = text;
        return text.starts_with('{');
    }
};

}  // namespace dynaco

namespace dynaco::json_text_test {
namespace {

using test::both_ways;
using test::read;
using test::read_failure;
using test::s;
using test::write_failure;
using test::written;

struct theme {
    std::string name{};
    bool dark = false;
    std::vector<int> sizes{};
    std::optional<std::string> font{};
    nullable<std::string> icon{};
    std::set<std::string> tags{};

    friend bool operator==(const theme&, const theme&) = default;
};
struct user {
    json_text<theme> look{};
    std::optional<json_text<std::vector<int>>> marks{};

    friend bool operator==(const user&, const user&) = default;
};

static_assert(codec<json_text<theme>>::type == attribute_type::S && storable<json_text<foreign>>);
static_assert(!storable<json_text<int*>> && !std::is_aggregate_v<json_text<theme>>);

TEST(JsonText, IsSpeltAsByPython) {
    both_ways(json_text<std::vector<int>>({1, -2}), s("[1, -2]"));
    both_ways(json_text<std::vector<int>>(), s("[]"));
    both_ways(
        json_text<theme>(theme{.name = "n", .sizes = {1, 2}, .tags = {"a"}}),
        s(R"({\"name\": \"n\", \"dark\": false, \"sizes\": [1, 2], \"icon\": null, \"tags\": [\"a\"]})"));
    both_ways(json_text<std::map<std::string, std::optional<int>>>({{"a", 1}, {"b", std::nullopt}}),
              s(R"({\"a\": 1, \"b\": null})"));
    both_ways(json_text<bool>(true), s("true"));
    both_ways(json_text<std::optional<int>>(), s("null"));
    both_ways(json_text<number>(number("0.123456789012345678901234567")), s("0.123456789012345678901234567"));
}

TEST(JsonText, EscapesWhatIsNotAscii) {
    both_ways(json_text<std::string>("\u00e9\u20ac\U0001f600"), s(R"(\"\\u00e9\\u20ac\\ud83d\\ude00\")"));
    both_ways(json_text<std::string>("\"\\/\b\f\n\r\t\x01\x7f"),
              s(R"(\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\")"));
    both_ways(json_text<std::map<std::string, int>>({{"\u00e9", 1}}), s(R"({\"\\u00e9\": 1})"));
}

TEST(JsonText, RefusesToEscapeWhatIsNotUtf8) {
    for (const char* text : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                             "\xf4\x90\x80\x80", "\xff", "a\xe2\x82"})
        EXPECT_EQ(write_failure(json_text<std::string>(text)).cause(), errc::invalid_value);
    const failure inside = write_failure(json_text<std::vector<std::string>>({"a", "\xff"}));
    EXPECT_EQ(inside.diagnostics().attribute_path, "[1]");
}

TEST(JsonText, ReadsAnyJson) {
    EXPECT_EQ(*read<json_text<theme>>(s(R"( {\"unknown\":{\"a\":[]},\"dark\":true}\n)")).value(),
              theme{.dark = true});
    EXPECT_EQ(*read<json_text<std::string>>(s(R"(\"a\tb\")")).value(), "a\tb");  // a raw control character
    EXPECT_EQ(*read<json_text<value>>(s(R"([1.50, \"a\", null, {\"b\": true}])")).value(),
              value(value::list{number("1.5"), "a", null, item{{"b", true}}}));
    EXPECT_EQ(*read<json_text<std::optional<int>>>(s("null")).value(), std::optional<int>());
}

TEST(JsonText, AFailureInsideHasItsPath) {
    const failure wrong = read_failure<user>(R"({"M":{"look":{"S":"{\"sizes\": [1, \"2\"]}"}}})");
    EXPECT_EQ(wrong.cause(), errc::type_mismatch);
    EXPECT_EQ(wrong.diagnostics().attribute_path, "look.sizes[1]");
    const failure writing = write_failure(json_text<std::vector<double>>({1, 1e300}));
    EXPECT_EQ(writing.cause(), errc::number_out_of_range);
    EXPECT_EQ(writing.diagnostics().attribute_path, "[1]");
}

TEST(JsonText, RefusesTextThatIsNoJson) {
    for (const char* text : {"", "{", "[1,]", "[1] x", "nul", "'a'", "NaN"}) {
        EXPECT_EQ(read_failure<json_text<value>>(s(text)).cause(), errc::invalid_value) << text;
    }
    EXPECT_EQ(read_failure<json_text<theme>>(R"({"M":{}})").cause(), errc::type_mismatch);
}

TEST(JsonText, InAModel) {
    const user ada{.look = theme{.name = "x"}, .marks = json_text<std::vector<int>>({1})};
    EXPECT_EQ(ada.look->name, "x");
    EXPECT_EQ(read<user>(written(ada)), ada);
    user changed = ada;
    changed.look->dark = true;
    changed.marks.reset();
    EXPECT_EQ(read<user>(written(changed)), changed);
    EXPECT_EQ(written(changed).find("marks"), std::string::npos);
}

TEST(JsonText, OfAnotherLibrary) {
    both_ways(json_text<foreign>(foreign{"{1}"}), s("{1}"));
    EXPECT_EQ(read_failure<json_text<foreign>>(s("[]")).cause(), errc::invalid_value);
}

}  // namespace
}  // namespace dynaco::json_text_test
