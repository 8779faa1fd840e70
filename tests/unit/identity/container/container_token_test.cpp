#include "identity/container/source.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::container_token_test {
namespace {

constexpr const char* file_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* token_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

std::string read(const test::fake_machine& machine) {
    const auto token = read_container_token(machine.get().env, *machine.files);
    if (token) return std::string(token->view());
    EXPECT_EQ(token.error().cause(), errc::credentials_failed);
    return "failure: " + token.error().diagnostics().detail;
}

TEST(ContainerToken, NoneIsNeeded) {
    test::fake_machine machine;
    EXPECT_EQ(read(machine), "");
    machine.variables[token_variable] = " ";
    EXPECT_EQ(read(machine), "");
}

TEST(ContainerToken, TheFileWins) {
    test::fake_machine machine;
    machine.variables[token_variable] = "Basic abc";
    EXPECT_EQ(read(machine), "Basic abc");
    machine.variables[file_variable] = "/token.jwt";
    machine.files->texts["/token.jwt"] = "one";
    EXPECT_EQ(read(machine), "one");
    machine.files->texts["/token.jwt"] = "two";
    EXPECT_EQ(read(machine), "two");
}

TEST(ContainerToken, AFileThatCannotBeUsedIsNamed) {
    test::fake_machine machine;
    machine.variables[token_variable] = "Basic abc";
    machine.variables[file_variable] = "/token.jwt";
    EXPECT_EQ(read(machine),
              "failure: /token.jwt (environment variable AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE): the file "
              "does not exist");
    machine.files->texts["/token.jwt"] = "";
    EXPECT_NE(read(machine).find("the file is empty"), std::string::npos);
}

TEST(ContainerToken, ControlCharactersAreRefusedWithoutRepeatingTheToken) {
    test::fake_machine machine;
    for (const char* bad : {"S3CR3T\n", "S3CR3T\r\n", "S3C\nR3T", "\rS3CR3T", "S3\x7fT", "S3\tT"}) {
        machine.variables[token_variable] = bad;
        const std::string why = read(machine);
        EXPECT_NE(why.find("an HTTP header cannot contain"), why.npos) << why;
        EXPECT_NE(why.find(token_variable), why.npos) << why;
        EXPECT_EQ(why.find("S3"), why.npos) << why;
    }
    machine.variables[file_variable] = "/token.jwt";
    machine.files->texts["/token.jwt"] = "S3CR3T\n";
    EXPECT_NE(read(machine).find("printf '%s'"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::identity::container_token_test
