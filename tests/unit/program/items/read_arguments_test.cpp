#include "program/items/read_arguments.hpp"

#include "program/text/shell_word.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::program::read_arguments_test {
namespace {

const std::string key = R"({"id":{"S":"a"}})";

TEST(CommandAfter, HasTheNewStart) {
    EXPECT_EQ(command_after({"dynaco", "scan", "orders", "--where", "total > 1"}, key),
              R"(dynaco scan orders --where 'total > 1' --start '{"id":{"S":"a"}}')");
    EXPECT_EQ(command_after({"dynaco", "scan", "--start", "x", "orders", "--start=y"}, key),
              R"(dynaco scan orders --start '{"id":{"S":"a"}}')");
}

TEST(CommandAfter, CanHaveTheRestOfTheLimit) {
    EXPECT_EQ(command_after({"dynaco", "scan", "t", "--limit", "10"}, key, 4),
              R"(dynaco scan t --start '{"id":{"S":"a"}}' --limit 4)");
    EXPECT_EQ(command_after({"dynaco", "scan", "t", "--limit", "10"}, key),
              R"(dynaco scan t --limit 10 --start '{"id":{"S":"a"}}')");
}

TEST(CommandAfter, OptionsAreBeforeTheArgumentsAfterTwoDashes) {
    EXPECT_EQ(command_after({"dynaco", "query", "t", "--limit=3", "--", "--start", "-5"}, key),
              R"(dynaco query t --limit=3 --start '{"id":{"S":"a"}}' -- --start -5)");
}

TEST(CommandAfter, CharactersThatCouldChangeATerminalAreEscaped) {
    EXPECT_EQ(command_after({"dynaco"}, "{\"id\":{\"S\":\"\xc2\x9b\"}}"),
              R"(dynaco --start '{"id":{"S":"\u009b"}}')");
}

TEST(WithoutOption, LeavesOtherWords) {
    const std::vector<std::string> words{"--max-rejects", "5", "--max", "--max-rejects=6", "--max-rejects"};
    const std::vector<std::string> left{"--max", "--max-rejects"};
    EXPECT_EQ(without_option(words, "--max-rejects"), left);
}

}  // namespace
}  // namespace dynaco::program::read_arguments_test
