// The shared tests of the URI of a container's credentials (smithy-rs's ecs-tests.json): container-uri.json
// in the folder of conformance data, which the environment variable DYNACO_CONFORMANCE names.
//
// Only the name "localhost" means this machine. The tests do not define other names; here they are names of
// other machines.

#include "conformance/shared_suite.hpp"
#include "identity/container/address.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::container_uri_test {
namespace {

using detail::json::document;

environment variables_of(const document& each) {
    return [&env = each["env"]](std::string_view name) { return env[name].text(); };
}

result<std::string> find(const document& each) {
    const auto where = find_container_address(variables_of(each));
    if (!where) return where.error();
    if (where->must_be_resolved && where->origin.host != "localhost")
        return may_not_be_asked_plainly(where->origin.host, boost::asio::ip::make_address("203.0.113.1"));
    return transport::url(where->origin) + where->target;
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
    ASSERT_EQ(expected["ErrorContains"].type(), document::kind::string) << "no rule says what is expected";
    ASSERT_FALSE(found) << *found;
    EXPECT_NE(found.error().text().find(expected["ErrorContains"].text()), std::string::npos)
        << found.error().text();
}

TEST(ContainerUri, EveryCaseIsFoundOrRefusedAsItSays) { test::check_each_case("container-uri.json", check); }

}  // namespace
}  // namespace dynaco::identity::container_uri_test
