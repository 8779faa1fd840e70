#include "client/configuration/endpoints.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::client_endpoints_test {
namespace {

using variables = std::map<std::string, std::string>;

result<detail::endpoint_choice> chosen(const client_options& options, const variables& set = {},
                                       std::string config = {}) {
    test::fake_machine machine;
    machine.variables.insert(set.begin(), set.end());
    if (!config.empty()) machine.config(std::move(config));
    const auto configured = identity::load_settings(machine.get(), "").value();
    return detail::choose_endpoints(options, configured,
                                    identity::resolve_client_settings(configured).value());
}

// "https://host[:port]path region", or the failure's text.
std::string described(const result<identity::endpoint>& e) {
    if (!e) return e.error().text();
    return url(e->origin) + e->path + " " + e->signing_region;
}

std::string dynamodb(const detail::endpoint_choice& c) {
    return described(detail::dynamodb_at(c, c.region ? c.region->value : std::string()));
}
std::string dynamodb(const client_options& options, const variables& set = {}, std::string config = {}) {
    return dynamodb(chosen(options, set, std::move(config)).value());
}
std::string streams(const client_options& options, const variables& set = {}, std::string config = {}) {
    const detail::endpoint_choice c = chosen(options, set, std::move(config)).value();
    return described(detail::streams_at(c, c.region ? c.region->value : std::string()));
}

const char* const regional = "https://dynamodb.eu-west-1.amazonaws.com/ eu-west-1";
const char* const regional_streams = "https://streams.dynamodb.eu-west-1.amazonaws.com/ eu-west-1";

TEST(ClientEndpoints, RegionFromTheOptionThenTheEnvironmentThenTheProfile) {
    const char* const profile = "[default]\nregion = ap-south-1\n";
    const variables both{{"AWS_REGION", "us-east-2"}, {"AWS_DEFAULT_REGION", "us-west-2"}};
    EXPECT_EQ(chosen({.region = "eu-west-1"}, both, profile)->region->value, "eu-west-1");
    EXPECT_EQ(chosen({}, both, profile)->region->value, "us-east-2");
    EXPECT_EQ(chosen({}, {{"AWS_DEFAULT_REGION", "us-west-2"}}, profile)->region->value, "us-west-2");
    EXPECT_EQ(chosen({}, {}, profile)->region->value, "ap-south-1");
    EXPECT_FALSE(chosen({})->region);
}

TEST(ClientEndpoints, TheOptionsUrlWinsThenTheServicesOwnThenTheCommonOne) {
    const variables all{{"AWS_REGION", "eu-west-1"},
                        {"AWS_ENDPOINT_URL_DYNAMODB", "http://own:1"},
                        {"AWS_ENDPOINT_URL", "http://common:2"}};
    const variables common{{"AWS_REGION", "eu-west-1"}, {"AWS_ENDPOINT_URL", "http://common:2"}};
    EXPECT_EQ(dynamodb({.endpoint = "http://option:3"}, all), "http://option:3/ eu-west-1");
    EXPECT_EQ(dynamodb({}, all), "http://own:1/ eu-west-1");
    EXPECT_EQ(dynamodb({}, common), "http://common:2/ eu-west-1");
    EXPECT_EQ(dynamodb({.region = "eu-west-1"}, {}, "[default]\nendpoint_url = http://profile:4\n"),
              "http://profile:4/ eu-west-1");
    EXPECT_EQ(dynamodb({.region = "eu-west-1"}), regional);
}

TEST(ClientEndpoints, ConfiguredUrlsMayBeIgnored) {
    const variables set{{"AWS_ENDPOINT_URL_DYNAMODB", "http://own:1"},
                        {"AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://streams:1"},
                        {"AWS_ENDPOINT_URL", "http://common:2"}};
    variables ignored = set;
    ignored["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "True";
    EXPECT_EQ(dynamodb({.region = "eu-west-1"}, ignored), regional);
    EXPECT_EQ(streams({.region = "eu-west-1"}, ignored), regional_streams);
    EXPECT_EQ(dynamodb({.region = "eu-west-1", .endpoint = "http://option:3"}, ignored),
              "http://option:3/ eu-west-1");
    const client_options ignoring{.region = "eu-west-1", .ignore_configured_endpoints = true};
    EXPECT_EQ(dynamodb(ignoring, set), regional);
    EXPECT_EQ(streams(ignoring, set), regional_streams);
}

TEST(ClientEndpoints, OnesOwnNeedsNoRegionAndNoRegionIsAnError) {
    EXPECT_EQ(dynamodb({.endpoint = "http://localhost:8000"}), "http://localhost:8000/ us-east-1");
    const auto none = detail::dynamodb_at(chosen({}).value(), "");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().cause(), errc::missing_region);
    EXPECT_NE(none.error().text().find("AWS_REGION"), std::string::npos) << none.error().text();
}

TEST(ClientEndpoints, StreamsHaveTheirOwnAtAwsAndAreElsewhereTheSame) {
    EXPECT_EQ(streams({.region = "eu-west-1"}), regional_streams);
    EXPECT_EQ(streams({.region = "eu-west-1", .use_fips = true}),
              "https://streams.dynamodb-fips.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(streams({.region = "local"}), "http://localhost:8000/ us-east-1");
    EXPECT_EQ(streams({.region = "eu-west-1", .endpoint = "http://own:1/base"}),
              "http://own:1/base eu-west-1");
    EXPECT_EQ(streams({.region = "eu-west-1", .endpoint = "https://dynamodb.eu-west-1.amazonaws.com"}),
              regional_streams);
}

TEST(ClientEndpoints, StreamsOwnUrlWinsUnlessDynamoDbsIsAnOption) {
    const variables set{{"AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://own:1"}};
    EXPECT_EQ(streams({.region = "eu-west-1"}, set), "http://own:1/ eu-west-1");
    EXPECT_EQ(streams({.region = "eu-west-1", .streams_endpoint = "http://option:3"}, set),
              "http://option:3/ eu-west-1");
    EXPECT_EQ(streams({.region = "eu-west-1", .endpoint = "http://dynamodb:2"}, set),
              "http://dynamodb:2/ eu-west-1");
}

TEST(ClientEndpoints, FlagsOfTheEnvironmentGiveWayToOnesOwnUrl) {
    const variables flags{{"AWS_USE_FIPS_ENDPOINT", "true"}, {"AWS_USE_DUALSTACK_ENDPOINT", "true"}};
    EXPECT_EQ(dynamodb({.region = "eu-west-1"}, flags), "https://dynamodb-fips.eu-west-1.api.aws/ eu-west-1");
    EXPECT_EQ(dynamodb({.region = "eu-west-1", .endpoint = "http://own:1"}, flags),
              "http://own:1/ eu-west-1");
    EXPECT_EQ(dynamodb({.region = "eu-west-1", .use_fips = false, .use_dual_stack = false}, flags), regional);
    for (const char* expected : {"FIPS and custom endpoint", "Dualstack and custom endpoint"}) {
        const bool fips = std::string_view(expected).starts_with("FIPS");
        const client_options asked{
            .region = "eu-west-1", .endpoint = "http://own:1", .use_fips = fips, .use_dual_stack = !fips};
        EXPECT_NE(dynamodb(asked).find(expected), std::string::npos) << dynamodb(asked);
    }
}

TEST(ClientEndpoints, OfTheAccountUnlessThatIsSwitchedOff) {
    const auto of = [](const client_options& options, const variables& set = {}) {
        const detail::endpoint_choice c = chosen(options, set).value();
        return described(detail::dynamodb_at(c, "eu-west-1", {.account_id = "123456789012"}));
    };
    const char* const own = "https://123456789012.ddb.eu-west-1.amazonaws.com/ eu-west-1";
    EXPECT_EQ(of({}), own);
    EXPECT_EQ(of({}, {{"AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled"}}), regional);
    EXPECT_EQ(of({.account_id_endpoint_mode = account_id_endpoint_mode::required},
                 {{"AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled"}}),
              own);
    EXPECT_EQ(of({.endpoint = "http://own:1"}), "http://own:1/ eu-west-1");
    const detail::endpoint_choice required =
        chosen({}, {{"AWS_ACCOUNT_ID_ENDPOINT_MODE", "required"}}).value();
    EXPECT_NE(described(detail::dynamodb_at(required, "eu-west-1")).find("no AccountID"), std::string::npos);
    EXPECT_EQ(described(detail::regional_dynamodb_at(required, "eu-west-1")), regional);
}

TEST(ClientEndpoints, FailWhereAProfileNamesServicesThatAreNotThere) {
    const auto c = chosen({.region = "eu-west-1"}, {}, "[default]\nservices = none\n");
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().cause(), errc::invalid_configuration);
    EXPECT_TRUE(chosen({.endpoint = "http://own:1"}, {}, "[default]\nservices = none\n"));
}

}  // namespace
}  // namespace dynaco::client_endpoints_test
