#include "identity/endpoint/dynamodb_rules.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

namespace dynaco::identity::dynamodb_rules_test {
namespace {

using mode = account_id_endpoint_mode;

// "https://host[:port]path region[ account]", or the failure's text.
std::string described(const result<endpoint>& e) {
    if (!e) return e.error().text();
    return url(e->origin) + e->path + " " + e->signing_region + (e->of_account ? " account" : "");
}

std::string of(const endpoint_parameters& given, const account_parameters& account = {}) {
    return described(dynamodb_endpoint(given, account));
}

void expect_refusal(const endpoint_parameters& given, const account_parameters& account, const char* words,
                    const char* remedy) {
    const auto e = dynamodb_endpoint(given, account);
    ASSERT_FALSE(e) << described(e);
    EXPECT_EQ(e.error().cause(), errc::invalid_configuration);
    EXPECT_NE(e.error().text().find(words), std::string::npos) << e.error().text();
    EXPECT_NE(e.error().text().find(remedy), std::string::npos) << e.error().text();
}

constexpr std::string_view table = "arn:aws:dynamodb:eu-west-1:222222222222:table/accounts";

TEST(DynamoDbRules, OfARegion) {
    struct region_case {
        const char* region;
        bool fips, dual_stack;
        const char* expected;
    };
    const region_case cases[] = {
        {"eu-west-1", false, false, "https://dynamodb.eu-west-1.amazonaws.com/ eu-west-1"},
        {"eu-west-1", true, false, "https://dynamodb-fips.eu-west-1.amazonaws.com/ eu-west-1"},
        {"eu-west-1", false, true, "https://dynamodb.eu-west-1.api.aws/ eu-west-1"},
        {"eu-west-1", true, true, "https://dynamodb-fips.eu-west-1.api.aws/ eu-west-1"},
        {"us-gov-west-1", false, false, "https://dynamodb.us-gov-west-1.amazonaws.com/ us-gov-west-1"},
        {"us-gov-west-1", true, false, "https://dynamodb.us-gov-west-1.amazonaws.com/ us-gov-west-1"},
        {"us-gov-west-1", true, true, "https://dynamodb-fips.us-gov-west-1.api.aws/ us-gov-west-1"},
        {"cn-north-1", false, true, "https://dynamodb.cn-north-1.api.amazonwebservices.com.cn/ cn-north-1"},
        {"us-isob-east-1", true, false, "https://dynamodb-fips.us-isob-east-1.sc2s.sgov.gov/ us-isob-east-1"},
        {"eusc-de-east-1", false, false, "https://dynamodb.eusc-de-east-1.amazonaws.eu/ eusc-de-east-1"},
        {"local", false, false, "http://localhost:8000/ us-east-1"},
    };
    for (const region_case& c : cases)
        EXPECT_EQ(of({.region = c.region, .use_fips = c.fips, .use_dual_stack = c.dual_stack}), c.expected);
}

TEST(DynamoDbRules, OfTheAccountOfTheCredentials) {
    const account_parameters account{.mode = mode::preferred, .account_id = "111111111111"};
    EXPECT_EQ(of({.region = "eu-west-1"}, account),
              "https://111111111111.ddb.eu-west-1.amazonaws.com/ eu-west-1 account");
    EXPECT_EQ(of({.region = "eu-west-1", .use_dual_stack = true}, account),
              "https://111111111111.ddb.eu-west-1.api.aws/ eu-west-1 account");
    EXPECT_EQ(of({.region = "eu-west-1", .use_fips = true}, account),
              "https://dynamodb-fips.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(of({.region = "us-gov-west-1"}, account),
              "https://dynamodb.us-gov-west-1.amazonaws.com/ us-gov-west-1");
    EXPECT_EQ(of({.region = "eu-west-1"}, {.mode = mode::disabled, .account_id = "111111111111"}),
              "https://dynamodb.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(of({.region = "eu-west-1"}, {.mode = mode::preferred}),
              "https://dynamodb.eu-west-1.amazonaws.com/ eu-west-1");
}

TEST(DynamoDbRules, AnArnOfTheRegionDecidesBeforeTheCredentials) {
    const char* const theirs = "https://222222222222.ddb.eu-west-1.amazonaws.com/ eu-west-1 account";
    const char* const ours = "https://111111111111.ddb.eu-west-1.amazonaws.com/ eu-west-1 account";
    const auto of_resource = [](std::string_view resource) {
        return of({.region = "eu-west-1"},
                  {.mode = mode::preferred, .account_id = "111111111111", .resource_arn = resource});
    };
    EXPECT_EQ(of_resource(table), theirs);
    EXPECT_EQ(of_resource("accounts"), ours);
    EXPECT_EQ(of_resource("arn:aws:dynamodb:eu-west-2:222222222222:table/accounts"), ours);
    EXPECT_EQ(of_resource("arn:aws:s3:eu-west-1:222222222222:table/accounts"), ours);
    EXPECT_EQ(of_resource("arn:aws:dynamodb:eu-west-1::table/accounts"), ours);
    EXPECT_EQ(of_resource("arn:aws:dynamodb:eu-west-1:evil.example/x:table/accounts"), ours);
    // The account of the ARN is also used for credentials without an account.
    EXPECT_EQ(of({.region = "eu-west-1"}, {.mode = mode::required, .account_id = "", .resource_arn = table}),
              theirs);
}

TEST(DynamoDbRules, OfSeveralArnsTheFirstCounts) {
    const std::array<std::string_view, 2> names{"accounts", table};
    EXPECT_EQ(of({.region = "eu-west-1"}, {.mode = mode::preferred, .resource_arn_list = names}),
              "https://dynamodb.eu-west-1.amazonaws.com/ eu-west-1");
    const std::array<std::string_view, 2> arns{table, "arn:aws:dynamodb:eu-west-1:333333333333:table/b"};
    EXPECT_EQ(of({.region = "eu-west-1"},
                 {.mode = mode::preferred, .account_id = "111111111111", .resource_arn_list = arns}),
              "https://222222222222.ddb.eu-west-1.amazonaws.com/ eu-west-1 account");
    EXPECT_EQ(of({.region = "eu-west-1"}, {.mode = mode::preferred,
                                           .resource_arn = "arn:aws:dynamodb:eu-west-1:444444444444:table/c",
                                           .resource_arn_list = arns}),
              "https://444444444444.ddb.eu-west-1.amazonaws.com/ eu-west-1 account");
}

TEST(DynamoDbRules, SearchHasHostsOfItsOwn) {
    const account_parameters search{.mode = mode::preferred, .is_search_operation = true};
    EXPECT_EQ(of({.region = "eu-west-1"}, search),
              "https://search-dynamodb.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(of({.region = "eu-west-1", .use_fips = true}, search),
              "https://search-dynamodb-fips.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(of({.region = "eu-west-1"},
                 {.mode = mode::preferred, .account_id = "111111111111", .is_search_operation = true}),
              "https://111111111111.search-ddb.eu-west-1.amazonaws.com/ eu-west-1 account");
}

TEST(DynamoDbRules, OneOfYourOwnIsTakenAsItIs) {
    const account_parameters account{
        .mode = mode::required, .account_id = "111111111111", .resource_arn = table};
    EXPECT_EQ(of({.region = "eu-west-1", .endpoint = "https://vpce-1.example.com/base"}, account),
              "https://vpce-1.example.com/base eu-west-1");
    EXPECT_EQ(of({.endpoint = "http://localhost:8000"}), "http://localhost:8000/ us-east-1");
    EXPECT_EQ(of({.region = "local", .endpoint = "http://other:1"}), "http://other:1/ us-east-1");
    const auto bad = dynamodb_endpoint({.region = "eu-west-1", .endpoint = "localhost:8000"});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().cause(), errc::invalid_endpoint);
}

