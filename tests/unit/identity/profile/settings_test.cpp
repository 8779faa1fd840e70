#include "identity/profile/settings.hpp"

#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::settings_test {
namespace {

using test::fake_machine;

settings loaded(const fake_machine& machine, std::string profile = {}) {
    return load_settings(machine.get(), std::move(profile)).value();
}

std::string refused(const fake_machine& machine, std::string profile = {}) {
    const auto read = load_settings(machine.get(), std::move(profile));
    if (read) return "it was not refused";
    EXPECT_EQ(read.error().cause(), errc::invalid_configuration);
    return read.error().diagnostics().detail;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST(Settings, WithoutFilesThereIsNothing) {
    const fake_machine machine;
    const settings s = loaded(machine);
    EXPECT_EQ(s.profile_name(), "default");
    EXPECT_EQ(s.profile_chosen_by(), "by default");
    EXPECT_FALSE(s.profile_chosen_in_code());
    EXPECT_EQ(s.profile(), nullptr);
    EXPECT_EQ(s.files().config_path, "/home/.aws/config");
    EXPECT_EQ(s.files().credentials_path, "/home/.aws/credentials");
    EXPECT_FALSE(s.find("AWS_REGION", "region"));
    EXPECT_EQ(s.flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint").value(), std::nullopt);
    EXPECT_FALSE(s.of_service("dynamodb", "endpoint_url").value());
    EXPECT_EQ(machine.files->reads,
              (std::vector<std::string>{"/home/.aws/config", "/home/.aws/credentials"}));
}

TEST(Settings, WithoutAHomeNoFilesOfTheCurrentFolderAreRead) {
    fake_machine machine;
    machine.variables.clear();
    machine.files->texts["~/.aws/config"] = "[default]\nregion = eu-west-1\n";
    EXPECT_EQ(loaded(machine).profile(), nullptr);
    EXPECT_TRUE(machine.files->reads.empty());
    machine.variables["AWS_PROFILE"] = "dev";
    EXPECT_TRUE(contains(refused(machine), "in ~/.aws/config or ~/.aws/credentials; they have no profiles"));
}

TEST(Settings, ProfileIsChosenByCodeThenByTheEnvironment) {
    fake_machine machine;
    machine.config("[default]\na = d\n[profile one]\na = 1\n[profile two]\na = 2\n[profile three]\na = 3\n");
    machine.variables["AWS_DEFAULT_PROFILE"] = "three";
    EXPECT_EQ(loaded(machine).profile_name(), "three");
    EXPECT_EQ(loaded(machine).profile_chosen_by(), "environment variable AWS_DEFAULT_PROFILE");
    machine.variables["AWS_PROFILE"] = " two ";
    EXPECT_EQ(loaded(machine).profile_name(), "two");
    EXPECT_EQ(loaded(machine).profile_chosen_by(), "environment variable AWS_PROFILE");
    EXPECT_FALSE(loaded(machine).profile_chosen_in_code());
    const settings one = loaded(machine, "one");
    EXPECT_EQ(one.find({}, "a")->value, "1");
    EXPECT_EQ(one.profile_chosen_by(), "client_options::profile");
    EXPECT_TRUE(one.profile_chosen_in_code());
    machine.variables["AWS_PROFILE"] = " ";
    machine.variables["AWS_DEFAULT_PROFILE"] = "";
    EXPECT_EQ(loaded(machine).find({}, "a")->value, "d");
}

TEST(Settings, TheEnvironmentIsAskedFirst) {
    fake_machine machine;
    machine.config("[default]\nregion = eu-west-1\nempty =\n");
    machine.files->texts["/home/.aws/credentials"] = "[default]\nca_bundle = /ca.pem\n";
    EXPECT_EQ(loaded(machine).find("AWS_REGION", "region")->value, "eu-west-1");
    EXPECT_EQ(loaded(machine).find("AWS_REGION", "region")->source,
              "profile \"default\" (/home/.aws/config)");
    EXPECT_EQ(loaded(machine).find({}, "ca_bundle")->source, "profile \"default\" (/home/.aws/credentials)");
    machine.variables["AWS_REGION"] = " \t";
    EXPECT_EQ(loaded(machine).find("AWS_REGION", "region")->value, "eu-west-1") << "blank is not set";
    machine.variables["AWS_REGION"] = "us-east-1";
    EXPECT_EQ(loaded(machine).find("AWS_REGION", "region")->value, "us-east-1");
    EXPECT_EQ(loaded(machine).find("AWS_REGION", "region")->source, "environment variable AWS_REGION");
    EXPECT_EQ(loaded(machine).find({}, "region")->value, "eu-west-1");
    EXPECT_FALSE(loaded(machine).find("AWS_OTHER", {}));
    EXPECT_FALSE(loaded(machine).find({}, "empty"));
    EXPECT_FALSE(loaded(machine).find({}, {}));
}

TEST(Settings, TheRegionHasTwoVariablesAndAProperty) {
    fake_machine machine;
    EXPECT_FALSE(loaded(machine).region());
    machine.config("[default]\nregion = eu-west-1\n");
    EXPECT_EQ(loaded(machine).region()->value, "eu-west-1");
    machine.variables["AWS_DEFAULT_REGION"] = "b";
    EXPECT_EQ(loaded(machine).region()->value, "b");
    machine.variables["AWS_REGION"] = "a";
    EXPECT_EQ(loaded(machine).region()->value, "a");
}

TEST(Settings, FilesMayBeElsewhere) {
    fake_machine machine;
    machine.variables["AWS_CONFIG_FILE"] = "~/here";
    machine.variables["AWS_SHARED_CREDENTIALS_FILE"] = "/there";
    machine.files->texts["/home/here"] = "[default]\na = 1\n";
    machine.files->texts["/there"] = "[default]\nb = 2\n";
    EXPECT_EQ(loaded(machine).find({}, "a")->value, "1");
    EXPECT_EQ(loaded(machine).find({}, "b")->source, "profile \"default\" (/there)");
    EXPECT_EQ(loaded(machine).files().config_path, "/home/here");
}

TEST(Settings, OutliveTheirCopies) {
    fake_machine machine;
    machine.config("[default]\nregion = eu-west-1\n");
    auto first = std::make_unique<settings>(loaded(machine));
    const settings copy = *first;
    first.reset();
    EXPECT_EQ(copy.find({}, "region")->value, "eu-west-1");
}

TEST(Settings, FlagsAreTrueOrFalseInAnyCase) {
    fake_machine machine;
    const auto flag = [&machine] { return loaded(machine).flag("AWS_F", "f"); };
    machine.config("[default]\nf = True\n");
    EXPECT_EQ(flag().value(), true);
    machine.variables["AWS_F"] = "FALSE";
    EXPECT_EQ(flag().value(), false);
    machine.variables["AWS_F"] = "yes";
    ASSERT_FALSE(flag());
    EXPECT_EQ(flag().error().cause(), errc::invalid_configuration);
    EXPECT_EQ(flag().error().diagnostics().detail,
              "environment variable AWS_F is \"yes\"; it must be true or false");
    machine.variables.erase("AWS_F");
    machine.config("[default]\nf = 1\n");
    EXPECT_EQ(flag().error().diagnostics().detail,
              "f of profile \"default\" (/home/.aws/config) is \"1\"; it must be true or false");
}

TEST(Settings, ServicesHaveTheirSection) {
    fake_machine machine;
    machine.config(
        "[default]\nservices = local\n[services local]\ndynamodb =\n  endpoint_url = http://db:8000 # x\n"
        "  other =\nsts = not nested\n");
    const settings s = loaded(machine);
    const auto found = s.of_service("dynamodb", "endpoint_url").value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->value, "http://db:8000");
    EXPECT_EQ(found->source, "services section \"local\" (/home/.aws/config)");
    EXPECT_FALSE(s.of_service("dynamodb", "other").value());
    EXPECT_FALSE(s.of_service("sts", "endpoint_url").value());
    EXPECT_FALSE(s.of_service("sso", "endpoint_url").value());
}

TEST(Settings, AServicesSectionThatIsNotThereIsRefused) {
    fake_machine machine;
    machine.config("[default]\nservices = loacl\n[services local]\n");
    const auto found = loaded(machine).of_service("dynamodb", "endpoint_url");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().cause(), errc::invalid_configuration);
    const std::string& detail = found.error().diagnostics().detail;
    EXPECT_TRUE(contains(detail, "profile \"default\" (/home/.aws/config)")) << detail;
    EXPECT_TRUE(contains(detail, "add [services loacl] to /home/.aws/config")) << detail;
}

TEST(Settings, AProfileThatIsNotThereIsRefusedWithThoseThatAre) {
    fake_machine machine;
    machine.config("[profile alpha]\n[profile beta]\n");
    EXPECT_TRUE(contains(refused(machine, "gamma"),
                         "there is no profile \"gamma\" (client_options::profile) in /home/.aws/config or "
                         "/home/.aws/credentials; choose one of alpha and beta"));
    machine.variables["AWS_PROFILE"] = "gamma";
    EXPECT_TRUE(contains(refused(machine), "\"gamma\" (environment variable AWS_PROFILE)"));
    machine.variables["AWS_PROFILE"] = "default";
    EXPECT_TRUE(contains(refused(machine), "\"default\" (environment variable AWS_PROFILE)"));
    machine.variables.erase("AWS_PROFILE");
    EXPECT_EQ(loaded(machine).profile(), nullptr) << "nobody asked for it";
    machine.config("");
    EXPECT_TRUE(
        contains(refused(machine, "gamma"), "they have no profiles: create one with 'aws configure'"));
    std::string many;
    for (char c = 'a'; c <= 'z'; ++c) ((many += "[profile ") += c) += "]\n";
    machine.config(many);
    EXPECT_TRUE(contains(refused(machine, "gamma"), "choose one of a, b, c, d, e, f, g, h and 18 more"));
}

TEST(Settings, ASectionThatWasMeantToBeTheProfileIsNamed) {
    fake_machine machine;
    machine.config("\n[gamma]\n");
    EXPECT_TRUE(contains(refused(machine, "gamma"),
                         "; [gamma] in /home/.aws/config, line 2, is ignored: in the config file, a profile "
                         "is written as [profile name]"));
    machine.config("");
    machine.files->texts["/home/.aws/credentials"] = "[profile gamma]\n";
    EXPECT_TRUE(contains(refused(machine, "gamma"), "; [profile gamma] in /home/.aws/credentials, line 1"));
}

TEST(Settings, ABrokenFileIsRefusedWithItsLine) {
    fake_machine machine;
    machine.config("[default]\nregion\n");
    EXPECT_TRUE(contains(refused(machine), "/home/.aws/config, line 2: Expected an '=' sign"));
    machine.config("");
    machine.files->texts["/home/.aws/credentials"] = "[default\n";
    EXPECT_TRUE(contains(refused(machine), "/home/.aws/credentials, line 1: Profile definition must end"));
}

TEST(Settings, AFileThatCannotBeReadIsRefused) {
    fake_machine machine;
    identity::machine on = machine.get();
    on.files = machine_files();
    on.env = [](std::string_view name) { return std::string(name == "AWS_CONFIG_FILE" ? "/" : ""); };
    const auto read = load_settings(on, {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().cause(), errc::invalid_configuration);
    EXPECT_EQ(read.error().diagnostics().detail, "/: is not a regular file");
}

}  // namespace
}  // namespace dynaco::identity::settings_test
