#include "program/show/value_text.hpp"

#include "program/text/item_text.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace dynaco::program::show_value_text_test {
namespace {

binary bytes_of(std::string_view text) {
    binary bytes;
    for (const char each : text) bytes.push_back(static_cast<std::byte>(each));
    return bytes;
}

TEST(ValueText, ShowsEachType) {
    EXPECT_EQ(value_text("Main Street 5"), "Main Street 5");
    EXPECT_EQ(value_text(number("12.50")), "12.5");
    EXPECT_EQ(value_text(true), "true");
    EXPECT_EQ(value_text(null), "null");
    EXPECT_EQ(value_text(bytes_of("hello")), "b64\"aGVsbG8=\"");
    EXPECT_EQ(value_text(value::list{1, "a", value::list{}}), R"([1,"a",[]])");
    EXPECT_EQ(value_text(item{{"city", "Ulm"}, {"zip", "89073"}, {"", false}}),
              R"({"":false,"city":"Ulm","zip":"89073"})");
    EXPECT_EQ(value_text(value::string_set{"a", "b"}), R"(<<"a","b">>)");
    EXPECT_EQ(value_text(value::number_set{number(10), number(2)}), "<<2,10>>");
    EXPECT_EQ(value_text(value::binary_set{bytes_of("a")}), "<<b64\"YQ==\">>");
}

TEST(ValueText, KeepsEveryDigit) {
    EXPECT_EQ(value_text(number("12345678901234567890123456789012345678")),
              "12345678901234567890123456789012345678");
    EXPECT_EQ(value_text(value::list{number("0.1000000000000000000000000000000000001")}),
              "[0.1000000000000000000000000000000000001]");
}

TEST(ValueText, QuotesAStringThatLooksLikeAnotherType) {
    for (const std::string each :
         {"12", "-1.5", "1e3", "true", "false", "null", "", " a", "a ", "{x", "[x", "<<x"})
        EXPECT_EQ(value_text(each), '"' + each + '"');
    EXPECT_EQ(value_text("\"a\""), R"("\"a\"")");
    EXPECT_EQ(value_text("b64\"YQ==\""), R"("b64\"YQ==\"")");
    for (const std::string each : {"12 Main Street", "2026-01-01", "truely", "a{", "C:\\new", "1.2.3"})
        EXPECT_EQ(value_text(each), each);
}

TEST(ValueText, NeverHasControlCharacters) {
    EXPECT_EQ(value_text("two\nlines"), R"("two\nlines")");
    EXPECT_EQ(value_text("\033]0;title\a"), R"("\u001b]0;title\u0007")");
    EXPECT_EQ(value_text(value::list{"\033[2J"}), R"(["\u001b[2J"])");
    EXPECT_EQ(value_text(item{{"\033[2J", 1}}), R"({"\u001b[2J":1})");
}

TEST(ValueText, DiffersBetweenTypes) {
    const std::vector<value> similar = {"1",
                                        1,
                                        "true",
                                        true,
                                        "null",
                                        null,
                                        "[1]",
                                        value::list{1},
                                        "<<1>>",
                                        value::number_set{number(1)},
                                        value::string_set{"1"},
                                        "{}",
                                        item{},
                                        bytes_of("a"),
                                        "b64\"YQ==\""};
    std::set<std::string> texts;
    for (const value& each : similar) texts.insert(value_text(each));
    EXPECT_EQ(texts.size(), similar.size());
}

TEST(ValueText, IsReadBackAsAPersonWritesIt) {
    const value all =
        item{{"list", value::list{1, "a\n\"b\\", null, true, value::list{}}},
             {"a name", item{{"x", number("0.001")}, {"y", "\u202e\U0010FFFF"}}},
             {"sets", value::list{value::string_set{"a", ""}, value::number_set{number(1), number(2)},
                                  value::binary_set{bytes_of("a")}}},
             {"bytes", bytes_of("hello")}};
    EXPECT_EQ(value_from_text(value_text(all)), all) << value_text(all);
    for (const value& each :
         {value("12"), value(""), value("b64\"YQ==\""), value(bytes_of("")), value(1e100)})
        EXPECT_EQ(value_from_text(value_text(each)), each) << value_text(each);
}

TEST(ValueCell, KnowsNumbers) {
    EXPECT_TRUE(value_cell(5).number);
    EXPECT_EQ(value_cell(5).look, tone::number);
    EXPECT_FALSE(value_cell("5").number);
    EXPECT_EQ(value_cell("5").look, tone::plain);
    EXPECT_EQ(value_cell(null).look, tone::word);
    EXPECT_EQ(value_cell(item{}).look, tone::nested);
}

}  // namespace
}  // namespace dynaco::program::show_value_text_test
