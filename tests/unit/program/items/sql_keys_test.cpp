#include "program/items/sql_keys.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynaco::program::sql_keys_test {
namespace {

table_description orders() {
    table_description table{.name = "orders"};
    table.hash_keys = {{"customer", attribute_type::S}};
    table.range_keys = {{"date", attribute_type::S}};
    index_description index{.name = "by-status"};
    index.hash_keys = {{"status", attribute_type::S}};
    table.indexes.push_back(index);
    return table;
}

TEST(SqlKeys, TheTableOfAStatement) {
    for (const char* const text :
         {"select * from orders", R"(INSERT INTO "orders" VALUE {'a': 1})", "update orders set a = 1",
          R"(delete from "orders" where a = 1)", R"(select * from "orders"."by-status")"})
        EXPECT_EQ(table_of_statement(text), "orders") << text;
    EXPECT_EQ(table_of_statement("selekt"), "");
}

TEST(SqlKeys, TheKeyOfAnInsertedItem) {
    const std::vector<value> none;
    EXPECT_EQ(
        inserted_key("insert into orders value {'date': '2026', 'map': {'customer': 'x'}, 'customer': 'c-1'}",
                     none, orders()),
        "customer = c-1, date = \"2026\"");
    const std::vector<value> values{value("n"), value("c-1"), value("2026")};
    EXPECT_EQ(
        inserted_key("insert into orders value {'note': ?, 'customer': ?, 'date': ?}", values, orders()),
        "customer = c-1, date = \"2026\"");
    const std::vector<value> whole{value(item{{"customer", "c-1"}, {"date", "2026"}})};
    EXPECT_EQ(inserted_key("insert into orders value ?", whole, orders()), "customer = c-1, date = \"2026\"");
    EXPECT_EQ(inserted_key("insert into orders value {'customer': 'c-1'}", none, orders()), "");
    EXPECT_EQ(inserted_key("select * from orders", none, orders()), "");
    EXPECT_EQ(inserted_key("", none, orders()), "");
}

TEST(SqlKeys, AWriteNeedsTheWholeKey) {
    for (const char* const text :
         {"update orders set customer = 'x'", "delete from orders where customer = 'c-1'",
          "DELETE FROM orders WHERE customer = 'c-1' and date > '2026'"})
        EXPECT_EQ(advice_about_missing_key(text, orders()),
                  "an update or delete changes one item: after where, write = and a value for the whole key, "
                  "customer and date; `dynaco scan orders --where CONDITION` finds the keys of items")
            << text;
    for (const char* const text :
         {R"(update orders set a = 1 where "customer" = 'c-1' and date = ?)", "select * from orders", ""})
        EXPECT_EQ(advice_about_missing_key(text, orders()), "") << text;
}

TEST(SqlKeys, ASelectWithoutTheHashKeyReadsTheWholeTable) {
    EXPECT_EQ(advice_about_whole_table("select * from orders where total > 5", orders()),
              "the whole table is read and paid for, because where has no = and value for the hash key "
              "customer; Ctrl-C ends it");
    EXPECT_NE(
        advice_about_whole_table(R"(select * from "orders"."by-status" where customer = 'a')", orders()), "");
    for (const char* const text :
         {"select * from orders", "select * from orders where customer = 'a' and total > 5",
          R"(select * from orders where "customer" in ['a', 'b'])",
          R"(select * from "orders"."by-status" where status = 'open')", "delete from orders where a = 1"})
        EXPECT_EQ(advice_about_whole_table(text, orders()), "") << text;
}

}  // namespace
}  // namespace dynaco::program::sql_keys_test
