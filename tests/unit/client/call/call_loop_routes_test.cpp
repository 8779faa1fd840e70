#include "unit/client/call_bench.hpp"

#include <dynaco/observing.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_routes_test {
namespace {

using attempt = scripted_attempt;

const std::string foreign_table = "arn:aws:dynamodb:eu-west-1:444455556666:table/accounts";

// As in the endpoint rules: the account of the ARN, otherwise that of the credentials, otherwise none.
result<identity::endpoint> account_host(const detail::route_parameters& of) {
    const std::string owner(of.resource_arn.empty() ? of.account_id : of.resource_arn.substr(27, 12));
    if (of.searches)
        return identity::endpoint{.origin = {.host = "search.example.com"}, .signing_region = "eu-west-1"};
    if (owner.empty())
        return identity::endpoint{.origin = {.host = "dynamodb.example.com"}, .signing_region = "eu-west-1"};
    if (owner == "000000000000") return failure(errc::invalid_endpoint, {.detail = "no such account"});
    return identity::endpoint{
        .origin = {.host = owner + ".ddb.example.com"}, .signing_region = "eu-west-1", .of_account = true};
}

struct routes_bench : call_bench {
    explicit routes_bench(const client_options& options = {}) { use_rule(options); }
    void use_rule(const client_options& options) {
        detail::call_loop_parts parts{.connections = wire,
                                      .credentials = keys,
                                      .world = world,
                                      .endpoint = account_host({}).value(),
                                      .rule = account_host,
                                      .features = "P"};
        loop = std::make_shared<detail::call_loop>(std::move(parts), options);
        wire->script(std::vector<attempt>(8, attempt::answer()));
    }
    void sign_in(const std::string& account) {
        keys->gives(
            keys_of({.access_key_id = access_key, .secret_access_key = secret_key, .account_id = account}));
    }
    std::string host_of_last() { return wire->sent.back().header("host"); }
};

encoded_request read_of(std::string table, std::vector<std::string> tables = {}) {
    encoded_request r = call_bench::read();
    r.table = std::move(table);
    r.tables = std::move(tables);
    return r;
}

TEST(CallLoopRoutes, GoToTheAccountOfTheCredentials) {
    routes_bench b;
    const auto unknown = b.call(call_bench::read());
    ASSERT_TRUE(unknown);
    EXPECT_EQ(b.host_of_last(), "dynamodb.example.com");
    EXPECT_EQ(*unknown->endpoint, "https://dynamodb.example.com");

    b.sign_in("111122223333");
    const auto known = b.call(call_bench::read());
    ASSERT_TRUE(known);
    EXPECT_EQ(b.host_of_last(), "111122223333.ddb.example.com");
    EXPECT_EQ(*known->endpoint, "https://111122223333.ddb.example.com");
}

TEST(CallLoopRoutes, AreToldToTheService) {
    routes_bench b;
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_NE(b.wire->sent.back().header("user-agent").find(" m/E,P "), std::string::npos);
    b.sign_in("111122223333");
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_NE(b.wire->sent.back().header("user-agent").find(" m/E,P,O "), std::string::npos);
}

TEST(CallLoopRoutes, GoToTheAccountOfTheTablesArn) {
    routes_bench b;
    b.sign_in("111122223333");
    for (const encoded_request& each : {read_of(foreign_table), read_of("", {foreign_table, "other"})}) {
        ASSERT_TRUE(b.call(each));
        EXPECT_EQ(b.host_of_last(), "444455556666.ddb.example.com");
    }
    ASSERT_TRUE(b.call(read_of("accounts")));
    EXPECT_EQ(b.host_of_last(), "111122223333.ddb.example.com") << "the ARN counts for its own call only";
}

TEST(CallLoopRoutes, GoToTheAccountOfTheFirstCallsArn) {
    routes_bench b;
    ASSERT_TRUE(b.call(read_of(foreign_table)));
    EXPECT_EQ(b.host_of_last(), "444455556666.ddb.example.com");
    ASSERT_TRUE(b.call(read_of("accounts")));
    EXPECT_EQ(b.host_of_last(), "dynamodb.example.com");
}

TEST(CallLoopRoutes, GoToTheAccountOfATaggedResource) {
    routes_bench b;
    ASSERT_TRUE(b.call(encoded_request::of(tag_resource{.resource_arn = foreign_table})));
    EXPECT_EQ(b.host_of_last(), "444455556666.ddb.example.com");
}

TEST(CallLoopRoutes, SearchesHaveTheirOwn) {
    routes_bench b;
    encoded_request search = read_of("accounts");
    search.info.name = "SearchVectors";
    ASSERT_TRUE(b.call(search));
    EXPECT_EQ(b.host_of_last(), "search.example.com");
    ASSERT_TRUE(b.call(read_of("accounts")));
    EXPECT_EQ(b.host_of_last(), "dynamodb.example.com");
}

TEST(CallLoopRoutes, AreSignedForTheirHost) {
    routes_bench b;
    ASSERT_TRUE(b.call(read_of("accounts")));
    ASSERT_TRUE(b.call(read_of(foreign_table)));
    EXPECT_NE(b.wire->sent.at(0).header("authorization"), b.wire->sent.at(1).header("authorization"));
}

TEST(CallLoopRoutes, AFailureOfTheRuleIsTheCalls) {
    routes_bench b;
    b.sign_in("000000000000");
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::invalid_endpoint);
    EXPECT_TRUE(b.wire->sent.empty());
    b.sign_in("111122223333");
    EXPECT_TRUE(b.call(call_bench::read()));
}

TEST(CallLoopRoutes, FailuresNameThePlaceThatWasAsked) {
    routes_bench b({.retry = {.max_attempts = 1}});
    b.sign_in("111122223333");
    b.wire->forget_script();
    b.wire->script({attempt::service_error(400, "ValidationException")});
    EXPECT_EQ(b.fail_read().diagnostics().endpoint, "https://111122223333.ddb.example.com");
}

class noted_endpoints final : public observer {
 public:
    void call_ended(const call_event& e) noexcept override { ended.emplace_back(e.call.endpoint); }
    std::vector<std::string> ended{};
};

TEST(CallLoopRoutes, ObserversAreToldThePlaceThatWasAsked) {
    const auto noted = std::make_shared<noted_endpoints>();
    routes_bench b({.observer = noted});
    b.sign_in("111122223333");
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(noted->ended, std::vector<std::string>{"https://111122223333.ddb.example.com"});
}

TEST(CallLoopRoutes, AnonymousRequestsAreNotSigned) {
    routes_bench b;
    b.keys->gives(keys_of({}));
    ASSERT_TRUE(b.call(call_bench::read()));
    const sent_request& sent = b.wire->sent.back();
    EXPECT_FALSE(sent.has("authorization"));
    EXPECT_FALSE(sent.has("x-amz-date"));
    EXPECT_TRUE(sent.has("x-amz-target"));
    EXPECT_TRUE(sent.head.ends_with("\r\n\r\n"));
    EXPECT_FALSE(sent.head.ends_with("\r\n\r\n\r\n"));
}

}  // namespace
}  // namespace dynaco::test::call_loop_routes_test
