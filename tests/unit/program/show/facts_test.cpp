#include "program/show/facts.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace dynaco::program::facts_test {
namespace {

std::string printed(const std::vector<fact>& facts, screen shown_on) {
    std::ostringstream out;
    print_facts(out, facts, shown_on);
    return out.str();
}

TEST(Facts, AreTwoColumns) {
    EXPECT_EQ(printed({{"table", "orders"}, {}, {"time to live", "off"}}, {.width = 80}),
              "table         orders\n\ntime to live  off\n");
    EXPECT_EQ(printed({}, {.width = 80}), "");
}

TEST(Facts, ContinueOnTheNextLineAndLoseNothing) {
    EXPECT_EQ(printed({{"arn", "abcdefghijklmnopqrstu"}}, {.width = 15}),
              "arn  abcdefghij\n     klmnopqrst\n     u\n");
    EXPECT_EQ(printed({{"arn", "abcdefghijklmnopqrstu"}}, {.width = 0}), "arn  abcdefghijklmnopqrstu\n");
    EXPECT_EQ(printed({{"name", "12345678901"}}, {.width = 3}), "name  12345678\n      901\n");
}

TEST(Facts, LinesEndBetweenWords) {
    EXPECT_EQ(printed({{"cost", "12 read  units; more"}}, {.width = 14}),
              "cost  12 read \n      units;\n      more\n");
    EXPECT_EQ(printed({{"cost", "12345678 9"}}, {.width = 14}), "cost  12345678\n      9\n");
    EXPECT_EQ(printed({{"cost", "ab 123456789"}}, {.width = 14}), "cost  ab\n      12345678\n      9\n");
}

TEST(Facts, CannotChangeATerminal) {
    EXPECT_EQ(printed({{"tag", "a\x1b[2Jb\n"}}, {.width = 80}), "tag  a␛[2Jb␊\n");
}

TEST(Facts, HaveColoursIfWanted) {
    const std::string text = printed({{"status", "ACTIVE", tone::good}}, {.width = 80, .colours = true});
    EXPECT_NE(text.find(begin_of(tone::good)), std::string::npos);
    EXPECT_EQ(printed({{"status", "ACTIVE", tone::good}}, {.width = 80}), "status  ACTIVE\n");
}

}  // namespace
}  // namespace dynaco::program::facts_test
