#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::list_tables_test {
namespace {

using names = std::vector<std::string>;

TEST(ListTables, NamesTheOperation) {
    static_assert(operation<list_tables>);
    static_assert(!list_tables::info.writes);
    EXPECT_EQ(list_tables::info.name, "ListTables");
    EXPECT_EQ(list_tables{}.table(), "");
}

TEST(ListTables, EncodesTheLeast) { EXPECT_EQ(encoded(list_tables{}), "{}"); }

TEST(ListTables, EncodesAll) {
    EXPECT_EQ(encoded(list_tables{.exclusive_start_table_name = "t\"", .limit = 100}),
              R"({"ExclusiveStartTableName":"t\"","Limit":100})");
    EXPECT_EQ(encoded(list_tables{.limit = 1}), R"({"Limit":1})");
}

TEST(ListTables, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", R"({"TableNames":[]})", R"({"TableNames":null})"}) {
        const auto reply = list_tables::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->table_names.empty());
        EXPECT_EQ(reply->last_evaluated_table_name, "");
    }
}

TEST(ListTables, DecodesTheFullReply) {
    const auto reply = list_tables::decode(R"({"TableNames":["a","b"],"LastEvaluatedTableName":"b"})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->table_names, (names{"a", "b"}));
    EXPECT_EQ(reply->last_evaluated_table_name, "b");
}

TEST(ListTables, ToleratesNullsUnknownMembersWhiteSpaceAndOrder) {
    const auto reply = list_tables::decode(
        " { \"LastEvaluatedTableName\" : null , \"x\" : { } , \"TableNames\" : [ null , \"a\" , null ] } ");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->table_names, names{"a"});
}

TEST(ListTables, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(list_tables::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {R"({"TableNames":{}})", R"({"TableNames":[1]})",
                                        R"({"TableNames":["a",]})", R"({"LastEvaluatedTableName":1})"})
        EXPECT_EQ(cause_of(list_tables::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::list_tables_test
