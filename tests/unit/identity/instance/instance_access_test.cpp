#include "identity/instance/access.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::instance_access_test {
namespace {

using namespace std::chrono_literals;

class InstanceAccess : public testing::Test {
 protected:
    result<instance_access> find(const instance_options& options = {}) {
        const auto configured = load_settings(machine.get(), {});
        if (!configured) return configured.error();
        return find_instance_access(options, *configured);
    }
    std::string why(errc expected) {
        const auto access = find();
        if (access) return "no failure";
        EXPECT_EQ(access.error().cause(), expected);
        return access.error().diagnostics().detail;
    }

    test::fake_machine machine;
};

TEST_F(InstanceAccess, WithoutSettingsIsAsAwsRecommends) {
    const auto access = find();
    ASSERT_TRUE(access) << access.error().text();
    EXPECT_EQ(access->timeout, 1s);
    EXPECT_EQ(access->max_attempts, 3);
    EXPECT_FALSE(access->allow_v1);
    EXPECT_EQ(text_of(*access), "instance metadata at http://169.254.169.254");
    EXPECT_EQ(text_of(*find({.endpoint = "http://host:1/base/"})), "instance metadata at http://host:1/base");
}

TEST_F(InstanceAccess, OptionsAreStrongerThanVariablesThanTheProfile) {
    machine.config(
        "[default]\nmetadata_service_timeout = 2\nmetadata_service_num_attempts = 4\n"
        "ec2_metadata_v1_disabled = false\n");
    auto access = find();
    ASSERT_TRUE(access) << access.error().text();
    EXPECT_EQ(access->timeout, 2s);
    EXPECT_EQ(access->max_attempts, 4);
    EXPECT_TRUE(access->allow_v1);

    machine.variables["AWS_METADATA_SERVICE_TIMEOUT"] = "5";
    machine.variables["AWS_METADATA_SERVICE_NUM_ATTEMPTS"] = "1";
    machine.variables["AWS_EC2_METADATA_V1_DISABLED"] = "TRUE";
    access = find();
    ASSERT_TRUE(access) << access.error().text();
    EXPECT_EQ(access->timeout, 5s);
    EXPECT_EQ(access->max_attempts, 1);
    EXPECT_FALSE(access->allow_v1);

    access = find({.timeout = 250ms, .max_attempts = 7, .allow_v1 = true});
    ASSERT_TRUE(access) << access.error().text();
    EXPECT_EQ(access->timeout, 250ms);
    EXPECT_EQ(access->max_attempts, 7);
    EXPECT_TRUE(access->allow_v1);
}

TEST_F(InstanceAccess, ItCanBeForbidden) {
    for (const char* word : {"true", "TRUE", "True", " true "}) {
        machine.variables["AWS_EC2_METADATA_DISABLED"] = word;
        EXPECT_NE(why(errc::missing_credentials).find("AWS_EC2_METADATA_DISABLED"), std::string::npos)
            << word;
    }
    for (const char* word : {"", "false", "1", "yes"}) {
        machine.variables["AWS_EC2_METADATA_DISABLED"] = word;
        EXPECT_TRUE(find()) << word;
    }
}

TEST_F(InstanceAccess, NumbersAndFlagsThatAreNoneAreRefused) {
    for (const char* bad : {"0", "-1", "1.5", "soon", "99999999999", "3601"}) {
        machine.variables["AWS_METADATA_SERVICE_TIMEOUT"] = bad;
        const std::string text = why(errc::invalid_configuration);
        EXPECT_NE(text.find("environment variable AWS_METADATA_SERVICE_TIMEOUT: \"" + std::string(bad)),
                  text.npos)
            << text;
        EXPECT_NE(text.find("from 1 to 3600"), text.npos) << text;
    }
    machine.variables.erase("AWS_METADATA_SERVICE_TIMEOUT");
    machine.config("[default]\nmetadata_service_num_attempts = none\n");
    EXPECT_NE(why(errc::invalid_configuration).find("\"none\" is not a whole number from 1 to 1000"),
              std::string::npos);
    EXPECT_TRUE(find({.max_attempts = 1}));
    machine.config("[default]\nec2_metadata_v1_disabled = perhaps\n");
    EXPECT_NE(why(errc::invalid_configuration).find("ec2_metadata_v1_disabled"), std::string::npos);
    machine.config("[default]\nec2_metadata_service_endpoint_mode = 5\n");
    EXPECT_NE(why(errc::invalid_configuration).find("endpoint mode"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::identity::instance_access_test
