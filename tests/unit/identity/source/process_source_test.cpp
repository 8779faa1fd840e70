#include "identity/source/process.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::process_source_test {
namespace {

using namespace std::chrono_literals;

constexpr const char* command = "get-keys --password hunter2";

class ProcessSource : public testing::Test {
 protected:
    result<loaded_credentials> load(const process_options& options) {
        boost::asio::io_context io;
        return test::run(io, process_source(options, machine.get())->load());
    }
    result<loaded_credentials> load() { return load({.command = command}); }
    void prints(std::string text) { leaves({.output = secret(std::move(text))}); }
    void leaves(process_output left) { machine.processes->outcome = std::move(left); }
    std::string why(errc expected = errc::credentials_failed) {
        const auto loaded = load();
        if (loaded) return "no failure";
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        EXPECT_EQ(loaded.error().text().find("S3CR3T"), std::string::npos) << loaded.error().text();
        EXPECT_EQ(loaded.error().text().find("hunter2"), std::string::npos) << loaded.error().text();
        return loaded.error().diagnostics().detail;
    }

    test::fake_machine machine;
};

TEST_F(ProcessSource, LoadsWhatTheProgramPrints) {
    prints(R"({"Version": 1, "AccessKeyId": "ASIA1", "SecretAccessKey": "S3CR3T", "SessionToken": "T0K3N",
               "Expiration": "2026-01-01T06:00:00+00:00", "AccountId": "012345678901"})");
    const auto loaded = load({.command = command, .account_id = "999999999999"});
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIA1");
    EXPECT_EQ(loaded->keys.secret_access_key, "S3CR3T");
    EXPECT_EQ(loaded->keys.session_token, "T0K3N");
    EXPECT_EQ(loaded->keys.expiration, test::fake_effects::birthday + 6h);
    EXPECT_EQ(loaded->keys.account_id, "012345678901");
    EXPECT_FALSE(loaded->outlive_expiration);
    EXPECT_EQ(loaded->origin, "credential process");
    EXPECT_EQ(machine.processes->commands, std::vector<std::string>{command});
}

TEST_F(ProcessSource, KeysWithoutExpirationAreForGood) {
    prints(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"})");
    const auto loaded = load({.command = command, .account_id = "999999999999"});
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_FALSE(loaded->keys.expiration);
    EXPECT_TRUE(loaded->keys.session_token.empty());
    EXPECT_EQ(loaded->keys.account_id, "999999999999");
}

TEST_F(ProcessSource, RunsTheProgramAtEachLoad) {
    prints(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"})");
    boost::asio::io_context io;
    const auto source = process_source({.command = command}, machine.get());
    EXPECT_TRUE(test::run(io, source->load()));
    EXPECT_TRUE(test::run(io, source->load()));
    EXPECT_EQ(machine.processes->commands.size(), 2u);
}

TEST_F(ProcessSource, AnEmptyCommandIsNotRun) {
    for (const char* empty : {"", " \t\n"}) {
        const auto loaded = load({.command = empty});
        ASSERT_FALSE(loaded);
        EXPECT_EQ(loaded.error().cause(), errc::invalid_configuration);
    }
    EXPECT_TRUE(machine.processes->commands.empty());
}

TEST_F(ProcessSource, AFailureIsToldWithoutSecrets) {
    leaves({.exit_status = 3,
            .output = secret(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"S3CR3T"})"),
            .errors = "cannot log in:\n  {\"SecretAccessKey\": \"S3CR3T\"}\n"});
    EXPECT_EQ(
        why(),
        "credential process: the program ended with status 3: cannot log in: {\"SecretAccessKey\": ***}");
    leaves({.exit_status = 1});
    EXPECT_EQ(why(), "credential process: the program ended with status 1");
}

TEST_F(ProcessSource, TheCommandIsNeverRepeated) {
    leaves({.exit_status = 2, .errors = std::string("sh: 1: ") + command + ": no, " + command});
    EXPECT_EQ(why(), "credential process: the program ended with status 2: sh: 1: ***: no, ***");
}

TEST_F(ProcessSource, WhatIsSaidIsCut) {
    leaves({.exit_status = 1, .errors = std::string(5000, '!')});
    EXPECT_LT(why().size(), 600u);
}

TEST_F(ProcessSource, TheStatusOfTheShellIsExplained) {
    leaves({.exit_status = 127, .errors = "sh: 1: get-keys: not found"});
    EXPECT_NE(why().find("get-keys: not found; the shell did not find it: write its full path"),
              std::string::npos);
    leaves({.exit_status = 126});
    EXPECT_NE(why().find("check its permissions"), std::string::npos);
}

TEST_F(ProcessSource, WhatIsPrintedMustBeOfTheFormat) {
    prints(R"({"Version":2,"AccessKeyId":"A","SecretAccessKey":"S3CR3T"})");
    EXPECT_NE(why().find("credential process: the JSON member \"Version\" is not the number 1; the program "
                         "must print {\"Version\": 1"),
              std::string::npos);
    prints("S3CR3T");
    EXPECT_NE(why().find("not a JSON object"), std::string::npos);
    prints("");
    EXPECT_NE(why().find("not a JSON object"), std::string::npos);
    prints(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":""})");
    EXPECT_NE(why().find("\"SecretAccessKey\" is empty"), std::string::npos);
}

TEST_F(ProcessSource, FailuresOfRunningStayWhatTheyAre) {
    machine.processes->outcome = failure(errc::credentials_failed, {.detail = "it took longer than 60 s"});
    EXPECT_EQ(why(), "credential process: it took longer than 60 s");
    machine.processes->outcome = failure(errc::canceled, {});
    why(errc::canceled);
}

}  // namespace
}  // namespace dynaco::identity::process_source_test
