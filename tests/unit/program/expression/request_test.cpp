#include "program/expression/request_writer.hpp"
#include "unit/program/expected_fault.hpp"

#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>

/// Several expressions of one request, and requests that refer to them.
namespace dynaco::program::request_test {
namespace {

template <class Request>
std::string body_of(const Request& request) {
    std::string body;
    detail::json::writer out(body);
    EXPECT_TRUE(request.encode(out));
    return body;
}

void projection_refused(std::string_view marked, std::string_view what) {
    expect_fault(marked, what, [](const std::string& text) {
        request_writer writer;
        writer.projection(text);
    });
}

TEST(WrittenRequest, SharesNamesAndCountsValues) {
    request_writer writer;
    writer.filter("total > 100 and address.city = 'Ulm'");
    writer.projection("id, total, address.city, lines[0]");
    const written_request request = writer.take();
    EXPECT_EQ(request.filter, "#0 > :0 AND #1.#2 = :1");
    EXPECT_EQ(request.projection, "#3,#0,#1.#2,#4[0]");
    EXPECT_TRUE(writer.take().empty());
}

TEST(WrittenRequest, IsPartOfARequest) {
    request_writer writer;
    writer.update("set a = 1");
    writer.condition("a < 1");
    const written_request expressions = writer.take();
    const item key{{"id", "c-1"}};
    const update_item request{.table_name = "orders", .key = key, .expressions = expressions};
    EXPECT_EQ(body_of(request),
              R"({"TableName":"orders","Key":{"id":{"S":"c-1"}},"ConditionExpression":"#0 < :1",)"
              R"("UpdateExpression":"SET #0 = :0","ExpressionAttributeNames":{"#0":"a"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"1"}}})");
}

TEST(WrittenRequest, MayBeEmpty) {
    const written_request expressions;
    EXPECT_TRUE(expressions.empty());
    EXPECT_EQ(body_of(scan{.table_name = "orders", .expressions = expressions}), R"({"TableName":"orders"})");
    EXPECT_EQ(expressions.to_json(), "{}");
}

TEST(WrongProjection, IsNotAListOfPaths) {
    projection_refused("^", "expected the names of attributes, for example id, total, address.city");
    projection_refused("id,^", "expected the name of an attribute, but found the end");
    projection_refused(
        "id ^total",
        "expected `,` or the end, but found `total`; a name with spaces is written in backquotes: "
        "`id total`");
    projection_refused("^*", "`*` is not needed: without a list of attributes all of them are returned");
    projection_refused(
        "^'id'",
        "expected the name of an attribute, but found text: a name is written without quotes or in "
        "backquotes");
    projection_refused(
        "^order-date-2, b",
        "a name with `-` is written in backquotes: `order-date-2`; text is written \"order-date-2\"");
    projection_refused("a[0], ^a[0].b", "a[0].b and a[0] overlap, which DynamoDB refuses");
    projection_refused("id, ^id", "id is written twice");
    projection_refused("a[^-1]", "expected the number of an element, counted from 0, but found `-`");
    projection_refused("a[^1.5]", "expected the number of an element, counted from 0, but found `1.5`");
}

TEST(WrittenRequest, RefusesASecondExpressionOfAKind) {
    request_writer writer;
    writer.condition("a = 1");
    EXPECT_THROW(writer.condition("b = 1"), text_error);
    writer.projection("a");
    EXPECT_THROW(writer.projection("b"), text_error);
}

}  // namespace
}  // namespace dynaco::program::request_test
