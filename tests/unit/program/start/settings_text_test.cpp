#include "program/start/settings_text.hpp"

#include <gtest/gtest.h>

#include <string>

/// Configuration files: the part of TOML that options need.
namespace dynaco::program::settings_text_test {
namespace {

std::string shown(std::string_view text) {
    std::string all;
    for (const setting& each : read_settings(text)) {
        all += std::to_string(each.line) + ' ';
        for (const std::string& part : each.section) all += '[' + part + ']';
        all += each.name + '=';
        for (const std::string& value : each.values) all += '<' + value + '>';
        all += '\n';
    }
    return all;
}

std::string fault(std::string_view text) {
    try {
        static_cast<void>(read_settings(text));
    } catch (const settings_error& e) {
        return e.what();
    }
    return "no fault";
}

TEST(Settings, HaveSectionsAndValues) {
    EXPECT_EQ(
        shown("# a comment\nregion = \"eu-west-1\"  # another\n\nquiet=true\n[scan]\r\nlimit = 1_000\r\n"
              "[jobs.\"import\"]\n 'input-format' = 'csv'"),
        "2 region=<eu-west-1>\n4 quiet=<true>\n6 [scan]limit=<1000>\n8 [jobs][import]input-format=<csv>\n");
    EXPECT_EQ(shown(""), "");
    EXPECT_EQ(shown("\n\n# end"), "");
}

TEST(Settings, HaveStringsWithAllCharacters) {
    EXPECT_EQ(shown(R"(where = "total > 1, status = \"open\" # not a comment")"),
              "1 where=<total > 1, status = \"open\" # not a comment>\n");
    EXPECT_EQ(shown(R"(where = 'status = "open\n"')"), "1 where=<status = \"open\\n\">\n");
}

TEST(Settings, HaveArrays) {
    EXPECT_EQ(shown("a = []\nb = [ \"x\", 'y,z', 3, ]\nc = [\n  1, # one\n  2.5\n]\nd = true"),
              "1 a=\n2 b=<x><y,z><3>\n3 c=<1><2.5>\n7 d=<true>\n");
}

TEST(Settings, NameTheLineOfAMistake) {
    EXPECT_EQ(fault("a = 1\nregion eu-west-1"),
              "line 2: `region` has no value; write lines such as region = \"eu-west-1\"");
    EXPECT_EQ(fault("region = eu-west-1"),
              "line 1: a value is neither a number nor true or false; write text in quotes: \"eu-west-1\"");
    EXPECT_EQ(fault("region = "),
              "line 1: a value is neither a number nor true or false; write text in quotes: \"eu-west-1\"");
    EXPECT_EQ(fault("[scan\na = 1"), "line 1: a section is not closed; write for example [scan]");
    EXPECT_EQ(fault("\na = \"x\" b"), "line 2: there is text after the value; write one option per line");
    EXPECT_EQ(fault("a = 'x\nb = 'y'"), "line 1: a string is not closed");
    EXPECT_EQ(fault("a = [1, 2"), "line 1: an array is not closed; write for example [\"a\", \"b\"]");
    EXPECT_EQ(fault("= 3"), "line 1: write lines such as region = \"eu-west-1\"");
    EXPECT_TRUE(fault("a = \"x\nb = 2").starts_with("line 1: ")) << fault("a = \"x\nb = 2");
    EXPECT_TRUE(fault("a = \"\\q\"").starts_with("line 1: ")) << fault("a = \"\\q\"");
}

}  // namespace
}  // namespace dynaco::program::settings_text_test
