// The shared tests of the profile file parsers (smithy-rs's profile-parser-tests.json, as the AWS SDKs have
// them): profile-files.json in the folder of conformance data, which the environment variable
// DYNACO_CONFORMANCE names.

#include "conformance/shared_suite.hpp"
#include "identity/profile/file.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity::profile_files_test {
namespace {

using detail::json::document;
using plain_sections = std::map<std::string, std::map<std::string, std::string>>;

plain_sections plain(const profile_set::sections& sections) {
    plain_sections out;
    for (const auto& [name, section] : sections)
        out[name].insert(section.properties.begin(), section.properties.end());
    return out;
}

plain_sections plain(const document& sections) {
    plain_sections out;
    for (std::size_t i = 0; i < sections.names().size(); ++i) {
        auto& properties = out[sections.names()[i]];
        const document& section = sections.elements()[i];
        for (std::size_t k = 0; k < section.names().size(); ++k)
            properties[section.names()[k]] = section.elements()[k].text();
    }
    return out;
}

result<profile_set> read(const document& input) {
    auto config = parse_profile_file(input["configFile"].text(), profile_file_kind::config, "config");
    if (!config) return config;
    auto credentials =
        parse_profile_file(input["credentialsFile"].text(), profile_file_kind::credentials, "credentials");
    if (!credentials) return credentials;
    return merge_profile_files(std::move(*config), std::move(*credentials));
}

void check(const document& each) {
    SCOPED_TRACE(each["name"].text());
    const auto got = read(each["input"]);
    const document& output = each["output"];
    if (!output["errorContaining"].is_null()) {
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().cause(), errc::invalid_configuration);
        EXPECT_NE(got.error().text().find(output["errorContaining"].text()), std::string::npos)
            << got.error().text();
        return;
    }
    ASSERT_TRUE(got) << got.error().text();
    ASSERT_EQ(output["config"].type(), document::kind::object);
    EXPECT_EQ(plain(got->profiles), plain(output["config"]["profiles"]));
    EXPECT_EQ(plain(got->sso_sessions), plain(output["config"]["sso_sessions"]));
}

TEST(ProfileFiles, EveryCaseIsReadAsItSays) { test::check_each_case("profile-files.json", check); }

}  // namespace
}  // namespace dynaco::identity::profile_files_test
