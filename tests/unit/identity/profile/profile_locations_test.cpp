#include "identity/profile/set.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity::profile_locations_test {
namespace {

environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](std::string_view name) {
        const auto at = variables.find(std::string(name));
        return at == variables.end() ? std::string() : at->second;
    };
}

TEST(ProfileLocations, HomeIsTheFirstVariableThatSaysSo) {
    EXPECT_EQ(home_folder(with({{"HOME", "/home/ann"}, {"USERPROFILE", "C:\\u"}})), "/home/ann");
    EXPECT_EQ(home_folder(with({{"USERPROFILE", "C:\\u"}, {"HOMEDRIVE", "D:"}, {"HOMEPATH", "\\x"}})),
              "C:\\u");
    EXPECT_EQ(home_folder(with({{"HOMEDRIVE", "D:"}, {"HOMEPATH", "\\x"}})), "D:\\x");
    EXPECT_EQ(home_folder(with({})), "");
    EXPECT_EQ(home_folder(with({{"HOME", "/home/ann//"}})), "/home/ann");
    EXPECT_EQ(home_folder(with({{"HOME", "/"}})), "/");
}

TEST(ProfileLocations, UsualOnesAreInTheHome) {
    const auto usual = locate_profile_files(with({{"HOME", "/home/ann"}}));
    EXPECT_EQ(usual.config, "/home/ann/.aws/config");
    EXPECT_EQ(usual.credentials, "/home/ann/.aws/credentials");
    EXPECT_EQ(locate_profile_files(with({{"HOME", "/"}})).config, "/.aws/config");
    EXPECT_EQ(locate_profile_files(with({})).config, "~/.aws/config");
}

TEST(ProfileLocations, VariablesNameOtherOnes) {
    const auto other = locate_profile_files(with(
        {{"HOME", "/home/ann"}, {"AWS_CONFIG_FILE", "/etc/aws"}, {"AWS_SHARED_CREDENTIALS_FILE", "~/keys"}}));
    EXPECT_EQ(other.config, "/etc/aws");
    EXPECT_EQ(other.credentials, "/home/ann/keys");
    EXPECT_EQ(locate_profile_files(with({{"HOME", "/h"}, {"AWS_CONFIG_FILE", " "}})).config,
              "/h/.aws/config");
}

TEST(ProfileLocations, OnlyATildeInFrontIsTheHome) {
    const environment env = with({{"HOME", "/home/ann"}});
    EXPECT_EQ(expand_home("~", env), "/home/ann");
    EXPECT_EQ(expand_home("~/a", env), "/home/ann/a");
    EXPECT_EQ(expand_home("~\\a", env), "/home/ann\\a");
    for (const char* path : {"", "/a", "a/~", "~bob/a", "/~/a", "~~"})
        EXPECT_EQ(expand_home(path, env), path);
    EXPECT_EQ(expand_home("~/a", with({})), "~/a");
    EXPECT_EQ(expand_home("~", with({{"HOME", "/"}})), "/");
}

}  // namespace
}  // namespace dynaco::identity::profile_locations_test
