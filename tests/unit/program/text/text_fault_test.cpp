#include "program/text/text_fault.hpp"

#include "program/text/characters.hpp"

#include <gtest/gtest.h>

#include <string>

/// How a fault is drawn below its text.
namespace dynaco::program {
namespace {

TEST(DrawnFault, HasItsCaretBelowTheByte) {
    EXPECT_EQ(drawn("total > 100 and status", {16, ""}, 80), "total > 100 and status\n                ^\n");
    EXPECT_EQ(drawn("a", {0, ""}, 80), "a\n^\n");
    EXPECT_EQ(drawn("a and", {5, ""}, 80), "a and\n     ^\n");
    EXPECT_EQ(drawn("a", {99, ""}, 80), "a\n ^\n");
    EXPECT_EQ(drawn("", {0, ""}, 80), "");
}

TEST(DrawnFault, CountsTheColumnsOfWideAndCombiningCharacters) {
    EXPECT_EQ(drawn("größe x", {std::string_view("größe ").size(), ""}, 80), "größe x\n      ^\n");
    EXPECT_EQ(drawn("名前 x", {7, ""}, 80), "名前 x\n     ^\n");
    EXPECT_EQ(drawn("e\u0301 x", {4, ""}, 80), "e\u0301 x\n  ^\n");
    EXPECT_EQ(drawn("名前", {4, ""}, 80), "名前\n  ^\n") << "inside a character: below its begin";
    EXPECT_EQ(width_of("a名\u0301😀"), 5U);
}

TEST(DrawnFault, CutsLongTextsAroundTheCaret) {
    const std::string text = "abcdefghijklmnopqrstuvwxyz";
    EXPECT_EQ(drawn(text, {0, ""}, 10), "abcdefgh…\n^\n");
    EXPECT_EQ(drawn(text, {25, ""}, 10), "…stuvwxyz\n        ^\n");
    EXPECT_EQ(drawn(text, {26, ""}, 10), "…tuvwxyz\n        ^\n");
    EXPECT_EQ(drawn(text, {13, ""}, 10), "…jklmnopq…\n     ^\n");
    EXPECT_EQ(drawn(text, {13, ""}, 26), text + "\n             ^\n");
    EXPECT_EQ(drawn(text, {26, ""}, 27), text + "\n                          ^\n");
}

TEST(DrawnFault, NeverExceedsTheWidth) {
    const std::string text = "a名b前c😀d名e前fghijklmnopqrst\tuvw名xyz";
    for (std::size_t width = 8; width < 60; ++width)
        for (std::size_t column = 0; column <= text.size(); ++column) {
            const std::string both = drawn(text, {column, ""}, width);
            const std::size_t end = both.find('\n');
            EXPECT_LE(width_of(both.substr(0, end)), width) << column;
            EXPECT_LE(width_of(both.substr(end + 1, both.size() - end - 2)), width) << column;
        }
}

TEST(DrawnFault, ShowsTheLineOfTheFaultWithoutControlCharacters) {
    EXPECT_EQ(drawn("{\n\t\"a\": open\r\n}", {8, ""}, 80), " \"a\": open \n      ^\n");
    EXPECT_EQ(drawn("a\xff", {1, ""}, 80), "a?\n ^\n");
    EXPECT_EQ(drawn("a\nb", {1, ""}, 80), "a\n ^\n");
    EXPECT_EQ(drawn("a\nb", {2, ""}, 80), "b\n^\n");
}

TEST(TextPlace, CountsLinesAndCharacters) {
    const auto place = [](std::string_view text, std::size_t offset) {
        const text_place found = place_of(text, offset);
        return std::to_string(found.line) + ':' + std::to_string(found.column);
    };
    EXPECT_EQ(place("", 0), "1:1");
    EXPECT_EQ(place("ab\ncd", 2), "1:3");
    EXPECT_EQ(place("ab\ncd", 3), "2:1");
    EXPECT_EQ(place("größe x", 8), "1:7");
    EXPECT_EQ(place("a", 99), "1:2");
}

TEST(Characters, AreUtf8) {
    for (const auto* bad : {"\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf",
                            "\xf4\x90\x80\x80", "\xc3", "\xe2\x82", "\xff"})
        EXPECT_EQ(find_not_utf8("a" + std::string(bad)), 1U) << testing::PrintToString(std::string(bad));
    EXPECT_EQ(find_not_utf8("a\u00e9\u20ac\U0001f600"), std::string_view::npos);
    EXPECT_EQ(character_at("\u20ac", 0).code, U'\u20ac');
}

}  // namespace
}  // namespace dynaco::program
