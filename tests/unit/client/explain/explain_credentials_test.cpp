#include "client/explain/explain_credentials.hpp"

#include "client/explain/explained_lines.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>

namespace dynaco::explain_credentials_test {
namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

class ExplainCredentials : public testing::Test {
 protected:
    void set_keys() {
        machine.variables["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        machine.variables["AWS_SECRET_ACCESS_KEY"] = "S3CR3T";
        machine.variables["AWS_SESSION_TOKEN"] = "T0K3N";
    }
    // The report, which never has secrets.
    identity_report report() {
        auto what = std::make_shared<detail::explain_request>();
        what->options = options;
        what->how = how;
        what->machine = machine.get();
        auto found = test::run(io, explain(what));
        const std::string text = text_of(found);
        for (const char* const hidden : {"S3CR3T", "T0K3N", "AKIAIOSFODNN7EXAMPLE"})
            EXPECT_FALSE(contains(text, hidden)) << text;
        return found;
    }
    static std::string text_of(const identity_report& r) {
        std::ostringstream text;
        text << r;
        return text.str();
    }
    static identity_line line(const identity_report& r, std::string_view what) {
        const auto at = std::ranges::find(r.lines, what, &identity_line::what);
        if (at != r.lines.end()) return *at;
        return {.value = "there is no such line"};
    }

    boost::asio::io_context io;
    test::fake_machine machine;
    client_options options{};
    explain_options how{};
};

TEST_F(ExplainCredentials, StreamsBesideAnEndpointHaveItsSource) {
    set_keys();
    machine.variables["AWS_ENDPOINT_URL_DYNAMODB"] = "http://localhost:8000";
    EXPECT_EQ(line(report(), "streams endpoint").source, "environment variable AWS_ENDPOINT_URL_DYNAMODB");
    options.endpoint = "http://localhost:9000";
    EXPECT_EQ(line(report(), "streams endpoint").source, "client_options::endpoint");
}

TEST_F(ExplainCredentials, TellsAllThatAClientWouldUse) {
    set_keys();
    machine.variables["AWS_ACCOUNT_ID"] = "123456789012";
    machine.config("[default]\nregion = eu-west-1\n");
    const auto r = report();
    EXPECT_TRUE(r.ok()) << text_of(r);
    EXPECT_EQ(line(r, "profile").value, "default");
    EXPECT_EQ(line(r, "profile").source, "by default");
    EXPECT_EQ(line(r, "config file").value, "/home/.aws/config");
    EXPECT_EQ(line(r, "config file").source, "found");
    EXPECT_EQ(line(r, "credentials file").source, "not found");
    EXPECT_EQ(line(r, "region").value, "eu-west-1");
    EXPECT_TRUE(contains(line(r, "region").source, "/home/.aws/config"));
    EXPECT_EQ(line(r, "account id").value, "123456789012");
    EXPECT_EQ(line(r, "account endpoints").value, "preferred");
    EXPECT_EQ(line(r, "endpoint").value, "https://123456789012.ddb.eu-west-1.amazonaws.com");
    EXPECT_EQ(line(r, "endpoint").source, "the account's endpoint");
    EXPECT_EQ(line(r, "streams endpoint").value, "https://streams.dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(line(r, "streams endpoint").source, "the region's endpoint");
    EXPECT_EQ(line(r, "chosen").value, "environment");
    EXPECT_EQ(line(r, "access key id").value, "AKIA...MPLE");
    EXPECT_EQ(line(r, "secret access key").value, "***");
    EXPECT_EQ(line(r, "session token").value, "yes");
    EXPECT_EQ(line(r, "expiration").value, "none");
}

TEST_F(ExplainCredentials, PrintsALineEach) {
    const identity_report r{.lines = {{.what = "region", .value = "eu-west-1", .source = "AWS_REGION"},
                                      {.what = "endpoint", .value = "oops", .wrong = true}}};
    EXPECT_FALSE(r.ok());
    EXPECT_EQ(text_of(r), "region    eu-west-1 (AWS_REGION)\nendpoint  error: oops\n");
}

TEST_F(ExplainCredentials, SaysOfEachSourceWhyItWasPassedOver) {
    machine.config(
        "[profile dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = S3CR3T\n");
    options.profile = "dev";
    options.region = "eu-west-1";
    const auto r = report();
    EXPECT_TRUE(r.ok()) << text_of(r);
    EXPECT_EQ(line(r, "skipped").value, "environment");
    EXPECT_EQ(line(r, "skipped").source, "a profile was chosen in code");
    EXPECT_EQ(line(r, "chosen").value, "profile \"dev\"");
    EXPECT_EQ(line(r, "region").source, "client_options::region");
}

TEST_F(ExplainCredentials, WhatIsMissingIsALine) {
    machine.variables["AWS_EC2_METADATA_DISABLED"] = "true";
    const auto r = report();
    EXPECT_FALSE(r.ok());
    EXPECT_TRUE(line(r, "credentials").wrong);
    EXPECT_TRUE(contains(line(r, "credentials").value, "AWS_EC2_METADATA_DISABLED is true"));
    EXPECT_TRUE(machine.http->requests.empty());
}

TEST_F(ExplainCredentials, SaysOnceWhatWasPassedOver) {
    machine.variables["AWS_REGION"] = "eu-west-1";
    const auto r = report();
    EXPECT_EQ(std::ranges::count(r.lines, "skipped", &identity_line::what), 4);
    const identity_line wrong = line(r, "credentials");
    EXPECT_TRUE(contains(wrong.value, "no credentials were found (instance metadata")) << wrong.value;
    EXPECT_FALSE(contains(wrong.value, "AWS_WEB_IDENTITY_TOKEN_FILE")) << wrong.value;
}

TEST_F(ExplainCredentials, AMissingRegionIsALine) {
    set_keys();
    const auto r = report();
    EXPECT_FALSE(r.ok());
    EXPECT_TRUE(line(r, "region").wrong);
    EXPECT_TRUE(contains(line(r, "region").value, "AWS_REGION")) << line(r, "region").value;
}

TEST_F(ExplainCredentials, ABrokenFileIsALine) {
    set_keys();
    machine.config("[default]\n= x\n");
    const auto r = report();
    EXPECT_FALSE(r.ok());
    EXPECT_TRUE(contains(line(r, "configuration").value, "/home/.aws/config, line 2"));
    EXPECT_EQ(line(r, "access key id").value, "AKIA...MPLE");
}

TEST_F(ExplainCredentials, AValueThatMeansNothingIsALine) {
    set_keys();
    machine.variables["AWS_USE_FIPS_ENDPOINT"] = "perhaps";
    const auto r = report();
    EXPECT_FALSE(r.ok());
    EXPECT_EQ(line(r, "profile").value, "default");
    EXPECT_TRUE(contains(line(r, "configuration").value, "perhaps"));
}

TEST_F(ExplainCredentials, AsksNobodyIfItIsNotToLoad) {
    machine.config("[default]\nregion = eu-west-1\n");
    machine.variables["AWS_ACCOUNT_ID_ENDPOINT_MODE"] = "required";
    how.load = false;
    const auto r = report();
    EXPECT_TRUE(r.ok()) << text_of(r);
    EXPECT_EQ(line(r, "chosen").value, "instance metadata");
    EXPECT_EQ(line(r, "endpoint").value, "https://dynamodb.eu-west-1.amazonaws.com");
    EXPECT_TRUE(machine.http->requests.empty());
}

TEST_F(ExplainCredentials, AnAccountThatIsRequiredHasToBeKnown) {
    set_keys();
    machine.variables["AWS_REGION"] = "eu-west-1";
    machine.variables["AWS_ACCOUNT_ID_ENDPOINT_MODE"] = "required";
    const auto r = report();
    EXPECT_TRUE(line(r, "endpoint").wrong) << text_of(r);
}

TEST_F(ExplainCredentials, AnEndpointOfOnesOwnNeedsNoRegion) {
    set_keys();
    options.endpoint = "http://localhost:8000";
    const auto r = report();
    EXPECT_TRUE(r.ok()) << text_of(r);
    EXPECT_EQ(line(r, "endpoint").value, "http://localhost:8000");
    EXPECT_EQ(line(r, "endpoint").source, "client_options::endpoint");
    EXPECT_EQ(line(r, "region").value, "none");
}

TEST_F(ExplainCredentials, TellsWhenCredentialsEnd) {
    set_keys();
    machine.variables["AWS_REGION"] = "eu-west-1";
    machine.variables["AWS_CREDENTIAL_EXPIRATION"] = "2026-01-01T01:02:03Z";
    const auto r = report();
    EXPECT_EQ(line(r, "expiration").value, "2026-01-01 01:02:03 UTC");
    EXPECT_EQ(line(r, "expiration").source, "in 62 min");
    machine.world->advance(std::chrono::hours(2));
    EXPECT_TRUE(line(report(), "expiration").wrong);
}

TEST_F(ExplainCredentials, KnowsProvidersOfTheOptions) {
    options.region = "eu-west-1";
    options.credentials = static_credentials("AKIAIOSFODNN7EXAMPLE", "S3CR3T");
    EXPECT_EQ(line(report(), "credentials").value, "client_options::credentials");
    EXPECT_EQ(line(report(), "access key id").value, "AKIA...MPLE");
    options.credentials = anonymous_credentials();
    EXPECT_EQ(line(report(), "access key id").source, "anonymous");
}

TEST_F(ExplainCredentials, WhatTheCallersOwnCodeThrowsIsALine) {
    machine.config(
        "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n"
        "mfa_serial = arn:mfa\n[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"
        "aws_secret_access_key = S3CR3T\n");
    options.mfa = [](std::string) -> boost::asio::awaitable<std::string> {
        throw std::runtime_error("no terminal");
        co_return std::string();
    };
    const auto r = report();
    EXPECT_TRUE(line(r, "credentials").wrong);
    EXPECT_TRUE(contains(line(r, "credentials").value, "no terminal")) << text_of(r);
}

TEST(ShortenedKeyId, HidesTheMiddleAndShortOnesWholly) {
    EXPECT_EQ(detail::shortened("AKIAIOSFODNN7EXAMPLE"), "AKIA...MPLE");
    EXPECT_EQ(detail::shortened("local"), "***");
    EXPECT_EQ(detail::shortened(""), "***");
}

}  // namespace
}  // namespace dynaco::explain_credentials_test
