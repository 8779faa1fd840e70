#include "program/expression/advice.hpp"
#include "program/expression/request_writer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

/// Conditions and filters in DynamoDB's form.
namespace dynaco::program {
namespace {

std::string condition_of(std::string_view text) {
    request_writer writer;
    writer.condition(text);
    return writer.take().to_json();
}

// The condition alone, for texts with obvious names and values.
std::string text_of_condition(std::string_view text) {
    request_writer writer;
    writer.condition(text);
    return writer.take().condition;
}

TEST(WrittenCondition, HasPlaceholdersForAllNamesAndValues) {
    EXPECT_EQ(
        condition_of(R"(total > 100 and status = "open")"),
        R"({"ConditionExpression":"#0 > :0 AND #1 = :1","ExpressionAttributeNames":{"#0":"total","#1":"status"},)"
        R"("ExpressionAttributeValues":{":0":{"N":"100"},":1":{"S":"open"}}})");
}

TEST(WrittenCondition, UsesOnePlaceholderForEqualNames) {
    EXPECT_EQ(condition_of("a.b[3].a exists or b exists"),
              R"~({"ConditionExpression":"attribute_exists(#0.#1[3].#0) OR attribute_exists(#1)",)~"
              R"("ExpressionAttributeNames":{"#0":"a","#1":"b"}})");
}

TEST(WrittenCondition, TakesAllSpellingsOfComparisons) {
    EXPECT_EQ(text_of_condition("a = 1"), "#0 = :0");
    EXPECT_EQ(text_of_condition("a == 1"), "#0 = :0");
    EXPECT_EQ(text_of_condition("a<>1"), "#0 <> :0");
    EXPECT_EQ(text_of_condition("a != 1"), "#0 <> :0");
    EXPECT_EQ(text_of_condition("a<-1"), "#0 < :0");
    EXPECT_EQ(text_of_condition("a <= 1"), "#0 <= :0");
    EXPECT_EQ(text_of_condition("1 > a"), ":0 > #0");
    EXPECT_EQ(text_of_condition("a >= b"), "#0 >= #1");
}

TEST(WrittenCondition, TakesKeywordsAndFunctionsInAnyLetterCase) {
    EXPECT_EQ(text_of_condition("Not A BETWEEN 1 aNd 2 OR b In (1, 2,c)"),
              "NOT (#0 BETWEEN :0 AND :1) OR #1 IN (:2,:3,#2)");
    EXPECT_EQ(text_of_condition("Begins_With(a, 'x') and CONTAINS(b, 5) and Size(c) >= 3"),
              "begins_with(#0,:0) AND contains(#1,:1) AND size(#2) >= :2");
}

TEST(WrittenCondition, TakesFriendlyFormsOfFunctions) {
    EXPECT_EQ(text_of_condition("a exists"), "attribute_exists(#0)");
    EXPECT_EQ(text_of_condition("a not exists"), "attribute_not_exists(#0)");
    EXPECT_EQ(text_of_condition("a is missing"), "attribute_not_exists(#0)");
    EXPECT_EQ(text_of_condition("a is not missing"), "attribute_exists(#0)");
    EXPECT_EQ(text_of_condition("attribute_exists(a) and attribute_not_exists(b.c)"),
              "attribute_exists(#0) AND attribute_not_exists(#1.#2)");
    EXPECT_EQ(text_of_condition("a not in (1, 2)"), "NOT (#0 IN (:0,:1))");
    EXPECT_EQ(text_of_condition("a not between 1 and 2 and b = 1"), "NOT (#0 BETWEEN :0 AND :1) AND #1 = :2");
}

TEST(WrittenCondition, TakesTheLettersOfATypeInAllSpellings) {
    for (const auto* each : {"attribute_type(a, S)", "attribute_type(a, \"S\")", "attribute_type(a, 's')"})
        EXPECT_EQ(condition_of(each),
                  R"~({"ConditionExpression":"attribute_type(#0,:0)","ExpressionAttributeNames":{"#0":"a"},)~"
                  R"("ExpressionAttributeValues":{":0":{"S":"S"}}})");
    EXPECT_EQ(text_of_condition("attribute_type(a, null)"), "attribute_type(#0,:0)");
}

TEST(WrittenCondition, HasOnlyTheParenthesesThatAreNecessary) {
    EXPECT_EQ(text_of_condition("((a = 1))"), "#0 = :0");
    EXPECT_EQ(text_of_condition("(a = 1 and b = 2) and c = 3"), "#0 = :0 AND #1 = :1 AND #2 = :2");
    EXPECT_EQ(text_of_condition("(a = 1 and b = 2) or c = 3"), "#0 = :0 AND #1 = :1 OR #2 = :2");
    EXPECT_EQ(text_of_condition("a = 1 and ((b = 2 or c = 3))"), "#0 = :0 AND (#1 = :1 OR #2 = :2)");
    EXPECT_EQ(text_of_condition("not (a = 1 or b = 2)"), "NOT (#0 = :0 OR #1 = :1)");
    EXPECT_EQ(text_of_condition("not a exists"), "NOT attribute_exists(#0)");
    EXPECT_EQ(text_of_condition("not not a = 1"), "NOT (NOT (#0 = :0))");
}

TEST(WrittenCondition, BindsNotMoreTightlyThanAndThanOr) {
    EXPECT_EQ(text_of_condition("not a = 1 and b = 2 or c = 3"), "NOT (#0 = :0) AND #1 = :1 OR #2 = :2");
    EXPECT_EQ(text_of_condition("a = 1 or b = 2 and c = 3"), "#0 = :0 OR #1 = :1 AND #2 = :2");
}

TEST(WrittenCondition, TakesAnyNameInBackquotes) {
    EXPECT_EQ(condition_of("`order-date` = 1 and a.`b ``c`` \"d\"` = 2 and `and` = 3"),
              R"({"ConditionExpression":"#0 = :0 AND #1.#2 = :1 AND #3 = :2",)"
              R"("ExpressionAttributeNames":{"#0":"order-date","#1":"a","#2":"b `c` \"d\"","#3":"and"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"2"},":2":{"N":"3"}}})");
}

TEST(WrittenCondition, TakesReservedWordsAndOtherAlphabetsAsNames) {
    EXPECT_EQ(condition_of("größe = 1 and exists exists and set = 2 and size > 3"),
              R"({"ConditionExpression":"#0 = :0 AND attribute_exists(#1) AND #2 = :1 AND #3 > :2",)"
              R"("ExpressionAttributeNames":{"#0":"größe","#1":"exists","#2":"set","#3":"size"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"2"},":2":{"N":"3"}}})");
}

TEST(WrittenCondition, AdvisesOnWordsThatAreProbablyText) {
    request_writer writer;
    writer.condition("status = open and a.b = c.d and x = `y` and z in (new, 1) and 1 < n");
    const written_request request = writer.take();
    ASSERT_EQ(request.advice.size(), 2U);
    EXPECT_EQ(
        request.advice[0],
        "`open` is read as an attribute: for text write \"open\"; in backquotes it is always an attribute");
    EXPECT_NE(request.advice[1].find("`new`"), std::string::npos);
}

TEST(AdviceAboutKeys, NamesValuesOfOtherTypes) {
    const key_shape key{.hash = {{"id", attribute_type::S}}, .range = {{"n", attribute_type::N}}};
    const auto advice = [&key](std::string_view filter) {
        std::string all;
        for (const std::string& each : advice_about_keys(filter, key)) all += each + '\n';
        return all;
    };
    EXPECT_EQ(advice("id = 2026"),
              "the key attribute id has the type S, and the value has N: write \"2026\"\n");
    EXPECT_EQ(advice("total = 1 or not (n in (1, '2'))"),
              "the key attribute n has the type N, and the value has S: write 2\n");
    EXPECT_EQ(advice("n between 'a' and 'b' and id <> true"),
              "the key attribute n has the type N, and the value has S\n"
              "the key attribute id has the type S, and the value has BOOL: write \"true\"\n");
    EXPECT_EQ(
        advice("id = 'a' and n > 5 and id.x = 5 and other = 1 and attribute_type(n, S) and size(id) > 5"),
        "");
    EXPECT_EQ(advice(""), "");
}

TEST(ConditionAdvice, KnowsPathsThatMayBeNames) {
    request_writer writer;
    writer.filter(
        "my.key = 1 and not (`a.b` = 2 or lines[0].sku = 3) and size(x.y.z) > my.key and plain = 4");
    const written_request request = writer.take();
    EXPECT_EQ(request.dotted, (std::vector<std::string>{"my.key", "x.y.z"}));
    table_description table;
    EXPECT_TRUE(advice_about_dotted_keys(request.dotted, table).empty());
    index_description index;
    index.hash_keys = {{.name = "x.y.z", .type = attribute_type::S}};
    table.indexes.push_back(index);
    EXPECT_EQ(
        advice_about_dotted_keys(request.dotted, table),
        std::vector<std::string>{"x.y.z is read as `y.z` in the map `x`: the name of an attribute that has "
                                 "a dot is written in backquotes, `x.y.z`"});
    writer.projection("id, a.b, `c.d`");
    EXPECT_EQ(writer.take().dotted, std::vector<std::string>{"a.b"});
    writer.update("set a.b = c.d remove e.f add g.h 1");
    EXPECT_EQ(writer.take().dotted, (std::vector<std::string>{"a.b", "c.d", "e.f", "g.h"}));
}

}  // namespace
}  // namespace dynaco::program
