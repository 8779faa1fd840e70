#include "program/terminal/terminal_facts.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

namespace dynaco::program::terminal_facts_test {
namespace {

environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

constexpr stream_probe terminal_of_100{.terminal = true, .width = 100};
constexpr stream_probe pipe_probe{};

bool coloured(stream_probe found, std::map<std::string, std::string> variables) {
    return decide_facts(found, with(std::move(variables))).colours;
}

TEST(TerminalFacts, OfATerminal) {
    const stream_facts facts = decide_facts(terminal_of_100, with({{"TERM", "xterm"}}));
    EXPECT_TRUE(facts.terminal);
    EXPECT_EQ(facts.width, 100U);
    EXPECT_TRUE(facts.colours);
    EXPECT_TRUE(facts.rewritable);
}

TEST(TerminalFacts, OfAPipe) {
    const stream_facts facts = decide_facts(pipe_probe, with({{"TERM", "xterm"}}));
    EXPECT_FALSE(facts.terminal);
    EXPECT_EQ(facts.width, 0U);
    EXPECT_FALSE(facts.colours);
    EXPECT_FALSE(facts.rewritable);
}

TEST(TerminalFacts, WidthIsTheUsersOrTheTerminals) {
    EXPECT_EQ(decide_facts(terminal_of_100, with({{"COLUMNS", "40"}})).width, 40U);
    EXPECT_EQ(decide_facts(pipe_probe, with({{"COLUMNS", "40"}})).width, 40U);
    EXPECT_EQ(decide_facts({.terminal = true}, with({})).width, 80U);
    for (const char* wrong : {"", "0", "-5", "40x", "99999999999999999999999"})
        EXPECT_EQ(decide_facts(terminal_of_100, with({{"COLUMNS", wrong}})).width, 100U) << wrong;
}

TEST(TerminalFacts, ADumbTerminalHasNeitherColoursNorRewriting) {
    for (const auto& variables : {std::map<std::string, std::string>{{"TERM", "dumb"}}, {{"TERM", ""}}, {}}) {
        const stream_facts facts = decide_facts(terminal_of_100, with(variables));
        EXPECT_TRUE(facts.terminal);
        EXPECT_FALSE(facts.colours);
        EXPECT_FALSE(facts.rewritable);
    }
}

TEST(TerminalFacts, ColoursCanBeForcedAndForbidden) {
    EXPECT_FALSE(coloured(terminal_of_100, {{"TERM", "xterm"}, {"NO_COLOR", "1"}}));
    EXPECT_TRUE(coloured(terminal_of_100, {{"TERM", "xterm"}, {"NO_COLOR", ""}}));
    EXPECT_TRUE(coloured(pipe_probe, {{"CLICOLOR_FORCE", "1"}}));
    EXPECT_FALSE(coloured(pipe_probe, {{"CLICOLOR_FORCE", "0"}}));
    EXPECT_FALSE(coloured(pipe_probe, {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}));
    EXPECT_FALSE(coloured(terminal_of_100, {{"TERM", "xterm"}, {"CLICOLOR", "0"}}));
    EXPECT_TRUE(coloured(terminal_of_100, {{"TERM", "xterm"}, {"CLICOLOR", "1"}}));
}

}  // namespace
}  // namespace dynaco::program::terminal_facts_test
