#include "program/expression/request_writer.hpp"
#include "unit/program/expected_fault.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Queries: which conditions become the key condition, and which the filter.
namespace dynaco::program::query_test {
namespace {

key_shape orders_key() {
    return {.hash = {{"id", attribute_type::S}}, .range = {{"date", attribute_type::S}}};
}
key_shape numbers_key() { return {.hash = {{"n", attribute_type::N}}, .range = {{"b", attribute_type::B}}}; }
// A global index with several key attributes.
key_shape wide_key() {
    return {.hash = {{"h1", attribute_type::S}, {"h2", attribute_type::N}},
            .range = {{"r1", attribute_type::S}, {"r2", attribute_type::N}}};
}

written_request query_of(const key_shape& key, const std::vector<std::string>& arguments,
                         std::string_view text) {
    request_writer writer;
    writer.query(key, arguments, text);
    return writer.take();
}

void query_refused(const key_shape& key, const std::vector<std::string>& arguments, std::string_view marked,
                   std::string_view what) {
    expect_fault(marked, what,
                 [&](const std::string& text) { static_cast<void>(query_of(key, arguments, text)); });
}
void query_refused(std::string_view marked, std::string_view what) {
    query_refused(orders_key(), {}, marked, what);
}

TEST(WrittenQuery, SplitsKeyConditionAndFilter) {
    EXPECT_EQ(
        query_of(orders_key(), {}, R"(total > 100 and id = "c-1" and date >= "2026" and (a = 1 or b = 2))")
            .to_json(),
        R"~({"KeyConditionExpression":"#0 = :0 AND #1 >= :1","FilterExpression":"#2 > :2 AND (#3 = :3 OR #4 = :4)",)~"
        R"("ExpressionAttributeNames":{"#0":"id","#1":"date","#2":"total","#3":"a","#4":"b"},)"
        R"("ExpressionAttributeValues":{":0":{"S":"c-1"},":1":{"S":"2026"},":2":{"N":"100"},":3":{"N":"1"},)"
        R"(":4":{"N":"2"}}})");
}

TEST(WrittenQuery, TakesKeyValuesFromArguments) {
    EXPECT_EQ(query_of(orders_key(), {"c-1"}, {}).to_json(),
              R"({"KeyConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"id"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"c-1"}}})");
    EXPECT_EQ(query_of(orders_key(), {"c-1", "2026"}, {}).key_condition, "#0 = :0 AND #1 = :1");
    const written_request more = query_of(orders_key(), {"c-1"}, "begins_with(date, '2026') and total > 1");
    EXPECT_EQ(more.key_condition, "#0 = :0 AND begins_with(#1,:1)");
    EXPECT_EQ(more.filter, "#2 > :2");
    EXPECT_EQ(
        query_of(numbers_key(), {"1.50", "AQID"}, {}).to_json(),
        R"({"KeyConditionExpression":"#0 = :0 AND #1 = :1","ExpressionAttributeNames":{"#0":"n","#1":"b"},)"
        R"("ExpressionAttributeValues":{":0":{"N":"1.5"},":1":{"B":"AQID"}}})");
}

TEST(WrittenQuery, TakesAllConditionsOnTheRangeKey) {
    const auto key_condition = [](std::string_view text) {
        return query_of(orders_key(), {"c-1"}, text).key_condition;
    };
    EXPECT_EQ(key_condition("date between 'a' and 'b'"), "#0 = :0 AND #1 BETWEEN :1 AND :2");
    for (const char* each : {"=", "<", "<=", ">", ">="})
        EXPECT_EQ(key_condition("date " + std::string(each) + " 'a'"),
                  "#0 = :0 AND #1 " + std::string(each) + " :1");
    EXPECT_EQ(key_condition("'a' < date"), "#0 = :0 AND #1 > :1");
    EXPECT_EQ(key_condition("'a' >= date"), "#0 = :0 AND #1 <= :1");
}

TEST(WrittenQuery, JoinsTwoBoundsOfTheRangeKey) {
    const written_request request =
        query_of(orders_key(), {"c-1"}, "date <= 'b' and total > 1 and date >= 'a'");
    EXPECT_EQ(request.key_condition, "#0 = :0 AND #1 BETWEEN :1 AND :2");
    EXPECT_EQ(request.values[1], value("a"));
    EXPECT_EQ(request.values[2], value("b"));
    EXPECT_EQ(request.filter, "#2 > :3");
}

