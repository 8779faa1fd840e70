#include "identity/instance/region.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/scripted_credentials.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <memory>

namespace dynaco::identity::instance_region_source_test {
namespace {

struct region_bench {
    std::shared_ptr<credentials_source> source() {
        const identity::machine on = machine.get();
        auto configured = std::make_shared<const settings>(load_settings(on, {}).value());
        return with_instance_region(given, region, configured, on);
    }
    boost::asio::io_context io{1};
    test::fake_machine machine{};
    std::shared_ptr<test::scripted_source> given =
        std::make_shared<test::scripted_source>(loaded_credentials{.keys = {.access_key_id = "AKID"}});
    std::shared_ptr<late_region> region = std::make_shared<late_region>();
};

TEST(InstanceRegionSource, LearnsTheRegionWithTheFirstCredentials) {
    region_bench b;
    b.machine.http->reply(200, "TOKEN");
    b.machine.http->reply(200, "eu-west-1");
    const auto source = b.source();
    EXPECT_TRUE(test::run(b.io, source->load()));
    EXPECT_EQ(b.region->get(), "eu-west-1");
    EXPECT_EQ(b.machine.http->requests.back().url,
              "http://169.254.169.254/latest/meta-data/placement/region");

    EXPECT_TRUE(test::run(b.io, source->load()));
    EXPECT_EQ(b.machine.http->requests.size(), 2u) << "it does not change";
    EXPECT_EQ(b.given->loads, 2);
}

TEST(InstanceRegionSource, WithoutCredentialsDoesNotAsk) {
    region_bench b;
    b.given->fails(errc::missing_credentials);
    EXPECT_EQ(test::run(b.io, b.source()->load()).error().cause(), errc::missing_credentials);
    EXPECT_TRUE(b.machine.http->requests.empty());
}

TEST(InstanceRegionSource, WithoutARegionSaysThatItIsMissing) {
    region_bench b;
    b.machine.http->reply(200, "TOKEN");
    b.machine.http->reply(404, "");
    const auto source = b.source();
    const failure why = test::run(b.io, source->load()).error();
    EXPECT_EQ(why.cause(), errc::missing_region);

    b.machine.http->reply(200, "TOKEN");
    b.machine.http->reply(200, "eu-west-1");
    EXPECT_TRUE(test::run(b.io, source->load())) << "it is asked for again";
    EXPECT_EQ(b.region->get(), "eu-west-1");
}

}  // namespace
}  // namespace dynaco::identity::instance_region_source_test
