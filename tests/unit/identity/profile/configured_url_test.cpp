#include "identity/profile/configured_url.hpp"

#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::configured_url_test {
namespace {

result<std::optional<setting>> found(const test::fake_machine& machine, const char* service) {
    return configured_endpoint_url(service, load_settings(machine.get(), {}).value());
}
std::string url(const test::fake_machine& machine, const char* service = "dynamodb") {
    const auto all = found(machine, service).value();
    return all ? all->value : "none";
}

test::fake_machine machine_with_everything() {
    test::fake_machine machine;
    machine.variables["AWS_ENDPOINT_URL_DYNAMODB"] = "http://1";
    machine.variables["AWS_ENDPOINT_URL"] = "http://2";
    machine.config(
        "[default]\nservices = s\nendpoint_url = http://4\n[services s]\ndynamodb =\n endpoint_url = "
        "http://3\n");
    return machine;
}

TEST(ConfiguredUrl, TheFirstThatSaysSoCounts) {
    auto machine = machine_with_everything();
    EXPECT_EQ(url(machine), "http://1");
    machine.variables["AWS_ENDPOINT_URL_DYNAMODB"] = " ";
    EXPECT_EQ(url(machine), "http://2");
    machine.variables.erase("AWS_ENDPOINT_URL");
    EXPECT_EQ(url(machine), "http://3");
    EXPECT_EQ(url(machine, "sts"), "http://4");
    EXPECT_EQ(found(machine, "dynamodb").value()->source, "services section \"s\" (/home/.aws/config)");
    EXPECT_EQ(found(machine, "sts").value()->source, "profile \"default\" (/home/.aws/config)");
    machine.config("[default]\nservices = s\n[services s]\n");
    EXPECT_EQ(url(machine), "none");
    EXPECT_EQ(url(test::fake_machine()), "none");
}

TEST(ConfiguredUrl, EachServiceHasItsVariableAndItsNameInTheSection) {
    const std::pair<const char*, const char*> services[] = {
        {"dynamodb", "AWS_ENDPOINT_URL_DYNAMODB"}, {"dynamodb_streams", "AWS_ENDPOINT_URL_DYNAMODB_STREAMS"},
        {"sts", "AWS_ENDPOINT_URL_STS"},           {"sso", "AWS_ENDPOINT_URL_SSO"},
        {"sso_oidc", "AWS_ENDPOINT_URL_SSO_OIDC"}, {"signin", "AWS_ENDPOINT_URL_SIGNIN"}};
    for (const auto& [service, variable] : services) {
        test::fake_machine machine;
        machine.config("[default]\nservices = s\n[services s]\n" + std::string(service) +
                       " =\n endpoint_url = http://section\n");
        EXPECT_EQ(url(machine, service), "http://section");
        machine.variables[variable] = "http://variable";
        EXPECT_EQ(url(machine, service), "http://variable");
        EXPECT_EQ(found(machine, service).value()->source, std::string("environment variable ") + variable);
    }
}

TEST(ConfiguredUrl, AllCanBeIgnored) {
    auto machine = machine_with_everything();
    machine.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "True";
    EXPECT_EQ(url(machine), "none");
    machine.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false";
    EXPECT_EQ(url(machine), "http://1");
    machine.config("[default]\nignore_configured_endpoint_urls = true\n");
    EXPECT_EQ(url(machine), "http://1") << "the variable counts";
    machine.variables.erase("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    EXPECT_EQ(url(machine), "none");
    machine.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "maybe";
    ASSERT_FALSE(found(machine, "dynamodb"));
    EXPECT_EQ(found(machine, "dynamodb").error().cause(), errc::invalid_configuration);
}

TEST(ConfiguredUrl, AServicesSectionThatIsNotThereIsRefusedWhereItWouldCount) {
    auto machine = machine_with_everything();
    machine.config("[default]\nservices = other\nendpoint_url = http://4\n");
    EXPECT_EQ(url(machine), "http://1");
    machine.variables = {{"HOME", "/home"}};
    ASSERT_FALSE(found(machine, "dynamodb"));
    EXPECT_EQ(found(machine, "dynamodb").error().cause(), errc::invalid_configuration);
    machine.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
    EXPECT_EQ(url(machine), "none");
}

}  // namespace
}  // namespace dynaco::identity::configured_url_test
