#include "program/failure_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace dynaco::program::failure_text_test {
namespace {

std::string refused(const char* advice, const char* table = "orders") {
    return failure_text(error(errc::validation_failed, {.operation = "UpdateItem",
                                                        .table = table,
                                                        .advice = advice,
                                                        .service_code = "ValidationException",
                                                        .service_message = "not valid"}));
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(FailureText, OfTheServiceSaysWhatToDo) {
    EXPECT_EQ(refused(""), "UpdateItem on table orders failed: not valid [ValidationException]");
    EXPECT_EQ(refused("set the map first"),
              "UpdateItem on table orders failed: not valid [ValidationException]; set the map first");
    constexpr const char* see = "the description of the table shows its indexes";
    EXPECT_TRUE(
        has(refused(see), "; the description of the table shows its indexes (`dynaco describe orders`)"));
    EXPECT_TRUE(has(refused(see, ""), "(`dynaco describe TABLE`)"));
}

TEST(FailureText, OfAMissingTable) {
    const auto text = [](const char* operation, const char* code) {
        return failure_text(error(errc::resource_not_found, {.operation = operation, .service_code = code}));
    };
    EXPECT_TRUE(
        has(text("ExecuteStatement", "ResourceNotFoundException"), "`dynaco tables` lists the tables"));
    EXPECT_FALSE(has(text("DescribeBackup", "BackupNotFoundException"), "dynaco tables"));
}

TEST(FailureText, OfAWrongRegionNamesIt) {
    EXPECT_EQ(
        failure_text(error(errc::missing_region, {.detail = "\"bad region\" is not a valid region name"})),
        "\"bad region\" is not a valid region name: correct --region, AWS_REGION or `region` of the "
        "profile");
    EXPECT_TRUE(failure_text(error(errc::missing_region, {})).starts_with("no region: set --region"));
}

TEST(FailureText, OfMissingCredentialsNamesTheSettings) {
    const std::string text = failure_text(error(errc::missing_credentials, {}));
    for (const char* const part :
         {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "--profile", "aws sso login", "dynaco whoami"})
        EXPECT_TRUE(has(text, part)) << text;
}

}  // namespace
}  // namespace dynaco::program::failure_text_test
