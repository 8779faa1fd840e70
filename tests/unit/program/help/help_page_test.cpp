#include "program/help/help_page.hpp"

#include "program/help/manual.hpp"
#include "unit/program/sample_commands.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace dynaco::program::help_page_test {
namespace {

TEST(HelpPage, OfACommand) {
    test::sample_commands commands;
    EXPECT_EQ(R"(Print one item

Usage: dynaco get TABLE KEY... [OPTION]...

KEY has the values.
 as typed

It is printed.

Arguments:
  TABLE                   The table's name
  KEY...                  The key

Options:
  -i, --index INDEX       Read an index
  --consistent            Read with strong consistency, for
                          twice the units

Examples:
  # prints an order
  dynaco get orders c-1

Options of all commands:
  --region NAME           Region to use
  --format table|json     Form of items
)",
              command_help(commands.tree(), *commands.root().get_subcommand("get"), 60));
}

TEST(HelpPage, OfTheProgram) {
    test::sample_commands commands;
    EXPECT_EQ(R"(Sample

Usage: dynaco COMMAND [ARGUMENT]... [OPTION]...

Items:
  get           Print one item

Jobs:
  jobs          Work with jobs

Options of all commands:
  --region NAME           Region to use
  --format table|json     Form of items

Environment variables:
  AWS_PROFILE             Profile, as --profile
  AWS_REGION              Region, as --region; then AWS_DEFAULT_REGION
  AWS_ENDPOINT_URL_DYNAMODB
                          URL of DynamoDB, as --endpoint; then AWS_ENDPOINT_URL
  AWS_ENDPOINT_URL_DYNAMODB_STREAMS
                          URL of DynamoDB Streams, for watch
  AWS_ACCESS_KEY_ID       Credentials, with AWS_SECRET_ACCESS_KEY and
                          AWS_SESSION_TOKEN
  AWS_CONFIG_FILE         File with profiles. Default: ~/.aws/config
  AWS_SHARED_CREDENTIALS_FILE
                          File with credentials. Default: ~/.aws/credentials
  AWS_CA_BUNDLE           File with the certificates that are trusted
  HTTPS_PROXY             Proxy for https; HTTP_PROXY for http; NO_PROXY names
                          hosts without it
  XDG_CONFIG_HOME         Folder of dynaco/config.toml. Default: ~/.config
  NO_COLOR                Print no colours

Exit status: 0 done, 1 failed, 2 wrong arguments, 3 done but records were
rejected, 4 too many records were rejected, 130 Ctrl-C. compare and get: 1 means
no, 2 failed.

`dynaco help COMMAND` explains a command and shows examples.
)",
              program_help(commands.tree(), 80));
}

TEST(HelpPage, FitsANarrowTerminal) {
    test::sample_commands commands;
    for (const std::string& page : {command_help(commands.tree(), *commands.root().get_subcommand("get"), 40),
                                    program_help(commands.tree(), 40)}) {
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);) EXPECT_GE(40U, line.size()) << line;
    }
}

TEST(HelpPage, OfASubcommand) {
    test::sample_commands commands;
    const CLI::App& wait = *commands.root().get_subcommand("jobs")->get_subcommand("wait");
    EXPECT_NE(std::string::npos,
              command_help(commands.tree(), wait, 80).find("Usage: dynaco jobs wait ARN [OPTION]..."));
}

TEST(Manual, HasAllSections) {
    test::sample_commands commands;
    const command_tree tree = commands.tree();
    const std::string page = manual_page(tree, tree.find("get"));
    EXPECT_TRUE(page.starts_with("dynaco-get(1)\n\n# NAME\n\ndynaco-get - Print one item\n")) << page;
    for (const char* each : {"# SYNOPSIS", "# DESCRIPTION", "# OPTIONS", "# EXAMPLES", "# EXIT STATUS",
                             "*\\-\\-consistent*", "*\\-i*, *\\-\\-index* _INDEX_", "```\n as typed\n```"})
        EXPECT_NE(std::string::npos, page.find(each)) << each << page;
    EXPECT_NE(std::string::npos, manual_page(tree, nullptr).find("*jobs*"));
    EXPECT_NE(std::string::npos,
              manual_page(tree, nullptr).find("# ENVIRONMENT\n\n*AWS\\_PROFILE*\n\tProfile, as"));
}

}  // namespace
}  // namespace dynaco::program::help_page_test
