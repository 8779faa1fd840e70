#include "program/items/sql_check.hpp"

#include "program/command.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::program::sql_check_test {
namespace {

// Empty: the statement is right.
std::string refused(std::string_view statement, std::size_t values = 0) {
    try {
        check_statement(statement, values);
    } catch (const usage_error& why) {
        return why.what();
    }
    return {};
}

TEST(SqlCheck, AnEmptyStatement) {
    for (const char* const text : {"", "  \n\t", "-- a comment", "/* select ? */"})
        EXPECT_EQ(refused(text),
                  "the statement is empty: write a statement of PartiQL, such as 'select * from orders'");
}

TEST(SqlCheck, AValueForEachQuestionMark) {
    EXPECT_EQ(refused("select * from orders where customer = ? and total > ?", 2), "");
    EXPECT_EQ(refused("select * from orders where a = ? and b = ?", 1),
              "the statement has 2 ?, and 1 value follows it: write one value for each ?, such as '\"text\"' "
              "or 12");
    EXPECT_EQ(refused("select * from orders where a = ?"),
              "the statement has 1 ?, and no value follows it: write one value for each ?, such as "
              "'\"text\"' or 12");
    EXPECT_EQ(refused("select", 3),
              "the statement has no ?, and 3 values follow it: write the whole statement as one argument, in "
              "quotes");
    EXPECT_EQ(refused("insert into orders value ?", 1), "");
}

TEST(SqlCheck, NotEachQuestionMarkIsAPlace) {
    for (const char* const text : {"select * from orders where note = 'why?'", "select \"a?\" from orders",
                                   "select * from orders -- why?", "select /* ? */ * from orders",
                                   "select * from orders where note = 'not closed ?"})
        EXPECT_EQ(refused(text), "") << text;
    EXPECT_EQ(refused("select * from orders where a = ? -- why?\nand b = ?", 2), "");
}

}  // namespace
}  // namespace dynaco::program::sql_check_test
