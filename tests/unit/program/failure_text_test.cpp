#include "program/failure_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace dynaco::program::failure_text_test {
namespace {

std::string refused(const char* message, const char* operation = "UpdateItem", const char* table = "orders") {
    return failure_text(error(errc::validation_failed, {.operation = operation,
                                                        .table = table,
                                                        .service_code = "ValidationException",
                                                        .service_message = message}));
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(FailureText, OfTheServiceSaysWhatToDo) {
    const std::pair<const char*, const char*> all[] = {
        {"The document path provided in the update expression is invalid for update",
         "; the item has no map or list that contains this path: set the whole map first"},
        {"Item size to update has exceeded the maximum allowed size", "; an item has at most 400 KB"},
        {"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
         "an "
         "empty string value. Key: id",
         "; give the attribute a value"},
        {"Query condition missed key schema element: status", "`dynaco describe orders` shows the keys"},
        {"The table does not have the specified index: by-x", "; `dynaco describe orders` shows the indexes"},
        {"The provided key element does not match the schema",
         "`dynaco describe orders` shows the key attributes"},
    };
    for (const auto& [message, advice] : all) EXPECT_TRUE(has(refused(message), advice)) << refused(message);
    EXPECT_TRUE(has(refused("The table does not have the specified index", "ExecuteStatement", ""),
                    "`dynaco describe TABLE` shows"));
    EXPECT_EQ(refused("1 validation error"),
              "UpdateItem on table orders failed: 1 validation error [ValidationException]");
}

TEST(FailureText, OfAMissingTable) {
    const auto text = [](const char* operation, const char* code) {
        return failure_text(error(errc::resource_not_found, {.operation = operation, .service_code = code}));
    };
    EXPECT_TRUE(
        has(text("ExecuteStatement", "ResourceNotFoundException"), "`dynaco tables` lists the tables"));
    EXPECT_FALSE(has(text("DescribeBackup", "BackupNotFoundException"), "dynaco tables"));
}

TEST(FailureText, OfMissingCredentialsNamesTheSettings) {
    const std::string text = failure_text(error(errc::missing_credentials, {}));
    for (const char* const part :
         {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "--profile", "aws sso login", "dynaco whoami"})
        EXPECT_TRUE(has(text, part)) << text;
}

}  // namespace
}  // namespace dynaco::program::failure_text_test
