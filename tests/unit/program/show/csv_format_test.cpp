#include "program/show/item_printer.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>
#include <dynaco/load/sources.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco::program::csv_format_test {
namespace {

struct csv_output {
    std::string text;
    std::vector<std::string> warnings;
};

csv_output csv_of(item_printer_options options, const std::vector<item>& rows) {
    if (options.format == output_format::table) options.format = output_format::csv;
    std::ostringstream out;
    item_printer printer(out, std::move(options));
    for (const item& each : rows) printer.add(each);
    printer.finish();
    return {out.str(), printer.warnings()};
}

TEST(CsvFormat, HasTheCellsOfAnExport) {
    const item row{{"b", binary{std::byte{'h'}, std::byte{'i'}}},
                   {"flag", true},
                   {"id", "c-1"},
                   {"list", value::list{1, "a"}},
                   {"map", item{{"k", "v"}}},
                   {"n", number("12.50")},
                   {"nothing", null},
                   {"numbers", value::number_set{number(1), number(2)}},
                   {"tags", value::string_set{"a", "b"}}};
    EXPECT_EQ(csv_of({.keys = {"id"}}, {row}).text,
              "id:S,b:B,flag:BOOL,list:L:typed,map:M:typed,n:N,nothing:NULL,numbers:NS,tags:SS\n"
              "c-1,aGk=,true,\"[{\"\"N\"\":\"\"1\"\"},{\"\"S\"\":\"\"a\"\"}]\",\"{\"\"k\"\":{\"\"S\"\":"
              "\"\"v\"\"}}\",12.5,null,"
              "\"[\"\"1\"\",\"\"2\"\"]\",\"[\"\"a\"\",\"\"b\"\"]\"\n");
}

TEST(CsvFormat, QuotesWhatWouldBeReadDifferently) {
    const std::vector<item> rows = {{{"id", "id"}, {"x", ""}},
                                    {{"id", "a,b"}, {"x", " "}},
                                    {{"id", "say \"hi\""}, {"x", "two\nlines"}},
                                    {{"id", "tab\there"}}};
    EXPECT_EQ(csv_of({.types_in_header = false}, rows).text,
              "id,x\n\"id\",\"\"\n\"a,b\",\" \"\n\"say \"\"hi\"\"\",\"two\nlines\"\ntab\there,\n");
    EXPECT_EQ(csv_of({.format = output_format::tsv, .types_in_header = false}, rows).text,
              "id\tx\n\"id\"\t\"\"\na,b\t\" \"\n\"say \"\"hi\"\"\"\t\"two\nlines\"\n\"tab\there\"\t\n");
}

TEST(CsvFormat, AColumnOfSeveralTypesIsTyped) {
    EXPECT_EQ(csv_of({}, {{{"v", 1}}, {{"v", "a"}}, {{"w", 1}}}).text,
              "v:typed,w:N\n\"{\"\"N\"\":\"\"1\"\"}\",\n\"{\"\"S\"\":\"\"a\"\"}\",\n,1\n");
}

TEST(CsvFormat, ColumnsAreFoundInTheFirstItems) {
    const auto found = csv_of({.sample = 2}, {{{"a", 1}}, {{"b", 2}}, {{"a", 3}, {"c", 4}, {"d", 4}}});
    EXPECT_EQ(found.text, "a:N,b:N\n1,\n,2\n3,\n");
    EXPECT_EQ(found.warnings, std::vector<std::string>{
                                  "2 attributes are not shown, because the columns were already printed; "
                                  "first: c of item 3; name the columns with --columns, or use --format "
                                  "json"});
}

TEST(CsvFormat, AnotherTypeThanTheColumnIsRefused) {
    std::ostringstream out;
    item_printer printer(out, {.format = output_format::csv, .sample = 1});
    printer.add({{"total", 1}});
    try {
        printer.add({{"total", "free"}});
        FAIL() << "not refused";
    } catch (const error& why) {
        EXPECT_EQ(why.cause(), errc::invalid_value);
        EXPECT_EQ(why.diagnostics().attribute_path, "total");
        EXPECT_EQ(why.diagnostics().detail,
                  "item 2 is not printed: the attribute total has the type S, but its column "
                  "has N; use --format json");
    }
    printer.add({{"total", 3}});
    printer.finish();
    EXPECT_EQ(out.str(), "total:N\n1\n3\n");
}

TEST(CsvFormat, ColumnsAskedForCanHaveAnyTypeLater) {
    const auto found = csv_of({.columns = {"b", "a"}, .sample = 1}, {{{"a", 1}, {"x", 1}}, {{"b", "late"}}});
    EXPECT_EQ(found.text, "b:typed,a:N\n,1\n\"{\"\"S\"\":\"\"late\"\"}\",\n");
    EXPECT_TRUE(found.warnings.empty());
}

TEST(CsvFormat, WithoutItemsHasTheNamesThatAreKnown) {
    EXPECT_EQ(csv_of({.keys = {"id"}}, {}).text, "id\n");
    EXPECT_EQ(csv_of({}, {}).text, "");
    EXPECT_EQ(csv_of({.keys = {"id"}, .header = false}, {}).text, "");
}

TEST(CsvFormat, WithoutHeader) { EXPECT_EQ(csv_of({.header = false}, {{{"id", "1"}}}).text, "1\n"); }

TEST(CsvFormat, IsReadBackByAnImport) {
    const std::vector<item> rows = {
        {{"id", "id:S"}, {"v", 1}, {"text", ""}, {"tags", value::string_set{"a,b", "c"}}},
        {{"id", "a\"b"},
         {"v", "1"},
         {"text", "two\r\nlines"},
         {"list", value::list{1, null, item{{"k", true}}}}},
        {{"id", "  "}, {"v", binary{std::byte{0}, std::byte{255}}}, {"text", "東京"}, {"flag", false}},
        {{"id", "4"}, {"n", number("12345678901234567890123456789012345678")}, {"none", null}},
    };
    const dynaco::test::temporary_folder folder;
    for (const auto format : {output_format::csv, output_format::tsv}) {
        const std::string path = folder.file("rows", csv_of({.format = format, .keys = {"id"}}, rows).text);
        auto source = read_records(
            {path}, {.format = format == output_format::csv ? record_format::csv : record_format::tsv});
        std::vector<item> found;
        while (const auto each = source.next()) {
            ASSERT_TRUE(std::holds_alternative<load_record>(*each))
                << std::get<rejected_record>(*each).reason;
            found.push_back(from_dynamodb_json<item>(std::get<load_record>(*each).item));
        }
        EXPECT_EQ(found, rows);
    }
}

TEST(CsvFormat, IsSafeOnATerminal) {
    EXPECT_EQ(csv_of({.terminal = true}, {{{"id", "\033[2J"}}}).text, "id:S\n␛[2J\n");
    EXPECT_EQ(csv_of({}, {{{"id", "\033[2J"}}}).text, "id:S\n\033[2J\n");
}

}  // namespace
}  // namespace dynaco::program::csv_format_test
