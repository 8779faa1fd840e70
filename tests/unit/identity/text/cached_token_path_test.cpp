#include "identity/profile/cached_token_path.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity::cached_token_path_test {
namespace {

environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](std::string_view name) {
        const auto at = variables.find(std::string(name));
        return at == variables.end() ? std::string() : at->second;
    };
}

TEST(CachedTokenPath, OfAnSsoSessionIsItsSha1) {
    const auto env = with({{"HOME", "/home/ann"}});
    EXPECT_EQ(sso_token_path("my-sso", env).value(),
              "/home/ann/.aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json");
    EXPECT_EQ(sso_token_path("https://d-123.awsapps.com/start", with({{"HOME", "/"}})).value(),
              "/.aws/sso/cache/2b829a45f04c9828cb45b7d092d8e4aa30818393.json");
    EXPECT_EQ(sso_token_path("my-sso", with({{"HOME", "/home/ann//"}})).value(),
              sso_token_path("my-sso", env).value());
}

TEST(CachedTokenPath, OfALoginIsItsSha256) {
    const char* const session = "arn:aws:iam::0123456789012:user/Admin";
    const std::string name = "36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json";
    const auto env = with({{"HOME", "/home/ann"}});
    EXPECT_EQ(login_token_path(session, env).value(), "/home/ann/.aws/login/cache/" + name);
    EXPECT_EQ(login_token_path(std::string(" \t") + session + " ", env).value(),
              "/home/ann/.aws/login/cache/" + name);
    for (const auto& [folder, path] : {std::pair<const char*, const char*>{"/var/cache", "/var/cache/"},
                                       {"/var/cache/", "/var/cache/"},
                                       {"~/logins", "/home/ann/logins/"},
                                       {" ", "/home/ann/.aws/login/cache/"}})
        EXPECT_EQ(
            login_token_path(session, with({{"HOME", "/home/ann"}, {"AWS_LOGIN_CACHE_DIRECTORY", folder}}))
                .value(),
            path + name);
}

TEST(CachedTokenPath, NeedsAHome) {
    const auto refused = sso_token_path("dev", with({}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause(), errc::invalid_configuration);
    EXPECT_NE(refused.error().diagnostics().detail.find("HOME is not set"), std::string::npos);
    EXPECT_FALSE(login_token_path("dev", with({})));
    EXPECT_FALSE(login_token_path("dev", with({{"AWS_LOGIN_CACHE_DIRECTORY", "~/logins"}})));
    EXPECT_TRUE(login_token_path("dev", with({{"AWS_LOGIN_CACHE_DIRECTORY", "/logins"}})));
}

}  // namespace
}  // namespace dynaco::identity::cached_token_path_test
