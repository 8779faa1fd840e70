#include "program/start/usage_text.hpp"

#include "unit/program/sample_commands.hpp"

#include <gtest/gtest.h>

namespace dynaco::program {
namespace {

TEST(UsageText, SuggestsTheNearestCommand) {
    test::sample_commands commands;
    EXPECT_EQ("dynaco: there is no command `gat`; did you mean `dynaco get`?\n",
              usage_text(commands.tree(), "complaint", "gat"));
    EXPECT_EQ("dynaco: there is no command `frobnicate`; `dynaco help` lists all commands\n",
              usage_text(commands.tree(), "complaint", "frobnicate"));
}

TEST(UsageText, NamesTheCommand) {
    test::sample_commands commands;
    EXPECT_EQ("dynaco get: KEY is required\nSee: dynaco help get\n",
              usage_text(commands.tree(), "KEY is required", "get"));
    EXPECT_EQ("dynaco: a command is missing; `dynaco help` lists all commands\n",
              usage_text(commands.tree(), "complaint", ""));
}

}  // namespace
}  // namespace dynaco::program
