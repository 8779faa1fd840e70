#include "program/show/paragraph.hpp"

#include <gtest/gtest.h>

#include <string>

/// Texts and command lines, divided at words.
namespace dynaco::program::paragraph_test {
namespace {

TEST(Wrapped, BreaksAtWords) {
    std::string out = "  --x";
    append_wrapped(out, "one two three four", 8, 5, 18);
    EXPECT_EQ("  --x   one two\n        three four\n", out);
    out.clear();
    append_wrapped(out, "unbreakable-word-of-more-than-ten", 2, 0, 10);
    EXPECT_EQ("  unbreakable-word-of-more-than-ten\n", out);
}

TEST(Wrapped, CountsColumns) {
    std::string out;
    append_wrapped(out, "名前 名前 größe", 0, 0, 9);
    EXPECT_EQ("名前 名前\ngröße\n", out);
}

TEST(Wrapped, KeepsIndentedLinesThatFit) {
    std::string out;
    append_wrapped(out, "one two\n a    b\nthree", 2, 0, 9);
    EXPECT_EQ("  one two\n   a    b\n  three\n", out);
    out.clear();
    append_wrapped(out, " a    b c", 2, 0, 7);
    EXPECT_EQ("   a b\n     c\n", out);
}

TEST(Message, HasTheCommandAndFitsTheWidth) {
    EXPECT_EQ("dynaco scan: one two\n", message_lines("scan", "one two", 0));
    EXPECT_EQ("dynaco: one two\n", message_lines("", "one two", 0));
    EXPECT_EQ("dynaco scan:\none two\n", message_lines("scan", "one two", 15));
}

TEST(Message, ACommandCanBeCopied) {
    const auto shown = [](std::size_t width) {
        return message_lines("copy", "interrupted; continue with", width, "dynaco copy 'a b' c --resume");
    };
    constexpr const char* one_line =
        "dynaco copy: interrupted; continue with: dynaco copy 'a b' c --resume\n";
    EXPECT_EQ(one_line, shown(0));
    EXPECT_EQ(one_line, shown(80));
    EXPECT_EQ("dynaco copy: interrupted; continue with:\n  dynaco copy 'a b' c --resume\n", shown(60));
    EXPECT_EQ("dynaco copy:\ninterrupted;\ncontinue with:\n  dynaco copy \\\n    'a b' c \\\n    --resume\n",
              shown(18));
}

TEST(ShellLine, IsDividedBetweenWords) {
    const auto divided = [](std::string_view line, std::size_t width) {
        std::string out;
        append_shell_line(out, line, 2, width);
        return out;
    };
    constexpr std::string_view line = "dynaco scan orders --where 'total > 100'";
    EXPECT_EQ("  dynaco scan orders --where 'total > 100'\n", divided(line, 42));
    EXPECT_EQ("  dynaco scan orders --where \\\n    'total > 100'\n", divided(line, 41));
    EXPECT_EQ("  dynaco scan \\\n    orders \\\n    --where \\\n    'total > 100'\n", divided(line, 17));
    EXPECT_EQ("  a\\ b \"c d\" \\\n    efg\n", divided("a\\ b \"c d\" efg", 14));
    EXPECT_EQ("  \n", divided("", 40));
}

}  // namespace
}  // namespace dynaco::program::paragraph_test
