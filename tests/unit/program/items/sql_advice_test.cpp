#include "program/items/sql_advice.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::sql_advice_test {
namespace {

using std::string;

bool has(const string& text, std::string_view part) { return text.find(part) != string::npos; }

TEST(SqlAdvice, TextInDoubleQuotesIsAName) {
    for (const char* const text : {R"(select * from orders where customer = "c-1")",
                                   R"(select * from orders where total >= "c-1" and n = 1)",
                                   R"(insert into orders value {'customer': "c-1"})",
                                   R"(update orders set note = "c-1" where id = 'a')"}) {
        EXPECT_EQ(advice_about_quotes(text),
                  "\"c-1\" is read as the name of an attribute: text is in single quotes, 'c-1'")
            << text;
    }
    EXPECT_TRUE(has(advice_about_quotes(R"(select * from t where a = "it's")"), "'it''s'"));
}

TEST(SqlAdvice, NamesInDoubleQuotesAreRight) {
    for (const char* const text :
         {R"(select "a", "b" from "orders"."by-status" where "status" = 'open' and total > 1)",
          R"(select * from orders where note = 'she said "x"')",
          R"(select * from orders where a = 'it''s "b"')", "select * from orders where a = ? and b in [1, 2]",
          ""}) {
        EXPECT_EQ(advice_about_quotes(text), "") << text;
    }
}

TEST(SqlAdvice, TheShellRemovesQuotes) {
    EXPECT_TRUE(has(advice_about_quotes("select * from orders where customer = c-1"),
                    "c-1 has no quotes: text is in single quotes, 'c-1'"));
    EXPECT_TRUE(has(advice_about_quotes("insert into orders value {id: c-8}"), "c-8 has no quotes"));
    EXPECT_TRUE(has(advice_about_quotes("select * from my-table where id = 'a'"),
                    "is in double quotes, \"my-table\""));
    EXPECT_TRUE(has(advice_about_quotes("delete FROM my-table where id = 'a'"), "\"my-table\""));
    for (const char* const text :
         {"select * from t where a = null or a = TRUE or size = begins_with(a, 'x')",
          "select * from t where a = 12 and b = -1.5e3", "select * from my_table.by_status"})
        EXPECT_EQ(advice_about_quotes(text), "") << text;
}

TEST(SqlAdvice, AQuoteThatIsNotClosed) {
    EXPECT_TRUE(has(advice_about_quotes("select * from t where a = 'it's'"), "a quote is not closed"));
    EXPECT_TRUE(has(advice_about_quotes("select * from \"t"), "a quote is not closed: a \" within text"));
}

TEST(SqlAdvice, AnIndexHasItsOwnQuotes) {
    const string advice = advice_about_quotes("select * from orders.by-date where date = '2026'");
    EXPECT_TRUE(has(advice, "\"orders\".\"by-date\" for an index")) << advice;
    EXPECT_TRUE(has(advice_about_missing_table(R"(select * from "orders.by-date")"),
                    "if this is an index, write \"orders\".\"by-date\""));
    for (const char* const text : {R"(select * from "orders"."by-date")", "select * from orders",
                                   R"(select "a.b")", R"(select * from ".x")", ""})
        EXPECT_EQ(advice_about_missing_table(text), "") << text;
}

TEST(SqlAdvice, WhatPartiqlDoesNotHave) {
    EXPECT_EQ(advice_about_unsupported("select count(*) from orders where a = 1"),
              "PartiQL of DynamoDB has no count(): use dynaco count orders, with a condition after --where");
    EXPECT_TRUE(has(advice_about_unsupported(R"(SELECT COUNT (id) FROM "my orders"."by-date")"),
                    "dynaco count 'my orders' --index by-date"));
    EXPECT_TRUE(
        has(advice_about_unsupported("select count(*) from orders.by-date"), "orders --index by-date"));
    EXPECT_TRUE(has(advice_about_unsupported("select count(*)"), "dynaco count TABLE"));
    EXPECT_TRUE(has(advice_about_unsupported("select sum(total) from orders"), "has no sum()"));
    EXPECT_TRUE(has(advice_about_unsupported("select * from orders limit 5"), "--limit"));
    EXPECT_TRUE(has(advice_about_unsupported("select a from orders group by a"), "has no group"));
    EXPECT_TRUE(has(advice_about_unsupported("select distinct a from orders"), "has no distinct"));
    for (const char* const text : {"select * from orders where size(a) = 1", R"(select "count" from orders)",
                                   "select count from orders", "insert into orders value {'limit': 1}",
                                   "select * from orders where a = 'group by'", ""})
        EXPECT_EQ(advice_about_unsupported(text), "") << text;
}

}  // namespace
}  // namespace dynaco::program::sql_advice_test
