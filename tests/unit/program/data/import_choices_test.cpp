#include "program/data/import_choices.hpp"

#include "program/command.hpp"
#include "program/text/text_fault.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::import_choices_test {
namespace {

table_description some_table() {
    table_description table{.name = "orders"};
    table.hash_keys.push_back({.name = "customer", .type = attribute_type::S});
    table.range_keys.push_back({.name = "date", .type = attribute_type::N});
    index_description index{.name = "by-total"};
    index.hash_keys.push_back({.name = "status", .type = attribute_type::S});
    index.range_keys.push_back({.name = "date", .type = attribute_type::N});
    table.indexes.push_back(index);
    return table;
}

TEST(ImportChoices, KeysHaveTheTypesOfTheTable) {
    EXPECT_EQ(types_for(some_table(), ""), "customer:S,date:N,status:S");
    EXPECT_EQ(types_for(some_table(), "total:N, date : n"), "total:N, date : n,customer:S,status:S");
    EXPECT_EQ(types_for(some_table(), "date:typed"), "date:typed,customer:S,status:S");
    EXPECT_THROW(static_cast<void>(types_for(some_table(), "total:N,date:S")), usage_error);
    EXPECT_EQ(types_for(some_table(), R"("a,status:N")"), R"("a,status:N",customer:S,date:N,status:S)");
}

TEST(ImportChoices, AWrongListOfColumnsIsAMistakeInTheArguments) {
    for (const char* const wrong : {"total:X", ":N", "a:N,,b:S", "a:N,a:S", "total=N", "n:N:typed"})
        EXPECT_THROW((import_choices{.files = {"a.csv"}, .types = wrong}.check()), usage_error) << wrong;
    EXPECT_THROW((import_choices{.files = {"a.csv"}, .delimiter = "ab"}.check()), usage_error);
    EXPECT_THROW((import_choices{.files = {"a.csv"}, .empty_cells = "no"}.check()), usage_error);
    import_choices given{.table = "t", .files = {"a.csv"}};
    const auto with_header = [&](const char* header) {
        given.header = header;
        given.check();
        static_cast<void>(source_options_of(given, "", required_columns(some_table())));
    };
    EXPECT_NO_THROW(with_header("customer,date:N,x"));
    for (const char* const wrong :
         {"customer,date,", "customer,date,date", "customer,date:X", "customer", "x"})
        EXPECT_THROW(with_header(wrong), usage_error) << wrong;
    try {
        with_header("x");
    } catch (const usage_error& why) {
        EXPECT_STREQ(why.what(),
                     "--header has no column \"customer\" or \"date\", which the key of the table needs");
    }
}

TEST(ImportChoices, TheKeyOfANewTable) {
    const table_description made = description_of_keys("t", "id,n:N");
    EXPECT_EQ(made.hash_keys.at(0).name, "id");
    EXPECT_EQ(made.hash_keys.at(0).type, attribute_type::S);
    EXPECT_EQ(made.range_keys.at(0).type, attribute_type::N);
    for (const char* const wrong : {"", "id:X", ":S", "id:SS", "a,", "a,b,c", "id:S,id:N"})
        EXPECT_THROW(static_cast<void>(description_of_keys("t", wrong)), text_error) << wrong;
}

TEST(ImportChoices, ContradictionsAreRefused) {
    import_choices given{.table = "t", .files = {"a"}};
    EXPECT_NO_THROW(given.check());
    given = {.table = "t", .files = {"-"}, .resume = true};
    EXPECT_THROW(given.check(), usage_error);
    given = {.table = "t", .files = {"-", "-"}};
    EXPECT_THROW(given.check(), usage_error);
}

TEST(ImportChoices, WhatIsDoneWithTheRecords) {
    import_choices given;
    EXPECT_EQ(given.use(), record_use::as_it_says);
    given.if_absent = true;
    EXPECT_EQ(given.use(), record_use::put_if_new);
    given.remove = true;
    EXPECT_EQ(given.use(), record_use::remove);
}

}  // namespace
}  // namespace dynaco::program::import_choices_test
