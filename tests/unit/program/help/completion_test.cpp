#include "program/help/completion.hpp"

#include "unit/program/sample_commands.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::completion_test {
namespace {

using words = std::vector<std::string>;

class Completion : public testing::Test {
 protected:
    completion completed(const words& typed) { return complete(commands_.tree(), typed); }
    words candidates(const words& typed) {
        words found;
        for (const candidate& each : completed(typed).candidates) found.push_back(each.word);
        return found;
    }

    test::sample_commands commands_{};
};

TEST_F(Completion, OffersCommandsThatBeginWithTheWord) {
    EXPECT_EQ((words{"get", "jobs"}), candidates({""}));
    EXPECT_EQ((words{"jobs"}), candidates({"j"}));
    EXPECT_EQ((words{}), candidates({"hid"}));
    EXPECT_EQ((words{}), candidates({}));
    EXPECT_EQ("Print one item", completed({"ge"}).candidates.at(0).text);
}

TEST_F(Completion, OffersOptionsOfTheCommandAndOfAllCommands) {
    EXPECT_EQ((words{"--index", "--consistent", "--region", "--format"}), candidates({"get", "-"}));
    EXPECT_EQ((words{"--region"}), candidates({"get", "--r"}));
    EXPECT_EQ((words{"--region", "--format"}), candidates({"--"}));
}

TEST_F(Completion, OffersTheChoicesOfAnOption) {
    EXPECT_EQ((words{"table", "json"}), candidates({"get", "orders", "--format", ""}));
    EXPECT_EQ((words{"json"}), candidates({"--format", "j"}));
}

TEST_F(Completion, WantsTablesAndIndexes) {
    EXPECT_EQ(named::tables, completed({"get", "or"}).wanted);
    EXPECT_EQ("or", completed({"get", "or"}).prefix);
    EXPECT_EQ(named::none, completed({"get", "orders", "c-"}).wanted);
    const completion index = completed({"get", "orders", "c-1", "--index", "by"});
    EXPECT_EQ(named::indexes, index.wanted);
    EXPECT_EQ("orders", index.table);
    EXPECT_EQ("by", index.prefix);
}

TEST_F(Completion, AValueIsNotAPositionalArgument) {
    EXPECT_EQ(named::tables, completed({"get", "--region", "eu-west-1", ""}).wanted);
    EXPECT_EQ(named::tables, completed({"get", "--consistent", ""}).wanted);
    EXPECT_EQ(named::none, completed({"get", "--region", ""}).wanted);
}

TEST_F(Completion, OffersTheValueInTheWordOfAnOption) {
    EXPECT_EQ((words{"--format=table", "--format=json"}), candidates({"get", "--format="}));
    EXPECT_EQ((words{"--format=json"}), candidates({"get", "orders", "--format=j"}));
    EXPECT_EQ((words{}), candidates({"get", "--consistent="}));
    EXPECT_EQ((words{}), candidates({"get", "--oops=x"}));
    const completion index = completed({"get", "orders", "--index=by"});
    EXPECT_EQ(named::indexes, index.wanted);
    EXPECT_EQ("--index=", index.option);
    EXPECT_EQ("by", index.prefix);
    EXPECT_EQ(named::tables, completed({"get", "--format=json", "or"}).wanted);
}

TEST_F(Completion, KnowsSubcommands) {
    EXPECT_EQ((words{"wait"}), candidates({"jobs", ""}));
    EXPECT_EQ((words{}), candidates({"jobs", "wait", ""}));
}

TEST_F(Completion, HasAScriptForEachShell) {
    for (const std::string_view shell : {"bash", "zsh", "fish"})
        EXPECT_NE(std::string_view::npos, completion_script(shell).find(" __complete ")) << shell;
    EXPECT_EQ("", completion_script("tcsh"));
}

}  // namespace
}  // namespace dynaco::program::completion_test
