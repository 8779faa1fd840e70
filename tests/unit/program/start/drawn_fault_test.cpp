#include "program/start/drawn_fault.hpp"

#include "program/show/text_width.hpp"

#include <gtest/gtest.h>

#include <string>

/// The drawing of a fault below its text.
namespace dynaco::program::drawn_fault_test {
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
            EXPECT_LE(text_width(both.substr(0, end)), width) << column;
            EXPECT_LE(text_width(both.substr(end + 1, both.size() - end - 2)), width) << column;
        }
}

TEST(DrawnFault, ShowsTheLineOfTheFaultWithoutControlCharacters) {
    EXPECT_EQ(drawn("{\n\t\"a\": open\r\n}", {8, ""}, 80), " \"a\": open \n      ^\n");
    EXPECT_EQ(drawn("a\xff", {1, ""}, 80), "a?\n ^\n");
    EXPECT_EQ(drawn("a\u001b[2J\u202e b", {9, ""}, 80), "a [2J  b\n       ^\n");
    EXPECT_EQ(drawn("a\nb", {1, ""}, 80), "a\n ^\n");
    EXPECT_EQ(drawn("a\nb", {2, ""}, 80), "b\n^\n");
}

}  // namespace
}  // namespace dynaco::program::drawn_fault_test
