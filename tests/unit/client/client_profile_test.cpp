#include "client_bench.hpp"
#include "support/fault_server/temporary_file.hpp"

#include <dynaco/operations/stream.hpp>

#include <string>

/// Clients whose settings are in the shared files.
namespace dynaco::test::client_profile_test {
namespace {

class ClientProfile : public Client {
 protected:
    // The config file of the tests that follow.
    void config(const std::string& text) {
        file.emplace(text);
        chosen.emplace(std::initializer_list<std::pair<const char*, const char*>>{
            {"AWS_CONFIG_FILE", file->path().c_str()}});
    }
    std::string authorization_of_last() {
        return server.requests().back().header("authorization").value_or("");
    }

    std::optional<temporary_file> file{};
    std::optional<scoped_variables> chosen{};
};

const char* const two_profiles =
    "[default]\n"
    "region = eu-west-1\n"
    "aws_access_key_id = AKIDDEFAULT\n"
    "aws_secret_access_key = secret\n"
    "[profile work]\n"
    "region = ap-south-1\n"
    "use_fips_endpoint = true\n"
    "aws_access_key_id = AKIDWORK\n"
    "aws_secret_access_key = secret\n";

TEST_F(ClientProfile, GivesRegionAndCredentials) {
    config(two_profiles);
    EXPECT_EQ(make({}).endpoint(), "https://dynamodb.eu-west-1.amazonaws.com");
    server.otherwise(two_tables);
    ASSERT_TRUE(ask(make({.endpoint = server.url()})));
    EXPECT_NE(authorization_of_last().find("AKIDDEFAULT/"), std::string::npos);
    EXPECT_NE(authorization_of_last().find("/eu-west-1/dynamodb/"), std::string::npos);
}

TEST_F(ClientProfile, IsChosenByOptionOrVariable) {
    config(two_profiles);
    server.otherwise(two_tables);
    EXPECT_EQ(make({.profile = "work"}).endpoint(), "https://dynamodb-fips.ap-south-1.amazonaws.com");
    const scoped_variables keys{{"AWS_ACCESS_KEY_ID", "AKIDENV"}, {"AWS_SECRET_ACCESS_KEY", "env"}};
    ASSERT_TRUE(ask(make({.endpoint = server.url(), .profile = "work"})));
    EXPECT_NE(authorization_of_last().find("AKIDWORK/"), std::string::npos)
        << "named in code, it counts first";

    const scoped_variables profile{{"AWS_PROFILE", "work"}};
    ASSERT_TRUE(ask(make({.endpoint = server.url()})));
    EXPECT_NE(authorization_of_last().find("AKIDENV/"), std::string::npos);
    EXPECT_NE(authorization_of_last().find("/ap-south-1/"), std::string::npos);
}

TEST_F(ClientProfile, ThatIsNotThereIsRefused) {
    config(two_profiles);
    const failure why = refused({.profile = "wrok"});
    EXPECT_EQ(why.cause(), errc::invalid_configuration);
    for (const char* part : {"wrok", "work"})
        EXPECT_NE(why.text().find(part), std::string::npos) << why.text();
}

TEST_F(ClientProfile, InABrokenFileIsRefusedWithTheLine) {
    config("[default]\nregion = eu-west-1\nnonsense\n");
    const failure why = refused({});
    EXPECT_EQ(why.cause(), errc::invalid_configuration);
    for (const std::string& part : {file->path().string(), std::string("3")})
        EXPECT_NE(why.text().find(part), std::string::npos) << why.text();
}

TEST_F(ClientProfile, GivesEndpoints) {
    config(
        "[default]\nregion = eu-west-1\nservices = mine\nendpoint_url = http://127.0.0.1:9\n"
        "[services mine]\ndynamodb =\n  endpoint_url = http://127.0.0.1:8/base\n");
    EXPECT_EQ(make({}).endpoint(), "http://127.0.0.1:8");
    EXPECT_EQ(make({.ignore_configured_endpoints = true}).endpoint(),
              "https://dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(make({.endpoint = "http://127.0.0.1:7"}).endpoint(), "http://127.0.0.1:7");
}

TEST_F(ClientProfile, FipsGivesWayToAnEndpointUnlessItIsAskedForInCode) {
    config(two_profiles);
    EXPECT_EQ(make({.endpoint = "http://127.0.0.1:9", .profile = "work"}).endpoint(), "http://127.0.0.1:9");
    EXPECT_EQ(refused({.endpoint = "http://127.0.0.1:9", .use_fips = true}).cause(),
              errc::invalid_configuration);
    EXPECT_EQ(make({.use_dual_stack = true}).endpoint(), "https://dynamodb.eu-west-1.api.aws");
}

TEST_F(ClientProfile, RequiredAccountsThatCannotBeAreRefusedAtOnce) {
    config(two_profiles);
    const auto required = account_id_endpoint_mode::required;
    EXPECT_EQ(refused({.region = "cn-north-1", .account_id_endpoint_mode = required}).cause(),
              errc::invalid_configuration);
    EXPECT_EQ(refused({.use_fips = true, .account_id_endpoint_mode = required}).cause(),
              errc::invalid_configuration);
    EXPECT_EQ(make({.account_id_endpoint_mode = required}).endpoint(),
              "https://dynamodb.eu-west-1.amazonaws.com");
}

TEST_F(ClientProfile, MissingRegionComesFromTheInstanceIfCredentialsDo) {
    const scoped_variables instance{{"AWS_EC2_METADATA_DISABLED", nullptr}};
    EXPECT_EQ(make({}).endpoint(), "") << "not known yet";
    EXPECT_EQ(refused({.credentials = static_credentials("AKID", "secret")}).cause(), errc::missing_region);
}

}  // namespace
}  // namespace dynaco::test::client_profile_test
