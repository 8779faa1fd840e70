#include "program/help/nearest_command.hpp"

#include "unit/program/sample_commands.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::nearest_command_test {
namespace {

TEST(NearestCommand, DiffersInAtMostTwoLetters) {
    test::sample_commands commands;
    EXPECT_EQ("get", nearest_command(commands.tree(), "gte"));
    EXPECT_EQ("jobs", nearest_command(commands.tree(), "job"));
    EXPECT_EQ("", nearest_command(commands.tree(), "frobnicate"));
    EXPECT_EQ("", nearest_command(commands.tree(), "x"));
}

}  // namespace
}  // namespace dynaco::program::nearest_command_test
