#include "identity/instance/address.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::instance_address_test {
namespace {

class InstanceAddress : public testing::Test {
 protected:
    // The URL of the token, or why there is none.
    std::string found(const instance_options& options = {}) {
        const auto configured = load_settings(machine.get(), {});
        if (!configured) return configured.error().text();
        const auto where = find_instance_endpoint(options, *configured);
        if (where) return transport::url(where->origin) + target_below(*where, "/latest/api/token");
        EXPECT_EQ(where.error().cause(), errc::invalid_configuration);
        return where.error().diagnostics().detail;
    }

    test::fake_machine machine;
};

TEST_F(InstanceAddress, IsTheLinkLocalOneOfIpv4) {
    EXPECT_EQ(found(), "http://169.254.169.254/latest/api/token");
}

TEST_F(InstanceAddress, TheModeChoosesTheFamilyInAnyCase) {
    for (const char* mode : {"IPv6", "ipv6", "IPV6", " IPv6 "}) {
        machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = mode;
        EXPECT_EQ(found(), "http://[fd00:ec2::254]/latest/api/token") << mode;
    }
    machine.config("[default]\nec2_metadata_service_endpoint_mode = IPv6\n");
    machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "IPv4";
    EXPECT_EQ(found(), "http://169.254.169.254/latest/api/token");
    EXPECT_EQ(found({.endpoint_mode = "IPv6"}), "http://[fd00:ec2::254]/latest/api/token");
    machine.variables.erase("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
    EXPECT_EQ(found(), "http://[fd00:ec2::254]/latest/api/token");
    EXPECT_EQ(found({.endpoint_mode = "ipv4"}), "http://169.254.169.254/latest/api/token");
}

TEST_F(InstanceAddress, AnEndpointIsStrongerThanAMode) {
    machine.config(
        "[default]\nec2_metadata_service_endpoint = http://profile:1\n"
        "ec2_metadata_service_endpoint_mode = IPv7\n");
    machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "IPv6";
    EXPECT_EQ(found(), "http://profile:1/latest/api/token");
    EXPECT_EQ(found({.endpoint_mode = "IPv6"}), "http://profile:1/latest/api/token");
    machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = "http://variable:2";
    EXPECT_EQ(found(), "http://variable:2/latest/api/token");
    EXPECT_EQ(found({.endpoint = "http://option:3"}), "http://option:3/latest/api/token");
}

TEST_F(InstanceAddress, APathAndItsSlashAreKeptAndDropped) {
    EXPECT_EQ(found({.endpoint = "http://host/base/"}), "http://host/base/latest/api/token");
    EXPECT_EQ(found({.endpoint = "http://host/a/b"}), "http://host/a/b/latest/api/token");
    EXPECT_EQ(found({.endpoint = "http://[::1]:8080/"}), "http://[::1]:8080/latest/api/token");
}

TEST_F(InstanceAddress, AnUnknownModeSaysWhereItWasFound) {
    machine.config("[default]\nec2_metadata_service_endpoint_mode = IPv7");
    std::string why = found();
    EXPECT_NE(why.find("`IPv7` is not a valid endpoint mode"), why.npos) << why;
    EXPECT_NE(why.find("profile \"default\""), why.npos) << why;
    machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "v4";
    why = found();
    EXPECT_NE(why.find("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: `v4` is not"), why.npos) << why;
    EXPECT_NE(why.find("use IPv4 or IPv6"), why.npos) << why;
    EXPECT_NE(found({.endpoint_mode = "6"}).find("instance_options::endpoint_mode: `6`"), why.npos);
}

TEST_F(InstanceAddress, AnInvalidUrlSaysWhereItWasFound) {
    machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = "not a uri";
    std::string why = found();
    EXPECT_NE(why.find("environment variable AWS_EC2_METADATA_SERVICE_ENDPOINT: invalid uri character"),
              why.npos)
        << why;
    for (const char* bad : {"169.254.169.254", "ftp://host", "http://", "http://host:0", "http://host?a=b"}) {
        machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = bad;
        why = found();
        EXPECT_NE(why.find("write it as http://169.254.169.254"), why.npos) << bad << ' ' << why;
    }
    for (const char* bad :
         {"http://user:S3CR3T@host", "http://user:S3C R3T@host", "http://user:S3CR3T/@host"}) {
        why = found({.endpoint = bad});
        EXPECT_EQ(why, "instance_options::endpoint: a user name or password in the URL is not supported");
    }
    EXPECT_NE(found({.endpoint = "http://a|b"}).find("instance_options::endpoint: invalid uri character"),
              why.npos);
}

}  // namespace
}  // namespace dynaco::identity::instance_address_test
