// AWS's table of partitions: partitions.json in the folder of conformance data, which the environment
// variable DYNACO_CONFORMANCE names.

#include "conformance/shared_suite.hpp"
#include "identity/endpoint/partition.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::partitions_test {
namespace {

using detail::json::document;

void check(const document& expected, const partition& found) {
    const document& outputs = expected["outputs"];
    EXPECT_EQ(found.name, expected["id"].text());
    EXPECT_EQ(found.name, outputs["name"].text());
    EXPECT_EQ(found.dns_suffix, outputs["dnsSuffix"].text());
    EXPECT_EQ(found.dual_stack_dns_suffix, outputs["dualStackDnsSuffix"].text());
    EXPECT_EQ(found.implicit_global_region, outputs["implicitGlobalRegion"].text());
    // The rules assume these facts.
    EXPECT_TRUE(outputs["supportsFIPS"].as_bool());
    EXPECT_TRUE(outputs["supportsDualStack"].as_bool());
}

TEST(Partitions, EveryRegionIsInItsOwn) {
    const test::shared_suite shared("partitions.json");
    if (!shared.absent().empty()) GTEST_SKIP() << shared.absent();
    const document& table = shared.all();
    ASSERT_FALSE(table.is_null());
    int regions = 0;
    for (const document& each : table["partitions"].elements()) {
        SCOPED_TRACE(each["id"].text());
        check(each, partition_of(each["outputs"]["implicitGlobalRegion"].text()));
        for (const std::string& region : each["regions"].names()) {
            SCOPED_TRACE(region);
            check(each, partition_of(region));
            ++regions;
        }
    }
    EXPECT_GT(regions, 0);
    RecordProperty("regions", regions);
}

}  // namespace
}  // namespace dynaco::identity::partitions_test
