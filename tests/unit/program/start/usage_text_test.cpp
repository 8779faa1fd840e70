#include "program/start/usage_text.hpp"

#include "unit/program/sample_commands.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dynaco::program::usage_text_test {
namespace {

// The text about the arguments of a sample program.
std::string text_about(std::vector<std::string> arguments) {
    test::sample_commands commands;
    commands.root().require_subcommand(1);
    for (CLI::App* each : commands.root().get_subcommands([](CLI::App*) { return true; }))
        each->fallthrough();
    std::ranges::reverse(arguments);
    try {
        commands.root().parse(arguments);
    } catch (const CLI::ParseError& e) {
        return usage_text(commands.tree(), e);
    }
    return "no mistake";
}

TEST(UsageText, SuggestsTheNearestCommand) {
    EXPECT_EQ("dynaco: there is no command `gat`; did you mean `dynaco get`?\n", text_about({"gat"}));
    EXPECT_EQ("dynaco: there is no command `gat`; did you mean `dynaco get`?\n",
              text_about({"--region", "x", "gat"}));
    EXPECT_EQ("dynaco: there is no command `frobnicate`; `dynaco help` lists all commands\n",
              text_about({"frobnicate"}));
    EXPECT_EQ("dynaco: a command is missing; `dynaco help` lists all commands\n", text_about({}));
}

TEST(UsageText, SuggestsTheNearestOption) {
    EXPECT_EQ("dynaco get: there is no option `--indx`; did you mean `--index`?\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--indx=by-status"}));
    EXPECT_EQ("dynaco get: there is no option `--regon`; did you mean `--region`?\nSee: dynaco help get\n",
              text_about({"get", "orders", "--regon"}));
    EXPECT_EQ("dynaco get: there is no option `--frobnicate`\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--frobnicate"}));
    EXPECT_EQ("dynaco: there is no option `--frobnicate`\nSee: dynaco help\n", text_about({"--frobnicate"}));
    EXPECT_EQ(
        "dynaco get: there is no option `-x`; write a value that begins with - after the word --\nSee: "
        "dynaco "
        "help get\n",
        text_about({"get", "orders", "-x"}));
}

TEST(UsageText, ExplainsTheEndOfOptions) {
    EXPECT_EQ(
        "dynaco get: `--index` is after the word --, after which all words are arguments: write it "
        "before\nSee: dynaco help get\n",
        text_about({"get", "orders", "c-1", "d", "--", "--index", "x"}));
    EXPECT_EQ(
        "dynaco get: nothing follows the word --, after which all words are arguments\nSee: dynaco help "
        "get\n",
        text_about({"get", "--"}));
}

TEST(UsageText, NamesTheCommand) {
    EXPECT_EQ("dynaco get: TABLE is required\nSee: dynaco help get\n", text_about({"--region", "x", "get"}));
    EXPECT_EQ(
        "dynaco jobs wait: there are too many arguments: `b` has no meaning here\nSee: dynaco help jobs "
        "wait\n",
        text_about({"jobs", "wait", "a", "b", "c"}));
}

TEST(UsageText, SaysWhatAValueMayBe) {
    EXPECT_EQ("dynaco get: --format: xml is not one of table, json\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--format", "xml"}));
    EXPECT_EQ("dynaco get: --region needs a value\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--region"}));
}

TEST(UsageText, HasNoWordsOfTheParser) {
    EXPECT_EQ("dynaco jobs wait: --number: many is not a number from 1 to 9\nSee: dynaco help jobs wait\n",
              text_about({"jobs", "wait", "a", "--number", "many"}));
    EXPECT_EQ("dynaco get: --index can be written only once\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--index", "a", "--index", "b"}));
    EXPECT_EQ("dynaco jobs wait: --amount: many is not a number\nSee: dynaco help jobs wait\n",
              text_about({"jobs", "wait", "a", "--amount", "many"}));
}

TEST(UsageText, KnowsTheWordsOfOtherPrograms) {
    EXPECT_EQ("dynaco: there is no command `get-item`; did you mean `dynaco get`?\n",
              text_about({"get-item"}));
    EXPECT_EQ("dynaco: there is no command `list-exports`; did you mean `dynaco jobs`?\n",
              text_about({"list-exports"}));
    EXPECT_EQ(
        "dynaco get: there is no option `--index-name`; did you mean `--index`?\nSee: dynaco help get\n",
        text_about({"get", "orders", "c-1", "--index-name=by-status"}));
    EXPECT_EQ("dynaco get: there is no option `--output`; did you mean `--format`?\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--output", "json"}));
    EXPECT_EQ("dynaco get: there is no option `--filter`\nSee: dynaco help get\n",
              text_about({"get", "orders", "c-1", "--filter", "x"}));  // this command has no --where
    EXPECT_EQ(
        "dynaco get: --format: jsno is not one of table, json; did you mean json?\nSee: dynaco help get\n",
        text_about({"get", "orders", "c-1", "--format", "jsno"}));
    EXPECT_EQ(
        "dynaco get: there is no option `--table-name`; write the name of the table without an option: "
        "dynaco "
        "get TABLE\nSee: dynaco help get\n",
        text_about({"get", "--table-name", "orders"}));
}

}  // namespace
}  // namespace dynaco::program::usage_text_test
