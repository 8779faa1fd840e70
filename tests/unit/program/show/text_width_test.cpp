#include "program/show/text_width.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program::text_width_test {
namespace {

using parts = std::vector<std::string_view>;

TEST(TextWidth, CountsColumnsOfATerminal) {
    EXPECT_EQ(text_width(""), 0U);
    EXPECT_EQ(text_width("abc"), 3U);
    EXPECT_EQ(text_width("Köln"), 4U);
    EXPECT_EQ(text_width("日本語"), 6U);
    EXPECT_EQ(text_width("😀"), 2U);
    EXPECT_EQ(text_width("e\u0301"), 1U);  // a combining accent
    EXPECT_EQ(text_width("a\xff"
                         "b"),
              3U);
}

TEST(TextWidth, DoesNotDependOnTheLocale) {
    ASSERT_TRUE(std::setlocale(LC_ALL, "C"));
    EXPECT_EQ(text_width("日本語"), 6U);
    EXPECT_EQ(cut_to_width("日本語", 5), "日本…");
}

TEST(CutToWidth, CutsBetweenCharacters) {
    EXPECT_EQ(cut_to_width("abc", 3), "abc");
    EXPECT_EQ(cut_to_width("abcd", 3), "ab…");
    EXPECT_EQ(cut_to_width("日本語", 6), "日本語");
    EXPECT_EQ(cut_to_width("日本語", 4), "日…");  // two columns do not fit into one
    EXPECT_EQ(cut_to_width("abc", 1), "…");
    EXPECT_EQ(cut_to_width("abc", 0), "");
    EXPECT_EQ(cut_to_width("e\u0301e\u0301e\u0301", 2), "e\u0301…");
}

TEST(Wrapped, FillsLines) {
    EXPECT_EQ(wrapped("abcdefg", 3), parts({"abc", "def", "g"}));
    EXPECT_EQ(wrapped("日本語", 4), parts({"日本", "語"}));
    EXPECT_EQ(wrapped("日本", 1), parts({"日", "本"}));  // at least one character
    EXPECT_EQ(wrapped("", 3), parts({""}));
}

TEST(UnsafeText, IsWhatCouldChangeATerminalOrMislead) {
    EXPECT_FALSE(is_unsafe("plain, Köln, 日本語, 😀, e\u0301"));
    for (const std::string_view each :
         {"\033[2J", "a\nb", "a\tb", "a\rb", "\x7f", "\u009b2J", "\u2028", "\u202e", "\u2066", "\u200f",
          "\xff", "\xc3", "\xed\xa0\x80", "\xf5\x80\x80\x80"})
        EXPECT_TRUE(is_unsafe(each)) << quoted_text(each);
    EXPECT_TRUE(is_unsafe(std::string_view("\0", 1)));
}

TEST(VisibleText, ReplacesByOneCharacter) {
    EXPECT_EQ(visible_text("a\033[2J\n\x7f"), "a␛[2J␊␡");
    EXPECT_EQ(visible_text(std::string_view("\0", 1)), "␀");
    EXPECT_EQ(visible_text("\u009b2J \u202e \xff"), "�2J � �");
    EXPECT_EQ(visible_text("Köln"), "Köln");
}

TEST(QuotedText, EscapesAsJson) {
    EXPECT_EQ(quoted_text("a\"b\\c\n\r\t\033\x7f"), R"("a\"b\\c\n\r\t\u001b\u007f")");
    EXPECT_EQ(quoted_text("\u009b\u202e"), R"("\u009b\u202e")");
    EXPECT_EQ(quoted_text("\U0010FFFF"), R"("\udbff\udfff")");  // not a character
    EXPECT_EQ(quoted_text("Köln 😀"), "\"Köln 😀\"");
}

TEST(EscapedJson, KeepsTheMeaning) {
    EXPECT_EQ(escaped_json("{\"a\":\"\u009b\\n\u202eé\"}"), "{\"a\":\"\\u009b\\n\\u202eé\"}");
    EXPECT_EQ(escaped_json("{\n  \"a\": 1\n}"), "{\n  \"a\": 1\n}");  // no string has an end of a line
}

TEST(VisibleJson, ReplacesEscapedCharactersToo) {
    EXPECT_EQ(visible_json(R"({"a\u001b":{"S":"\u009b31m\n\"\\é"}})"), R"({"a␛":{"S":"�31m␊\"\\é"}})");
    EXPECT_EQ(visible_json("[\"\u202e\", {\"n\": 12}]"), "[\"�\", {\"n\": 12}]");
}

}  // namespace
}  // namespace dynaco::program::text_width_test
