// The shared tests of the endpoint of the instance metadata service (smithy-rs's imds-endpoint-tests.json):
// imds-endpoints.json in the folder of conformance data, which the environment variable DYNACO_CONFORMANCE
// names. Values that a case overrides in code are options here.

#include "conformance/shared_suite.hpp"
#include "identity/instance/address.hpp"
#include "json/document.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::imds_endpoints_test {
namespace {

using detail::json::document;

result<std::string> find(const document& each) {
    test::fake_machine machine;
    machine.variables.clear();
    for (std::size_t i = 0; i < each["env"].names().size(); ++i)
        machine.variables[each["env"].names()[i]] = each["env"].elements()[i].text();
    for (std::size_t i = 0; i < each["fs"].names().size(); ++i)
        machine.files->texts[each["fs"].names()[i]] = each["fs"].elements()[i].text();
    instance_options options;
    for (const char* const name : {"endpointOverride", "endpoint_override"})
        options.endpoint += each[name].text();
    for (const char* const name : {"modeOverride", "mode_override"})
        options.endpoint_mode += each[name].text();
    const auto configured = load_settings(machine.get(), {});
    if (!configured) return configured.error();
    const auto where = find_instance_endpoint(options, *configured);
    if (!where) return where.error();
    return transport::url(where->origin) + target_below(*where, "/latest/api/token");
}

void check(const document& each) {
    SCOPED_TRACE(each["docs"].text());
    const auto found = find(each);
    const document& expected = each["result"];
    if (!expected["Ok"].is_null()) {
        ASSERT_TRUE(found) << found.error().text();
        EXPECT_EQ(*found, expected["Ok"].text());
        return;
    }
    ASSERT_EQ(expected["Err"].type(), document::kind::string) << "no rule says what is expected";
    ASSERT_FALSE(found) << *found;
    EXPECT_NE(found.error().text().find(expected["Err"].text()), std::string::npos) << found.error().text();
}

TEST(ImdsEndpoints, EveryCaseIsFoundOrRefusedAsItSays) {
    test::check_each_case("imds-endpoints.json", check);
}

}  // namespace
}  // namespace dynaco::identity::imds_endpoints_test
