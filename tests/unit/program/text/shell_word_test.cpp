#include "program/text/shell_word.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace dynaco::program::shell_word_test {
namespace {

using namespace std::string_view_literals;

TEST(ShellWord, IsQuotedIfItMustBe) {
    EXPECT_EQ(shell_word("orders-1.csv"), "orders-1.csv");
    EXPECT_EQ(shell_word(""), "''");
    EXPECT_EQ(shell_word("a b"), "'a b'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_word("price > 5 and `a` = \"$x\\\""), "'price > 5 and `a` = \"$x\\\"'");
    EXPECT_EQ(shell_word("größe"), "'größe'");
}

// The word stays in one line, which a person can copy.
TEST(ShellWord, EscapesControlCharacters) {
    EXPECT_EQ(shell_word("a\nb"), R"($'a\nb')");
    EXPECT_EQ(shell_word("a\tb c"), R"($'a\tb c')");
    EXPECT_EQ(shell_word("it's\n\\n"), R"($'it\'s\n\\n')");
    EXPECT_EQ(shell_word("\x1b[31m\x7f\r"), R"($'\x1b[31m\x7f\x0d')");
    EXPECT_EQ(shell_word("größe\n"), R"($'größe\n')");
}

TEST(ShellWord, ACommandKeepsItsArguments) {
    EXPECT_EQ(shell_command({"dynaco", "sql", "select *\nfrom t"}, {"--limit", "1"}),
              R"(dynaco sql $'select *\nfrom t' --limit 1)");
}

}  // namespace
}  // namespace dynaco::program::shell_word_test
