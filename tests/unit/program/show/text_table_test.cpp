#include "program/show/text_table.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace dynaco::program::text_table_test {
namespace {

std::string printed(const text_table& table, screen shown_on, bool header = true) {
    std::ostringstream out;
    table.print(out, shown_on, header);
    return out.str();
}

text_table tables() {
    text_table made({{"table", false, true}, {"items", true}, {"status"}, {"note"}});
    made.add_row(
        {"orders", {"1,234,567", tone::number}, {"ACTIVE", tone::good}, "the orders of all customers"});
    made.add_row({"customers", {"12", tone::number}, {"CREATING", tone::warning}});
    return made;
}

TEST(TextTable, AlignsColumns) {
    EXPECT_EQ(printed(tables(), {.width = 80}),
              "table          items  status    note\n"
              "orders     1,234,567  ACTIVE    the orders of all customers\n"
              "customers         12  CREATING\n");
}

TEST(TextTable, CutsTheWidestColumn) {
    EXPECT_EQ(printed(tables(), {.width = 44}),
              "table          items  status    note\n"
              "orders     1,234,567  ACTIVE    the orders …\n"
              "customers         12  CREATING\n");
}

TEST(TextTable, IsRecordsIfColumnsDoNotFit) {
    EXPECT_EQ(printed(tables(), {.width = 36}),
              "table   orders\n"
              "items   1,234,567\n"
              "status  ACTIVE\n"
              "note    the orders of all customers\n"
              "\n"
              "table   customers\n"
              "items   12\n"
              "status  CREATING\n");
}

TEST(TextTable, HasColours) {
    text_table table({{"name"}, {"n", true}});
    table.add_row({"a", {"5", tone::number}});
    EXPECT_EQ(printed(table, {.width = 80, .colours = true}),
              "\033[1mname\033[0m  \033[1mn\033[0m\n"
              "a     \033[36m5\033[0m\n");
    EXPECT_EQ(printed(table, {.width = 5, .colours = true}),
              "\033[1mname\033[0m\n    a\n"
              "\033[1mn\033[0m   \033[36m5\033[0m\n");
}

TEST(TextTable, WithoutRowsHasItsHeader) {
    EXPECT_EQ(printed(text_table({{"table"}, {"items", true}}), {.width = 80}), "table  items\n");
    EXPECT_EQ(printed(text_table({{"table"}}), {.width = 80}, false), "");
}

TEST(TextTable, WithoutHeader) {
    text_table table({{"a long title"}, {"n"}});
    table.add_row({"x", "y"});
    EXPECT_EQ(printed(table, {.width = 80}, false), "x  y\n");
}

TEST(TextTable, ShowsControlCharacters) {
    text_table table({{"a\033b"}});
    table.add_row({"x\033[2J\ny"});
    EXPECT_EQ(printed(table, {.width = 80}), "a␛b\nx␛[2J␊y\n");
}

TEST(TextTable, AlignsWideCharacters) {
    text_table table({{"city"}, {"n"}});
    table.add_row({"東京都千代田区", "1"});
    table.add_row({"Köln", "2"});
    table.add_row({"e\u0301", "3"});
    EXPECT_EQ(printed(table, {.width = 80}),
              "city            n\n"
              "東京都千代田区  1\n"
              "Köln            2\n"
              "e\u0301               3\n");
    EXPECT_EQ(printed(table, {.width = 12}),
              "city       n\n"
              "東京都千…  1\n"
              "Köln       2\n"
              "e\u0301          3\n");
}

TEST(TextTable, NarrowColumnsAreOneColumnWide) {
    text_table table({{"a"}, {"b"}});
    table.add_row({"1", "2"});
    EXPECT_EQ(printed(table, {.width = 80}), "a  b\n1  2\n");
}

}  // namespace
}  // namespace dynaco::program::text_table_test
