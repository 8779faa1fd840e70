#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace dynaco::delete_table_test {
namespace {

TEST(DeleteTable, NamesTheOperation) {
    static_assert(operation<delete_table>);
    static_assert(delete_table::info.writes);
    EXPECT_EQ(delete_table::info.name, "DeleteTable");
    EXPECT_EQ(delete_table{.table_name = "t"}.table(), "t");
}

TEST(DeleteTable, Encodes) {
    EXPECT_EQ(encoded(delete_table{.table_name = "t\\"}), R"({"TableName":"t\\"})");
}

TEST(DeleteTable, DecodesTheDescription) {
    const auto reply = delete_table::decode(
        " { \"x\" : null , \"TableDescription\" : { \"TableStatus\" : \"DELETING\" , \"TableName\" : \"t\" } "
        "} ");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->name, "t");
    EXPECT_EQ(reply->status, table_status::deleting);
}

TEST(DeleteTable, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(delete_table::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {"", "{}", R"({"TableDescription":null})"})
        EXPECT_EQ(cause_of(delete_table::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::delete_table_test
