// The endpoint rule sets' tests: endpoints-dynamodb.json, endpoints-dynamodbstreams.json and
// endpoints-sts.json in the folder of conformance data, which the environment variable DYNACO_CONFORMANCE
// names.

#include "client/route/table.hpp"
#include "conformance/shared_suite.hpp"
#include "identity/endpoint/dynamodb_rules.hpp"
#include "identity/endpoint/service_rules.hpp"
#include "json/document.hpp"

#include <dynaco/operations/batch.hpp>
#include <dynaco/operations/document.hpp>
#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity::endpoint_rules_test {
namespace {

using detail::json::document;

bool has(const document& object, std::string_view name) {
    return std::ranges::count(object.names(), name) > 0;
}

// A parameter that this test does not pass on would make it meaningless.
void expect_known(const document& params) {
    constexpr std::array<std::string_view, 10> known{
        "Region",      "Endpoint",        "UseFIPS",           "UseDualStack",      "AccountId",
        "ResourceArn", "ResourceArnList", "IsSearchOperation", "UseGlobalEndpoint", "AccountIdEndpointMode"};
    for (const std::string& name : params.names())
        EXPECT_EQ(std::ranges::count(known, name), 1) << "no parameter of the rules: " << name;
}

endpoint_parameters common_of(const document& params) {
    return {.region = params["Region"].text(),
            .endpoint = params["Endpoint"].text(),
            .use_fips = params["UseFIPS"].as_bool(),
            .use_dual_stack = params["UseDualStack"].as_bool()};
}

account_id_endpoint_mode mode_of(const std::string& mode) {
    EXPECT_TRUE(mode.empty() || mode == "preferred" || mode == "required" || mode == "disabled") << mode;
    if (mode == "preferred") return account_id_endpoint_mode::preferred;
    return mode == "required" ? account_id_endpoint_mode::required : account_id_endpoint_mode::disabled;
}

result<endpoint> dynamodb(const document& params) {
    std::vector<std::string_view> list;
    for (const document& each : params["ResourceArnList"].elements()) list.push_back(each.text());
    account_parameters account{.mode = mode_of(params["AccountIdEndpointMode"].text()),
                               .resource_arn = params["ResourceArn"].text(),
                               .resource_arn_list = list,
                               .is_search_operation = params["IsSearchOperation"].as_bool()};
    if (has(params, "AccountId")) account.account_id = params["AccountId"].text();
    return dynamodb_endpoint(common_of(params), account);
}

// The operation as dynaco sends it.
encoded_request request_of(const document& operation) {
    const std::string& name = operation["operationName"].text();
    const document& given = operation["operationParams"];
    const std::string& table = given["TableName"].text();
    if (name == "ListTables") return encoded_request::of(list_tables{});
    if (name == "DescribeTable") return encoded_request::of(describe_table{.table_name = table});
    if (name == "SearchVectors") {
        const item parameters{{"TableName", table}};
        return encoded_request::of(document_operation<"SearchVectors", false>{parameters});
    }
    EXPECT_EQ(name, "BatchGetItem") << "add it above";
    std::vector<batch_keys> keys;
    for (const std::string& each : given["RequestItems"].names())
        keys.push_back({.table_name = each, .keys = {}});
    return encoded_request::of(batch_get_item{.tables = keys});
}

// The endpoint to which the call loop would send it.
result<endpoint> dynamodb_operation(const document& operation) {
    const document& client = operation["builtInParams"];
    const encoded_request request = request_of(operation);
    account_parameters account{.mode = mode_of(client["AWS::Auth::AccountIdEndpointMode"].text()),
                               .resource_arn = detail::resource_arn_of(request),
                               .is_search_operation = request.info.name == "SearchVectors"};
    if (has(client, "AWS::Auth::AccountId")) account.account_id = client["AWS::Auth::AccountId"].text();
    return dynamodb_endpoint({.region = client["AWS::Region"].text(),
                              .endpoint = client["SDK::Endpoint"].text(),
                              .use_fips = client["AWS::UseFIPS"].as_bool(),
                              .use_dual_stack = client["AWS::UseDualStack"].as_bool()},
                             account);
}

result<endpoint> streams(const document& params) { return streams_endpoint(common_of(params)); }

result<endpoint> sts(const document& params) {
    return sts_endpoint(common_of(params), params["UseGlobalEndpoint"].as_bool());
}

result<endpoint> sts_operation(const document& operation) {
    const document& client = operation["builtInParams"];
    return sts_endpoint({.region = client["AWS::Region"].text(),
                         .endpoint = client["SDK::Endpoint"].text(),
                         .use_fips = client["AWS::UseFIPS"].as_bool(),
                         .use_dual_stack = client["AWS::UseDualStack"].as_bool()},
                        client["AWS::STS::UseGlobalEndpoint"].as_bool());
}

void expect_endpoint(const document& expected, const document& params, const result<endpoint>& found) {
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(url(found->origin) + (found->path == "/" ? "" : found->path), expected["url"].text());
    const document& properties = expected["properties"];
    const auto& schemes = properties["authSchemes"].elements();
    ASSERT_LE(schemes.size(), 1u);
    if (!schemes.empty()) {
        EXPECT_EQ(schemes[0]["name"].text(), "sigv4");
        EXPECT_EQ(found->signing_region, schemes[0]["signingRegion"].text());
    } else if (!params["Region"].text().empty() && params["Region"].text() != "local") {
        EXPECT_EQ(found->signing_region, params["Region"].text());
    }
    const auto& metrics = properties["metricValues"].elements();
    ASSERT_LE(metrics.size(), 1u);
    if (!metrics.empty()) {
        EXPECT_EQ(metrics[0].text(), "O");
    }
    EXPECT_EQ(found->of_account, !metrics.empty());
}

void expect_error(const std::string& words, const result<endpoint>& found) {
    ASSERT_FALSE(found) << url(found->origin);
    EXPECT_TRUE(found.error().diagnostics().detail.starts_with(words)) << found.error().text();
    EXPECT_EQ(found.error().cause(),
              words.ends_with("Missing Region") ? errc::missing_region : errc::invalid_configuration);
}

void expect_outcome(const document& expected, const document& params, const result<endpoint>& found) {
    if (has(expected, "error"))
        expect_error(expected["error"].text(), found);
    else
        expect_endpoint(expected["endpoint"], params, found);
}

using resolver = result<endpoint> (*)(const document&);

// Null `of_operation`: the service's cases have no operations.
void run_all(const char* name, resolver of_parameters, resolver of_operation) {
    const test::shared_suite shared(name);
    if (!shared.absent().empty()) GTEST_SKIP() << shared.absent();
    const document& cases = shared.all();
    ASSERT_FALSE(cases.elements().empty());
    for (const document& each : cases.elements()) {
        SCOPED_TRACE(each["documentation"].text());
        const document& params = each["params"];
        expect_known(params);
        expect_outcome(each["expect"], params, of_parameters(params));
        for (const document& operation : each["operationInputs"].elements()) {
            SCOPED_TRACE(operation["operationName"].text());
            ASSERT_TRUE(of_operation);
            expect_outcome(each["expect"], params, of_operation(operation));
        }
    }
    testing::Test::RecordProperty("cases", static_cast<int>(cases.elements().size()));
}

TEST(EndpointRules, DynamoDb) { run_all("endpoints-dynamodb.json", dynamodb, dynamodb_operation); }
TEST(EndpointRules, DynamoDbStreams) { run_all("endpoints-dynamodbstreams.json", streams, nullptr); }
TEST(EndpointRules, Sts) { run_all("endpoints-sts.json", sts, sts_operation); }

}  // namespace
}  // namespace dynaco::identity::endpoint_rules_test
