#include "program/text/text_fault.hpp"

#include "program/text/characters.hpp"

#include <gtest/gtest.h>

#include <string>

/// The place of a fault, and the characters of a text.
namespace dynaco::program::text_fault_test {
namespace {

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

TEST(Characters, AreAppendedAsTheyAreRead) {
    for (const char32_t code :
         {U'a', U'\u007f', U'\u0080', U'\u07ff', U'\u0800', U'\uffff', U'\U00010000', U'\U0010ffff'}) {
        std::string text;
        append_character(code, text);
        EXPECT_EQ(character_at(text, 0).code, code);
        EXPECT_EQ(character_at(text, 0).size, text.size());
    }
}

}  // namespace
}  // namespace dynaco::program::text_fault_test
