// The shared tests of configured endpoint URLs (botocore's configured_endpoint_urls/profile-tests.json):
// configured-endpoint-urls.json in the folder of conformance data, which the environment variable
// DYNACO_CONFORMANCE names.

#include "conformance/shared_suite.hpp"
#include "identity/profile/configured_url.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

namespace dynaco::identity::configured_endpoint_urls_test {
namespace {

using detail::json::document;

environment environment_of(const document& variables, std::string profile) {
    std::map<std::string, std::string> all{{"AWS_PROFILE", std::move(profile)}};
    for (std::size_t i = 0; i < variables.names().size(); ++i)
        all[variables.names()[i]] = variables.elements()[i].text();
    return [all = std::move(all)](std::string_view name) {
        const auto at = all.find(std::string(name));
        return at == all.end() ? std::string() : at->second;
    };
}

profile_section section_of(const document& properties) {
    profile_section section;
    section.file = "config";
    for (std::size_t i = 0; i < properties.names().size(); ++i) {
        const document& value = properties.elements()[i];
        std::string text = value.text();
        for (std::size_t k = 0; k < value.names().size(); ++k)
            text += '\n' + value.names()[k] + " = " + value.elements()[k].text();
        section.properties[properties.names()[i]] = std::move(text);
    }
    return section;
}

std::shared_ptr<const profile_set> files_of(const document& suite) {
    auto files = std::make_shared<profile_set>();
    const document& profiles = suite["profiles"];
    for (std::size_t i = 0; i < profiles.names().size(); ++i)
        files->profiles[profiles.names()[i]] = section_of(profiles.elements()[i]);
    const document& services = suite["services"];
    for (std::size_t i = 0; i < services.names().size(); ++i)
        files->services[services.names()[i]] = section_of(services.elements()[i]);
    return files;
}

// The endpoint of a client: its own options first, then the settings; if nothing is configured, AWS's
// endpoint of the service.
std::string url_of(const document& suite, const document& each) {
    const document& client = suite["client_configs"][each["client_config"].text()];
    if (!client["endpoint_url"].is_null()) return client["endpoint_url"].text();
    const settings configured(
        environment_of(suite["environments"][each["environment"].text()], each["profile"].text()),
        files_of(suite), {});
    const bool ignored = client["ignore_configured_endpoint_urls"].as_bool();
    const auto url = ignored ? result<std::optional<setting>>(std::optional<setting>())
                             : configured_endpoint_url(each["service"].text(), configured);
    if (!url) return url.error().text();
    return *url ? (*url)->value : "https://" + each["service"].text() + ".fake-region-10.amazonaws.com";
}

TEST(ConfiguredEndpointUrls, EveryCaseIsResolvedAsItSays) {
    const test::shared_suite shared("configured-endpoint-urls.json");
    if (!shared.absent().empty()) GTEST_SKIP() << shared.absent();
    const document& suite = shared.all();
    ASSERT_FALSE(suite.is_null()) << "the file is not JSON";
    const auto& cases = suite["endpointUrlTests"].elements();
    ASSERT_FALSE(cases.empty());
    for (const document& each : cases)
        EXPECT_EQ(url_of(suite, each), each["output"]["endpointUrl"].text()) << each["name"].text();
    RecordProperty("cases", static_cast<int>(cases.size()));
}

}  // namespace
}  // namespace dynaco::identity::configured_endpoint_urls_test
