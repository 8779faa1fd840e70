#include "program/show/item_printer.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program::item_printer_test {
namespace {

std::string lines_of(item_printer_options options, const std::vector<item>& rows) {
    std::ostringstream out;
    item_printer printer(out, std::move(options));
    for (const item& each : rows) printer.add(each);
    printer.finish();
    return out.str();
}

const std::vector<item> two_rows = {
    {{"id", "1"}, {"n", number("12345678901234567890.123")}, {"tags", value::string_set{"a", "b"}}},
    {{"id", "2"}, {"gone", null}},
};

TEST(ItemPrinter, PrintsPlainJsonLines) {
    EXPECT_EQ(lines_of({.format = output_format::json}, two_rows),
              "{\"id\":\"1\",\"n\":12345678901234567890.123,\"tags\":[\"a\",\"b\"]}\n"
              "{\"gone\":null,\"id\":\"2\"}\n");
}

TEST(ItemPrinter, PrintsDynamodbJsonLines) {
    EXPECT_EQ(lines_of({.format = output_format::dynamodb}, two_rows),
              R"({"id":{"S":"1"},"n":{"N":"12345678901234567890.123"},"tags":{"SS":["a","b"]}})"
              "\n"
              R"({"gone":{"NULL":true},"id":{"S":"2"}})"
              "\n");
}

TEST(ItemPrinter, PrintsOnlyTheColumnsAskedFor) {
    for (const auto format : {output_format::json, output_format::dynamodb})
        EXPECT_EQ(lines_of({.format = format, .columns = {"gone"}}, {two_rows[0]}), "{}\n");
    EXPECT_EQ(lines_of({.format = output_format::json, .columns = {"n", "id"}}, {two_rows[0]}),
              "{\"id\":\"1\",\"n\":12345678901234567890.123}\n");
}

TEST(ItemPrinter, JsonPrintsAnItemAtOnce) {
    std::ostringstream out;
    item_printer printer(out, {.format = output_format::json});
    printer.add(two_rows[1]);
    EXPECT_EQ(out.str(), "{\"gone\":null,\"id\":\"2\"}\n");
    EXPECT_EQ(printer.items(), 1U);
    EXPECT_TRUE(printer.warnings().empty());
}

TEST(ItemPrinter, JsonIsSafeOnATerminal) {
    const std::vector<item> rows = {{{"id", "\u009b2J\033\u202e"}}};
    EXPECT_EQ(lines_of({.format = output_format::json, .terminal = true}, rows),
              "{\"id\":\"\\u009b2J\\u001b\\u202e\"}\n");
    EXPECT_EQ(lines_of({.format = output_format::json}, rows), "{\"id\":\"\u009b2J\\u001b\u202e\"}\n");
}

TEST(ItemPrinter, PassesOnWhatTheStreamThrows) {
    struct full_buffer : std::streambuf {
        int_type overflow(int_type) override { throw std::runtime_error("full"); }
    } full;
    std::ostream out(&full);
    out.exceptions(std::ios_base::badbit);
    item_printer printer(out, {.format = output_format::json});
    EXPECT_THROW(printer.add(two_rows[0]), std::runtime_error);
}

}  // namespace
}  // namespace dynaco::program::item_printer_test
