#include "identity/endpoint/dynamodb_rules.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace dynaco::identity::streams_rules_test {
namespace {

std::string described(const result<endpoint>& e) {
    if (!e) return e.error().text();
    return url(e->origin) + e->path + " " + e->signing_region;
}

struct streams_case {
    const char* region;
    bool fips, dual_stack;
    const char* host;
};

TEST(StreamsRules, OfARegion) {
    const streams_case cases[] = {
        {"eu-west-1", false, false, "streams.dynamodb.eu-west-1.amazonaws.com"},
        {"eu-west-1", true, false, "streams.dynamodb-fips.eu-west-1.amazonaws.com"},
        {"eu-west-1", false, true, "streams-dynamodb.eu-west-1.api.aws"},
        {"eu-west-1", true, true, "streams-dynamodb-fips.eu-west-1.api.aws"},
        {"cn-north-1", true, false, "streams.dynamodb-fips.cn-north-1.amazonaws.com.cn"},
        {"cn-north-1", false, true, "streams-dynamodb.cn-north-1.api.amazonwebservices.com.cn"},
        {"us-gov-west-1", true, false, "streams.dynamodb.us-gov-west-1.amazonaws.com"},
        {"us-gov-west-1", true, true, "streams-dynamodb-fips.us-gov-west-1.api.aws"},
        {"us-iso-east-1", true, false, "streams.dynamodb-fips.us-iso-east-1.c2s.ic.gov"},
        {"us-iso-east-1", false, true, "streams.dynamodb.us-iso-east-1.api.aws.ic.gov"},
        {"us-iso-east-1", true, true, "streams.dynamodb-fips.us-iso-east-1.api.aws.ic.gov"},
        {"local", false, false, "streams.dynamodb.local.amazonaws.com"},
    };
    for (const streams_case& c : cases)
        EXPECT_EQ(described(streams_endpoint(
                      {.region = c.region, .use_fips = c.fips, .use_dual_stack = c.dual_stack})),
                  std::string("https://") + c.host + "/ " + c.region);
}

TEST(StreamsRules, OneOfYourOwn) {
    EXPECT_EQ(described(streams_endpoint({.endpoint = "http://own:1/base"})), "http://own:1/base us-east-1");
    for (const bool fips : {false, true}) {
        const auto e =
            streams_endpoint({.endpoint = "http://own", .use_fips = fips, .use_dual_stack = !fips});
        ASSERT_FALSE(e);
        EXPECT_EQ(e.error().cause(), errc::invalid_configuration);
        EXPECT_NE(e.error().text().find("custom endpoint are not supported"), std::string::npos);
    }
}

TEST(StreamsRules, NeedARegion) {
    for (const char* region : {"", "eu west"}) {
        const auto e = streams_endpoint({.region = region});
        ASSERT_FALSE(e);
        EXPECT_EQ(e.error().cause(), errc::missing_region);
    }
}

endpoint at(std::string_view url) {
    auto e = parse_endpoint(url).value();
    e.signing_region = "eu-west-1";
    return e;
}

TEST(StreamsBeside, HaveAHostOfTheirOwnAtAws) {
    const std::pair<const char*, const char*> cases[] = {
        {"dynamodb.eu-west-1.amazonaws.com", "streams.dynamodb.eu-west-1.amazonaws.com"},
        {"dynamodb.cn-north-1.amazonaws.com.cn", "streams.dynamodb.cn-north-1.amazonaws.com.cn"},
        {"dynamodb-fips.us-east-1.amazonaws.com", "streams.dynamodb-fips.us-east-1.amazonaws.com"},
        {"dynamodb.us-gov-west-1.amazonaws.com", "streams.dynamodb.us-gov-west-1.amazonaws.com"},
        {"dynamodb.eu-west-1.api.aws", "streams-dynamodb.eu-west-1.api.aws"},
        {"dynamodb-fips.eu-west-1.api.aws", "streams-dynamodb-fips.eu-west-1.api.aws"},
        {"dynamodb.eusc-de-east-1.amazonaws.eu", "streams.dynamodb.eusc-de-east-1.amazonaws.eu"},
    };
    for (const auto& [host, expected] : cases)
        EXPECT_EQ(described(streams_beside(at(std::string("https://") + host))),
                  std::string("https://") + expected + "/ eu-west-1");
}

TEST(StreamsBeside, AreElsewhereTheSame) {
    for (const char* url : {"http://localhost:8000", "https://dynamodb.example.com", "http://dynamodb:8000",
                            "http://dynamodb.local", "http://127.0.0.1:8000", "http://[::1]:8000",
                            "https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com",
                            "https://dynamodb.eu-west-1.amazonaws.com.cn",
                            "https://dynamodb.cn-north-1.amazonaws.com", "https://dynamodb..amazonaws.com"})
        EXPECT_EQ(described(streams_beside(at(url))), described(at(url)));
}

}  // namespace
}  // namespace dynaco::identity::streams_rules_test
