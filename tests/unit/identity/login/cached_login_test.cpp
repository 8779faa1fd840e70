#include "support/run.hpp"
#include "support/scoped_variables.hpp"
#include "support/scripted_service.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/credentials.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

// The providers that programs make, with this machine's files, clock and sockets.
namespace dynaco::cached_login_test {
namespace {

namespace fs = std::filesystem;
using test::reply;

struct CachedLogin : testing::Test {
    [[nodiscard]] fs::perms mode(const std::string& path) const {
        return fs::status(folder.path(path)).permissions();
    }
    result<std::shared_ptr<const credentials>> get(const std::shared_ptr<credentials_provider>& from) {
        return test::run(io, from->get());
    }

    test::scripted_service service{};
    test::temporary_folder folder{};
    const std::string home = folder.path();
    boost::asio::io_context io{};
};

TEST_F(CachedLogin, OfIamIdentityCenter) {
    const std::string path = ".aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json";  // of "dev"
    folder.file(
        path,
        R"({"accessToken":"TOKEN","expiresAt":"2020-01-01T00:00:00Z","clientId":"ID","clientSecret":"S",)"
        R"("refreshToken":"R","registrationExpiresAt":"2200-01-01T00:00:00Z","kept":[1]})");
    service.on("POST", "/token", reply{R"({"accessToken":"TOKEN-2","expiresIn":28800})"});
    service.on("GET", "/federation/credentials",
               reply{R"({"roleCredentials":{"accessKeyId":"AKIA","secretAccessKey":"k","sessionToken":"s",)"
                     R"("expiration":7000000000000}})"});
    const std::string url = service.url();
    std::shared_ptr<credentials_provider> provider;
    {
        const test::scoped_variables variables{{"HOME", home.c_str()},
                                               {"AWS_ENDPOINT_URL_SSO", url.c_str()},
                                               {"AWS_ENDPOINT_URL_SSO_OIDC", url.c_str()},
                                               {"AWS_PROFILE", nullptr},
                                               {"AWS_CONFIG_FILE", nullptr},
                                               {"AWS_SHARED_CREDENTIALS_FILE", nullptr}};
        provider = sso_credentials({.session = "dev",
                                    .start_url = "https://x.awsapps.com/start",
                                    .region = "eu-west-1",
                                    .account_id = "123456789012",
                                    .role_name = "reader"});
    }
    const auto got = get(provider);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "AKIA");
    EXPECT_EQ(provider->cached(), *got);
    EXPECT_EQ(service.requests("GET", "/federation/credentials").at(0).header("x-amz-sso_bearer_token"),
              "TOKEN-2");
    EXPECT_NE(folder.text(path).find(R"("accessToken":"TOKEN-2")"), std::string::npos);
    EXPECT_NE(folder.text(path).find(R"("kept":[1])"), std::string::npos);
    EXPECT_EQ(mode(path), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(CachedLogin, OfTheConsole) {
    const std::string path = "logins/36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json";
    const std::string old =
        R"({"accessToken":{"accessKeyId":"AKIA","secretAccessKey":"key","sessionToken":"session",)"
        R"("accountId":"123456789012","expiresAt":"2020-01-01T00:15:00Z"},"tokenType":"aws_sigv4",)"
        R"("refreshToken":"refresh","idToken":"id","clientId":"arn:aws:signin:::devtools/same-device",)"
        R"("dpopKey":"-----BEGIN EC PRIVATE KEY-----\n)"
        R"(MHcCAQEEIOr2d5mP17ASYBxy+lsHS3DoxvAyJ3iwwbU1FG3SE6wjoAoGCCqGSM49\n)"
        R"(AwEHoUQDQgAEXTc9nDYrG2GzbFGvG212E17N2Q9z254cnwTaKEUCyfRYWt8QF+aN\n)"
        R"(Al0rOSs1YkAG5G3xqAsLLrC2XJiPg4zTxA==\n)"
        R"(-----END EC PRIVATE KEY-----\n"})";
    folder.file(path, old);
    service.on("POST", "/v1/token",
               reply{R"({"accessToken":{"accessKeyId":"AKIB","secretAccessKey":"k","sessionToken":"s"},)"
                     R"("expiresIn":900,"refreshToken":"R-2"})"});
    const std::string url = service.url();
    const std::string cache = folder.path("logins");
    std::shared_ptr<credentials_provider> provider;
    {
        const test::scoped_variables variables{{"HOME", home.c_str()},
                                               {"AWS_LOGIN_CACHE_DIRECTORY", cache.c_str()},
                                               {"AWS_ENDPOINT_URL_SIGNIN", url.c_str()},
                                               {"AWS_PROFILE", nullptr},
                                               {"AWS_CONFIG_FILE", nullptr},
                                               {"AWS_SHARED_CREDENTIALS_FILE", nullptr}};
        provider =
            login_credentials({.session = "arn:aws:iam::0123456789012:user/Admin", .region = "eu-west-1"});
    }
    const auto got = get(provider);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "AKIB");
    EXPECT_EQ((*got)->account_id, "123456789012");
    EXPECT_NE(folder.text(path).find(R"("refreshToken":"R-2")"), std::string::npos);
    EXPECT_EQ(mode(path), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace dynaco::cached_login_test
