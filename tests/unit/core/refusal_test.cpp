#include "core/refusal.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace dynaco::detail::refusal_test {
namespace {

TEST(Refusal, TheMessagesOfDynamodbHaveAdvice) {
    const std::pair<const char*, const char*> all[] = {
        {"The document path provided in the update expression is invalid for update",
         "set the missing map or list"},
        {"Item size to update has exceeded the maximum allowed size", "400 KB"},
        {"Item size has exceeded the maximum allowed size", "400 KB"},
        {"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
         "an "
         "empty string value. Key: id",
         "give each key attribute a value"},
        {"One or more parameter values are not valid. A value specified for a secondary index key is not "
         "supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: "
         "by-status, IndexKey: status",
         "give each key attribute a value"},
        {"Query condition missed key schema element: status", "a query needs the hash key"},
        {"The table does not have the specified index: by-x", "check the name of the index"},
        {"The provided key element does not match the schema", "exactly the key attributes"},
        {"One or more parameter values were invalid: Missing the key id in the item",
         "give the key attributes"},
        {"One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
         "the type"},
        {"One or more parameter values were invalid: Type mismatch for Index Key total Expected: N Actual: S "
         "IndexName: by-total",
         "the type"},
        {"One or more parameter values were invalid: Cannot update attribute id. This attribute is part of "
         "the "
         "key",
         "write a new item"},
        {"The provided expression refers to an attribute that does not exist in the item", "if_not_exists"},
        {"An operand in the update expression has an incorrect data type", "another type"},
        {"Consistent reads are not supported on global secondary indexes", "consistent read"},
    };
    for (const auto& [message, advice] : all)
        EXPECT_NE(std::string(advice_on_refusal(message)).find(advice), std::string::npos) << message;
    EXPECT_EQ(advice_on_refusal(""), "");
    EXPECT_EQ(advice_on_refusal("1 validation error detected"), "");
}

}  // namespace
}  // namespace dynaco::detail::refusal_test