TEST(DynamoDbRules, RefusesWhatCannotBeCombined) {
    expect_refusal({.endpoint = "http://own", .use_fips = true}, {}, "FIPS and custom endpoint",
                   "AWS_USE_FIPS_ENDPOINT");
    expect_refusal({.endpoint = "http://own", .use_dual_stack = true}, {}, "Dualstack and custom endpoint",
                   "AWS_USE_DUALSTACK_ENDPOINT");
    expect_refusal({.region = "local", .use_fips = true}, {}, "FIPS and local endpoint",
                   "AWS_USE_FIPS_ENDPOINT");
    expect_refusal({.region = "local", .use_dual_stack = true}, {}, "Dualstack and local endpoint",
                   "AWS_USE_DUALSTACK_ENDPOINT");
    const account_parameters required{.mode = mode::required};
    const char* const preferred = "AWS_ACCOUNT_ID_ENDPOINT_MODE to preferred";
    expect_refusal({.region = "eu-west-1", .use_fips = true}, required, "FIPS is enabled", preferred);
    expect_refusal({.region = "eu-west-1", .use_fips = true, .use_dual_stack = true}, required,
                   "FIPS is enabled", preferred);
    expect_refusal({.region = "eu-west-1"}, required, "no AccountID was provided", preferred);
    expect_refusal({.region = "cn-north-1"}, required, "not supported in this partition", preferred);
    for (const char* account : {"", "1.evil.example", "1/", "-"})
        expect_refusal({.region = "eu-west-1"}, {.mode = mode::preferred, .account_id = account},
                       "account ID parameter is invalid", "AWS_ACCOUNT_ID");
}

TEST(DynamoDbRules, RefusesADualStackHostAsOnesOwn) {
    for (const char* host :
         {"https://dynamodb.eu-west-1.api.aws", "https://search-dynamodb.eu-west-1.api.aws/",
          "https://DynamoDB.EU-West-1.api.aws:443"})
        expect_refusal({.region = "eu-west-1", .endpoint = host}, {}, "Endpoint override is not supported",
                       "AWS_USE_DUALSTACK_ENDPOINT=true");
    for (const char* host : {"https://dynamodb.eu-west-2.api.aws", "https://dynamodb.eu-west-1.api.aws:8443",
                             "https://vpce-1.dynamodb.eu-west-1.vpce.api.aws"})
        EXPECT_TRUE(dynamodb_endpoint({.region = "eu-west-1", .endpoint = host})) << host;
    EXPECT_TRUE(dynamodb_endpoint({.endpoint = "https://dynamodb.eu-west-1.api.aws"}));
}

TEST(DynamoDbRules, NeedsARegionThatCanBePartOfAHost) {
    for (const char* region : {"", "eu west", "evil.example/x", "eu-west-1\r\n"}) {
        const auto e = dynamodb_endpoint({.region = region}, {.mode = mode::preferred});
        ASSERT_FALSE(e) << region;
        EXPECT_EQ(e.error().cause(), errc::missing_region);
    }
    EXPECT_NE(of({}).find("Invalid Configuration: Missing Region"), std::string::npos) << of({});
}

}  // namespace
}  // namespace dynaco::identity::dynamodb_rules_test
