#include "identity/retry_settings.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity {
namespace {

environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](std::string_view name) {
        const auto at = variables.find(std::string(name));
        return at == variables.end() ? std::string() : at->second;
    };
}

TEST(RetrySettings, AreTheOptionsWhereTheEnvironmentSaysNothing) {
    const retry_policy none = resolve_retry({}, with({})).value();
    EXPECT_EQ(none.mode, retry_mode::standard);
    EXPECT_EQ(none.max_attempts, 0);
    const retry_policy own =
        resolve_retry({.mode = retry_mode::standard_2_0, .max_attempts = 7, .retry_ambiguous_writes = false},
                      with({{"AWS_RETRY_MODE", "adaptive"}, {"AWS_MAX_ATTEMPTS", "2"}}))
            .value();
    EXPECT_EQ(own.mode, retry_mode::standard_2_0);
    EXPECT_EQ(own.max_attempts, 7);
    EXPECT_FALSE(own.retry_ambiguous_writes);
}

TEST(RetrySettings, ModeOfTheEnvironment) {
    const std::pair<const char*, retry_mode> modes[] = {{"standard", retry_mode::standard},
                                                        {"legacy", retry_mode::standard},
                                                        {"adaptive", retry_mode::adaptive},
                                                        {"Adaptive", retry_mode::adaptive},
                                                        {"LEGACY", retry_mode::standard}};
    for (const auto& [text, mode] : modes)
        EXPECT_EQ(resolve_retry({}, with({{"AWS_RETRY_MODE", text}})).value().mode, mode) << text;
}

TEST(RetrySettings, AttemptsOfTheEnvironment) {
    EXPECT_EQ(resolve_retry({}, with({{"AWS_MAX_ATTEMPTS", "1"}})).value().max_attempts, 1);
    EXPECT_EQ(resolve_retry({}, with({{"AWS_MAX_ATTEMPTS", "12"}})).value().max_attempts, 12);
}

TEST(RetrySettings, AnUnusableValueIsRefusedByName) {
    const std::pair<const char*, const char*> values[] = {{"AWS_RETRY_MODE", "standard_2_0"},
                                                          {"AWS_RETRY_MODE", "fast"},
                                                          {"AWS_RETRY_MODE", " adaptive"},
                                                          {"AWS_MAX_ATTEMPTS", "0"},
                                                          {"AWS_MAX_ATTEMPTS", "-1"},
                                                          {"AWS_MAX_ATTEMPTS", "three"},
                                                          {"AWS_MAX_ATTEMPTS", "3x"},
                                                          {"AWS_MAX_ATTEMPTS", " 3"},
                                                          {"AWS_MAX_ATTEMPTS", "1.5"},
                                                          {"AWS_MAX_ATTEMPTS", "2147483648"},
                                                          {"AWS_MAX_ATTEMPTS", "99999999999999999999"}};
    for (const auto& [name, value] : values) {
        const auto refused = resolve_retry({}, with({{name, value}}));
        ASSERT_FALSE(refused) << name << '=' << value;
        EXPECT_EQ(refused.error().cause(), errc::invalid_argument);
        EXPECT_NE(refused.error().text().find(name), std::string::npos) << refused.error().text();
        EXPECT_NE(refused.error().text().find(value), std::string::npos) << refused.error().text();
    }
}

}  // namespace
}  // namespace dynaco::identity