TEST(WrittenQuery, KnowsKeysOfSeveralAttributes) {
    EXPECT_EQ(query_of(wide_key(), {"a", "1"}, "r1 = 'x' and r2 > 3").key_condition,
              "#0 = :0 AND #1 = :1 AND #2 = :2 AND #3 > :3");
    EXPECT_EQ(query_of(wide_key(), {}, "h2 = 1 and h1 = 'x'").key_condition, "#0 = :0 AND #1 = :1");
    query_refused(wide_key(), {"a", "1"}, "^r2 > 3", "a condition on r2 needs r1 = and a value before it");
    query_refused(wide_key(), {"a", "1"}, "r1 > 'x' and ^r2 > 3",
                  "a condition on r2 needs r1 = and a value before it");
    query_refused(wide_key(), {"a"}, "r1 = 'x'^",
                  "a query needs the value of the hash key h2: write h2 = 1 and ..., or use scan");
}

TEST(WrittenQuery, JoinsAnotherFilter) {
    request_writer writer;
    writer.query(orders_key(), std::vector<std::string>{"c-1"}, "a = 1 and b = 2");
    writer.filter("c = 3 or d = 4");
    writer.filter("e = 5");
    EXPECT_EQ(writer.take().filter, "#1 = :1 AND #2 = :2 AND (#3 = :3 OR #4 = :4) AND #5 = :5");
    writer.filter("c = 3 or d = 4");
    writer.filter("e = 5");
    EXPECT_EQ(writer.take().filter, "(#0 = :0 OR #1 = :1) AND #2 = :2");
}

TEST(WrongQuery, LacksTheHashKey) {
    query_refused("date > '2026'^",
                  "a query needs the value of the hash key id: write id = \"text\" and ..., or use scan");
    query_refused("^id > 'a'", "a query reads one id, its hash key: write id = and the value");
    query_refused("^id in ('a', 'b')", "a query reads one id, its hash key: write id = and the value");
    query_refused(
        "^id = 'a' or id = 'b'",
        "the key attribute id cannot be inside or, not or a filter of a query: join its condition with and, "
        "or use one query for each value");
}

TEST(WrongQuery, UsesTheRangeKeyWrongly) {
    const std::string only =
        "the range key date can be compared only with = < <= > >= between and begins_with";
    query_refused("id = 'a' and ^date <> 'b'", only);
    query_refused("id = 'a' and ^date in ('b', 'c')", only);
    query_refused("id = 'a' and ^contains(date, 'b')", only);
    query_refused("id = 'a' and ^date exists", only);
    const std::string inside =
        "the key attribute date cannot be inside or, not or a filter of a query: join its condition with and";
    query_refused("id = 'a' and (total = 1 or ^date = 'b')", inside);
    query_refused("id = 'a' and not ^date = 'b'", inside);
    query_refused("id = 'a' and size(^date) > 5", inside);
    query_refused("id = 'a' and total = ^date", inside);
    query_refused(
        "id = 'a' and date > 'b' and ^date <= 'c'",
        "a query can have one condition on date: for a range write date between the smallest and the "
        "largest value");
    query_refused("id = 'a' and ^id = 'b'", "a query can have one condition on id");
    query_refused("id = 'a' and date >= ^'c' and date <= 'b'",
                  "the first value of between is larger than the second: exchange them");
    query_refused(orders_key(), {"c-1"}, "^id = 'b'", "id has its value already, from the arguments");
}

TEST(WrongQuery, HasAValueOfAnotherType) {
    query_refused("id = ^5", "the key attribute id is text (S): write the value in quotes");
    query_refused(
        {.hash = {{"a.b", attribute_type::B}}, .range = {}}, {}, "a.b = b64'AQID'^",
        "a query needs the value of the hash key a.b: write `a.b` = b64\"AQID\" and ..., or use scan");
    query_refused("id = ^open", "a key attribute is compared with a value: for text write \"open\"");
    query_refused("id = ^`open`", "a key attribute is compared with a value");
    query_refused(numbers_key(), {}, "n = ^'5'",
                  "the key attribute n is a number (N): write the value without quotes");
    query_refused(numbers_key(), {"5"}, "b > ^'AQID'",
                  "the key attribute b is binary (B): write b64\"AQID\"");
}

}  // namespace
}  // namespace dynaco::program::query_test
