#include "encoding.hpp"

#include <dynaco/operations/document.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::document_operation_test {
namespace {

using some_operation = document_operation<"UpdateSomething">;

TEST(DocumentOperation, NamesTheOperation) {
    static_assert(operation<some_operation>);
    EXPECT_EQ(some_operation::info.name, "UpdateSomething");
    EXPECT_EQ(some_operation::info.target, "DynamoDB_20120810");
    static_assert(some_operation::info.writes);
    static_assert(!document_operation<"DescribeSomething">::info.writes);
    static_assert(!document_operation<"ListThings">::info.writes);
    static_assert(!document_operation<"GetThing">::info.writes);
    static_assert(!document_operation<"ExecuteRead", false>::info.writes);
}

TEST(DocumentOperation, NamesTheTable) {
    const item named{{"TableName", "t"}};
    EXPECT_EQ(some_operation{named}.table(), "t");
    const item wrong{{"TableName", 1}};
    EXPECT_EQ(some_operation{wrong}.table(), "");
    EXPECT_EQ(some_operation{}.table(), "");
}

TEST(DocumentOperation, EncodesPlainJson) {
    EXPECT_EQ(encoded(some_operation{}), "{}");
    const item empty;
    EXPECT_EQ(encoded(some_operation{empty}), "{}");
    const item all{{"a", "x\"y"},
                   {"b", number("1.50")},
                   {"c", true},
                   {"d", null},
                   {"e", value::list{1, "two", item{{"three", 3}}}},
                   {"f", value::string_set{"p", "q"}},
                   {"g", value::number_set{number(1), number(2)}},
                   {"h", binary{std::byte{1}}},
                   {"i", value::binary_set{binary{std::byte{2}}}},
                   {"j", item{}}};
    EXPECT_EQ(encoded(some_operation{all}),
              R"({"a":"x\"y","b":1.5,"c":true,"d":null,"e":[1,"two",{"three":3}],"f":["p","q"],)"
              R"("g":[1,2],"h":"AQ==","i":["Ag=="],"j":{}})");
}

TEST(DocumentOperation, DecodesPlainJson) {
    EXPECT_EQ(some_operation::decode("").value(), item{});
    EXPECT_EQ(some_operation::decode(" { } ").value(), item{});
    const auto reply = some_operation::decode(
        R"({"Table":{"Name":"t","Size":12,"Since":1.7e9,"On":true,"Off":null,"Tags":["a",{"b":[]}]}})");
    ASSERT_TRUE(reply);
    const item expected{{"Name", "t"}, {"Size", 12},  {"Since", number("1700000000")},
                        {"On", true},  {"Off", null}, {"Tags", value::list{"a", item{{"b", value::list{}}}}}};
    EXPECT_EQ(reply->at("Table"), value(expected));
}

TEST(DocumentOperation, TypedWrappersAreMapsLikeAnyOther) {
    EXPECT_EQ(some_operation::decode(R"({"Key":{"S":"1"}})").value(), (item{{"Key", item{{"S", "1"}}}}));
}

TEST(DocumentOperation, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(some_operation::decode(body)), errc::malformed_reply) << body;
    EXPECT_EQ(cause_of(some_operation::decode(R"({"n":1e999})")), errc::malformed_reply);
}

}  // namespace
}  // namespace dynaco::document_operation_test
