#include "program/start/argument_check.hpp"

#include "program/command.hpp"
#include "program/text/text_fault.hpp"
#include "unit/program/sample_commands.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dynaco::program::argument_check_test {
namespace {

// The text about the arguments of a sample program; empty if they are right.
std::string refused(std::vector<std::string> arguments) {
    test::sample_commands commands;
    for (CLI::App* each : commands.root().get_subcommands([](CLI::App*) { return true; }))
        each->fallthrough();
    std::ranges::reverse(arguments);
    std::string condition;
    std::string list;
    CLI::App* const get = commands.root().get_subcommand("get");
    get->add_option("--if", condition, "A condition")->type_name("CONDITION");
    get->add_option("--attributes", list, "Attributes")->type_name("LIST");
    commands.root().parse(arguments);
    try {
        check_arguments(commands.tree());
    } catch (const usage_error& why) {
        return why.what();
    }
    return {};
}

TEST(ArgumentCheck, RefusesEmptyValues) {
    EXPECT_EQ("", refused({"get", "orders", "c-1", "--region", "x"}));
    EXPECT_EQ("the value of --region is empty; leave the option out if it is not needed",
              refused({"get", "orders", "c-1", "--region", ""}));
    EXPECT_EQ("TABLE is empty; write the name of a table", refused({"get", "", "c-1"}));
    EXPECT_EQ("KEY is empty; write a value", refused({"get", "orders", "c-1", ""}));
    EXPECT_EQ("ARN is empty; write a value", refused({"jobs", "wait", ""}));
}

TEST(ArgumentCheck, RefusesImpossibleNames) {
    constexpr const char* rule = ": a name has 3 to 255 characters of a-z, A-Z, 0-9, _, - and .";
    for (const std::string name : {"or", "my orders", "bücher", "a/b", "orders:N"}) {
        EXPECT_EQ('`' + name + "` cannot be the name of a table" + rule, refused({"get", name, "c-1"}));
        EXPECT_EQ('`' + name + "` cannot be the name of an index" + rule,
                  refused({"get", "orders", "c-1", "--index", name}));
    }
    EXPECT_EQ("", refused({"get", std::string(255, 'a'), "x", "--index", "by_Status.2-b"}));
    EXPECT_NE("", refused({"get", std::string(256, 'a'), "x"}));
    const std::string arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
    for (const std::string& more : {std::string(), std::string("/backup/01-ab"), std::string("/stream/2026")})
        EXPECT_EQ("", refused({"get", arn + more, "x"})) << more;
    EXPECT_NE("", refused({"get", "orders", "x", "--index", arn}));
    for (const std::string& other :
         {std::string("arn:"), std::string("arn:aws:s3:::bucket"), arn + "/index/by-status", arn + "/",
          std::string("arn:aws:dynamodb:eu-west-1:123456789012:table/a b"),
          std::string("arn:aws:dynamodb:eu-west-1:123456789012:orders")})
        EXPECT_EQ('`' + other +
                      "` is not the ARN of a table: write its name, or "
                      "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME",
                  refused({"get", other, "x"}));
}

TEST(ArgumentCheck, ReadsConditionsAndLists) {
    EXPECT_EQ("", refused({"get", "orders", "c-1", "--if", "total > 5", "--attributes", "a, b.c"}));
    EXPECT_THROW(refused({"get", "orders", "c-1", "--if", "total >"}), text_error);
    EXPECT_THROW(refused({"get", "orders", "c-1", "--attributes", "a,,b"}), text_error);
}

}  // namespace
}  // namespace dynaco::program::argument_check_test
