#include "program/show/item_printer.hpp"
#include "program/show/text_width.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program::table_format_test {
namespace {

const std::vector<std::string> order_keys = {"customer", "order"};

std::vector<item> orders() {
    return {
        {{"customer", "c-1"},
         {"order", "2026-01-01"},
         {"total", number("12.50")},
         {"status", "open"},
         {"address", item{{"city", "Ulm"}, {"street", "Hirschstraße 1"}, {"zip", "89073"}}}},
        {{"customer", "c-2"}, {"order", "2026-01-02"}, {"total", 1234}, {"status", "42"}, {"gift", true}},
        {{"customer", "東京"}, {"order", "2026-01-03"}, {"total", number("0.1")}, {"gift", null}},
    };
}

std::string table_of(item_printer_options options, const std::vector<item>& rows) {
    std::ostringstream out;
    item_printer printer(out, std::move(options));
    for (const item& each : rows) printer.add(each);
    printer.finish();
    return out.str();
}

TEST(TableFormat, At80Columns) {
    EXPECT_EQ(table_of({.keys = order_keys, .shown_on = {.width = 80}}, orders()),
              "customer  order       address                                status  total  gift\n"
              "c-1       2026-01-01  {\"city\":\"Ulm\",\"street\":\"Hirschstraße…  open     12.5\n"
              "c-2       2026-01-02                                         \"42\"     1234  true\n"
              "東京      2026-01-03                                                   0.1  null\n");
}

TEST(TableFormat, At40Columns) {
    EXPECT_EQ(table_of({.keys = order_keys, .shown_on = {.width = 40}}, orders()),
              "customer  c-1\n"
              "order     2026-01-01\n"
              "address   {\"city\":\"Ulm\",\"street\":\"Hirsc…\n"
              "status    open\n"
              "total     12.5\n"
              "\n"
              "customer  c-2\n"
              "order     2026-01-02\n"
              "status    \"42\"\n"
              "total     1234\n"
              "gift      true\n"
              "\n"
              "customer  東京\n"
              "order     2026-01-03\n"
              "total     0.1\n"
              "gift      null\n");
}

TEST(TableFormat, EveryLineFits) {
    for (std::size_t width = 24; width < 100; ++width) {
        std::istringstream lines(table_of({.keys = order_keys, .shown_on = {.width = width}}, orders()));
        for (std::string line; std::getline(lines, line);) EXPECT_LE(text_width(line), width) << line;
    }
}

TEST(TableFormat, WithoutALimit) {
    EXPECT_EQ(table_of({.keys = {"a"}, .shown_on = {.width = 0}}, {{{"a", 1}, {"b", std::string(100, 'x')}}}),
              "a  b\n1  " + std::string(100, 'x') + "\n");
}

TEST(TableFormat, HasColours) {
    EXPECT_EQ(table_of({.keys = {"id"}, .shown_on = {.width = 40, .colours = true}},
                       {{{"id", "a"}, {"n", 1}, {"t", "x"}, {"w", true}}}),
              "\033[1mid\033[0m  \033[1mn\033[0m  \033[1mt\033[0m  \033[1mw\033[0m\n"
              "\033[1ma \033[0m  \033[36m1\033[0m  x  \033[35mtrue\033[0m\n");
}

TEST(TableFormat, FortyColumnsBecomeRecords) {
    item wide;
    for (int i = 10; i < 50; ++i) wide.insert_or_assign("attribute_" + std::to_string(i), i);
    const std::string text = table_of({.shown_on = {.width = 80}}, {wide, wide});
    EXPECT_TRUE(text.starts_with("attribute_10  10\nattribute_11  11\n")) << text;
    EXPECT_NE(text.find("attribute_49  49\n\nattribute_10  10\n"), text.npos) << text;
}

TEST(TableFormat, LaterItemsHaveTheSameColumns) {
    std::ostringstream out;
    item_printer printer(out, {.keys = {"id"}, .shown_on = {.width = 40}, .sample = 2});
    printer.add({{"id", "1"}, {"note", "short"}});
    EXPECT_EQ(out.str(), "");
    printer.add({{"id", "2"}, {"note", "a note of twenty col"}});
    printer.add({{"id", "3"}, {"note", "a note of twenty-four col"}, {"late", 1}});
    printer.finish();
    EXPECT_EQ(out.str(),
              "id   note\n"
              "\"1\"  short\n"
              "\"2\"  a note of twenty col\n"
              "\"3\"  a note of twenty-fo…\n");
    EXPECT_EQ(printer.warnings(),
              std::vector<std::string>{"1 attribute is not shown, because the columns were already printed; "
                                       "first: late of item 3; name the columns with --columns, or use "
                                       "--format json"});
    EXPECT_EQ(printer.items(), 3U);
}

TEST(TableFormat, LaterNumbersKeepEveryDigit) {
    EXPECT_EQ(table_of({.shown_on = {.width = 40}, .sample = 1},
                       {{{"n", 1}, {"t", "a"}}, {{"n", 12345}, {"t", "b"}}}),
              "n  t\n1  a\n12345  b\n");
}

TEST(TableFormat, FlushPrintsWhatIsThere) {
    std::ostringstream out;
    item_printer printer(out, {.keys = {"id"}, .shown_on = {.width = 40}});
    printer.flush();
    EXPECT_EQ(out.str(), "");
    printer.add({{"id", "a"}});
    printer.flush();
    EXPECT_EQ(out.str(), "id\na\n");
    printer.add({{"id", "b"}});
    printer.finish();
    EXPECT_EQ(out.str(), "id\na\nb\n");
}

TEST(TableFormat, RecordsShowLaterAttributesToo) {
    EXPECT_EQ(table_of({.keys = {"id"}, .shown_on = {.width = 40}, .records = true, .sample = 1},
                       {{{"id", "a"}}, {{"id", "b"}, {"late", 1}}}),
              "id  a\n"
              "\n"
              "id    b\n"
              "late  1\n");
}

TEST(TableFormat, WithoutItemsHasTheHeaderThatIsKnown) {
    EXPECT_EQ(table_of({.keys = order_keys, .shown_on = {.width = 40}}, {}), "customer  order\n");
    EXPECT_EQ(table_of({.shown_on = {.width = 40}}, {}), "");
    EXPECT_EQ(table_of({.keys = order_keys, .shown_on = {.width = 40}, .header = false}, {}), "");
}

TEST(TableFormat, ColumnsAskedForAreInTheirOrder) {
    EXPECT_EQ(
        table_of({.keys = order_keys, .columns = {"total", "customer", "none"}, .shown_on = {.width = 40}},
                 orders()),
        "total  customer  none\n"
        " 12.5  c-1\n"
        " 1234  c-2\n"
        "  0.1  東京\n");
}

TEST(TableFormat, ItemsCannotChangeTheTerminal) {
    const std::string text = table_of(
        {.shown_on = {.width = 80}}, {{{"a\033[2J", "x\033]0;owned\a"}, {"b", value::list{"\n", "\u009b"}}}});
    EXPECT_EQ(text,
              "a␛[2J                    b\n"
              "\"x\\u001b]0;owned\\u0007\"  [\"\\n\",\"\\u009b\"]\n");
}

TEST(TableFormat, KeysAreNotCut) {
    const std::string id(30, 'k');
    EXPECT_EQ(table_of({.keys = {"id"}, .shown_on = {.width = 40}}, {{{"id", id}, {"note", "twelve chars"}}}),
              "id                              note\n" + id + "  twelve …\n");
    EXPECT_EQ(table_of({.keys = {"id"}, .shown_on = {.width = 30}}, {{{"id", id}, {"note", "x"}}}),
              "id    " + id.substr(0, 24) + "\n      " + id.substr(24) + "\nnote  x\n");
}

TEST(PrintRecord, CutsNothing) {
    std::ostringstream out;
    print_record(out, orders()[0], order_keys, {.width = 40});
    EXPECT_EQ(out.str(),
              "customer  c-1\n"
              "order     2026-01-01\n"
              "address   {\"city\":\"Ulm\",\"street\":\"Hirsch\n"
              "          straße 1\",\"zip\":\"89073\"}\n"
              "status    open\n"
              "total     12.5\n");
}

TEST(PrintRecord, LongNamesHaveTheirOwnLine) {
    std::ostringstream out;
    print_record(out, {{"a_very_long_attribute_name", "value"}, {"id", "1"}}, {"id"}, {.width = 40});
    EXPECT_EQ(out.str(),
              "id                    \"1\"\n"
              "a_very_long_attribute_name\n"
              "                      value\n");
}

TEST(PrintRecord, WithoutALimitIsOneLineForEachAttribute) {
    std::ostringstream out;
    print_record(out, {{"id", "1"}, {"text", std::string(200, 'x')}}, {"id"}, {.width = 0});
    EXPECT_EQ(out.str(), "id    \"1\"\ntext  " + std::string(200, 'x') + "\n");
}

}  // namespace
}  // namespace dynaco::program::table_format_test
