#include "operations/statement.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace dynaco::operations::statement_text_test {
namespace {

TEST(StatementText, CountsPlaceholders) {
    EXPECT_EQ(count_placeholders(""), 0u);
    EXPECT_EQ(count_placeholders("?"), 1u);
    EXPECT_EQ(count_placeholders("INSERT INTO t VALUE {'id': ?, 'n': ?}"), 2u);
    EXPECT_EQ(count_placeholders("SELECT * FROM t WHERE id IN [?,?,?]"), 3u);
}

TEST(StatementText, QuestionMarksInStringsAndNamesAreNone) {
    EXPECT_EQ(count_placeholders("SELECT * FROM t WHERE a = 'why?' AND b = ?"), 1u);
    EXPECT_EQ(count_placeholders(R"(SELECT "a?" FROM "t?"."i?" WHERE b = ?)"), 1u);
    EXPECT_EQ(count_placeholders("a = 'it''s ?' AND b = ?"), 1u);
    EXPECT_EQ(count_placeholders(R"(a = "say ""?""" AND b = ?)"), 1u);
    EXPECT_EQ(count_placeholders("a = '\"' AND b = ? AND c = '\"?'"), 1u);
    EXPECT_EQ(count_placeholders("a = `ion ?` AND b = ?"), 1u);
    EXPECT_EQ(count_placeholders("a = ''? b = \"\"?"), 2u);
}

TEST(StatementText, QuestionMarksInCommentsAreNone) {
    EXPECT_EQ(count_placeholders("SELECT ? -- why?\n, ?"), 2u);
    EXPECT_EQ(count_placeholders("SELECT ? -- to the end?"), 1u);
    EXPECT_EQ(count_placeholders("SELECT /* ? ' \" */ ? -- '\n ?"), 2u);
    EXPECT_EQ(count_placeholders("a = '-- ?' AND b = ? AND c = '/* ?'"), 1u);
    EXPECT_EQ(count_placeholders("a - ? / ? * ?"), 3u);
}

TEST(StatementText, WhatIsNotClosedGoesToTheEnd) {
    for (const std::string_view open : {"? 'a ?", "? \"a ?", "? `a ?", "? /* a ?", "? -- ?"})
        EXPECT_EQ(count_placeholders(open), 1u) << open;
}

TEST(StatementText, KnowsWhatReads) {
    for (const std::string_view text : {"SELECT * FROM t", "select 1", "  \n\tSelect(1)", "-- why\nSELECT *",
                                        "/* a */ SELECT", "(SELECT 1)", "EXISTS(SELECT * FROM t)", "SELECT"})
        EXPECT_TRUE(is_a_read(text)) << text;
    for (const std::string_view text : {"INSERT INTO t", "UPDATE t SET a = 1", "DELETE FROM t", "",
                                        "SELECTED", "select_all", "-- SELECT", "/* SELECT", "S"})
        EXPECT_FALSE(is_a_read(text)) << text;
}

}  // namespace
}  // namespace dynaco::operations::statement_text_test
