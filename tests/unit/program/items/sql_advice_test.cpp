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

}  // namespace
}  // namespace dynaco::program::sql_advice_test
