// The shared tests of where a container's credentials are (smithy-rs's ecs-tests.json): container-uri.json in
// the folder of conformance data, which the environment variable DYNACO_CONFORMANCE names.
//
// Of names "localhost" alone is this machine; what others stand for, the tests have no say in: here they are
// somebody else's.

#include "identity/container_address.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace dynaco::identity {
namespace {

using json::document;

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

TEST(ContainerUri, EveryCaseIsFoundOrRefusedAsItSays) {
    const char* const folder = std::getenv("DYNACO_CONFORMANCE");
    if (!folder || *folder == '\0')
        GTEST_SKIP() << "The conformance data is absent: set DYNACO_CONFORMANCE to its folder.";
    const std::string file = std::string(folder) + "/container-uri.json";
    std::ifstream stream{file, std::ios::binary};
    if (!stream) GTEST_SKIP() << "The conformance data is absent: there is no readable " << file << ".";
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto cases = document::parse(text);
    ASSERT_TRUE(cases && cases->type() == document::kind::array) << "the file is not a JSON array";
    ASSERT_FALSE(cases->elements().empty());
    for (const document& each : cases->elements()) check(each);
    RecordProperty("cases", static_cast<int>(cases->elements().size()));
}

}  // namespace
}  // namespace dynaco::identity
