#include "decoding.hpp"
#include "load/decode/csv_rows.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace dynaco;
using namespace dynaco::loading;
using test::decoding;
using test::seen;

namespace csv_test {
namespace {

using texts = std::vector<std::string>;

decoding decode_csv(std::string_view text, const csv_options& options = {}) {
    return test::decode_each_way([&options] { return std::make_unique<csv_rows>(options); }, text,
                                 [](const std::string& what) { ADD_FAILURE() << what; });
}
texts items(std::string_view text, const csv_options& options = {}) {
    const decoding all = decode_csv(text, options);
    EXPECT_EQ(all.failure, "") << text;
    EXPECT_EQ(all.reasons(), texts{}) << text;
    return all.items();
}
/// The refusal of a row of one cell, after a good row.
seen refusal(const std::string& column, const std::string& cell) {
    const decoding all = decode_csv("id," + column + "\n1," + cell + "\n2,\n");
    EXPECT_EQ(all.items(), texts{"{\"id\":{\"S\":\"2\"}}"}) << cell;
    if (all.reasons().size() != 1) return ADD_FAILURE() << cell << " was not refused", seen{};
    EXPECT_EQ(all.records[0].column, 3U);
    return all.records[0];
}

}  // namespace

TEST(Csv, HasNoRows) {
    for (const char* text : {"", "\n\n", "\xef\xbb\xbf", "id,name", "id,name\n", "\n\nid,name\r\n\r\n"})
        EXPECT_EQ(items(text), texts{}) << text;
}

TEST(Csv, StaysTextWithoutTypes) {
    EXPECT_EQ(items("id,zip\n0001,1e5\n"), texts{"{\"id\":{\"S\":\"0001\"},\"zip\":{\"S\":\"1e5\"}}"});
    EXPECT_EQ(items("id\ntrue"), texts{"{\"id\":{\"S\":\"true\"}}"});
}

TEST(Csv, HasTypesInItsHeader) {
    EXPECT_EQ(items("s:S,n:N,b:B,t:BOOL,z:NULL,l:L,m:M,ss:SS,ns:NS,bs:BS\n"
                    "x,-1.50,AQI=,TRUE,null,\"[1,[true]]\",\"{\"\"a\"\":\"\"b\"\"}\",\"[\"\"a\"\",\"\"b\"\"]"
                    "\",\"[1,\"\"2\"\"]\",\"[\"\"AQI=\"\"]\"\n"),
              texts{"{\"s\":{\"S\":\"x\"},\"n\":{\"N\":\"-1.50\"},\"b\":{\"B\":\"AQI=\"},\"t\":{\"BOOL\":"
                    "true},\"z\":{\"NULL\":true},"
                    "\"l\":{\"L\":[{\"N\":\"1\"},{\"L\":[{\"BOOL\":true}]}]},\"m\":{\"M\":{\"a\":{\"S\":"
                    "\"b\"}}},\"ss\":{\"SS\":[\"a\",\"b\"]},"
                    "\"ns\":{\"NS\":[\"1\",\"2\"]},\"bs\":{\"BS\":[\"AQI=\"]}}"});
    EXPECT_EQ(items("n:N\n007\n+1\n.5\n 12 \n"),
              (texts{"{\"n\":{\"N\":\"7\"}}", "{\"n\":{\"N\":\"1\"}}", "{\"n\":{\"N\":\"0.5\"}}",
                     "{\"n\":{\"N\":\"12\"}}"}));
    EXPECT_EQ(items("urn:isbn,a:b:N\nx,1\n"), texts{"{\"urn:isbn\":{\"S\":\"x\"},\"a:b\":{\"N\":\"1\"}}"});
    EXPECT_EQ(
        items("m:M:typed,a:typed\n\"{\"\"s\"\":{\"\"SS\"\":[\"\"x\"\"]}}\",\"{\"\"N\"\":\"\"1\"\"}\"\n"),
        texts{"{\"m\":{\"M\":{\"s\":{\"SS\":[\"x\"]}}},\"a\":{\"N\":\"1\"}}"});
}

TEST(Csv, TakesTypesAndAHeaderFromItsOptions) {
    csv_options options{.types = columns_of("price:N,id:N,other:N")};
    EXPECT_EQ(items("id:N,price\n1,2\n", options), texts{"{\"id\":{\"N\":\"1\"},\"price\":{\"N\":\"2\"}}"});
    options.header = columns_of("id,\"a,b:N\"");
    EXPECT_EQ(items("1,2\n", options), texts{"{\"id\":{\"N\":\"1\"},\"a,b\":{\"N\":\"2\"}}"});
}

TEST(Csv, ReadsColumnsAsAPersonWritesThem) {
    EXPECT_EQ(columns_of(" price : n, tags:ss ,doc : m : typed"), columns_of("price:N,tags:SS,doc:M:typed"));
    EXPECT_EQ(columns_of("\" price \",urn:isbn,\"a:n\"").at(0).name, " price ");
    EXPECT_EQ(columns_of("\" price \",urn:isbn,\"a:n\"").at(1).name, "urn:isbn");
    EXPECT_EQ(columns_of("\"a:n\"").at(0).name, "a:n");
    try {
        static_cast<void>(columns_of("id:S,amount=N"));
        FAIL();
    } catch (const error& e) {
        EXPECT_NE(e.diagnostics().detail.find("amount:N"), std::string::npos) << e.diagnostics().detail;
    }
}

TEST(Csv, QuotesCells) {
    EXPECT_EQ(items("id,text\r\n1,\"a,b\"\"c\"\"\r\nd\"\r\n2,a\"b\r\n"),
              (texts{"{\"id\":{\"S\":\"1\"},\"text\":{\"S\":\"a,b\\\"c\\\"\\r\\nd\"}}",
                     "{\"id\":{\"S\":\"2\"},\"text\":{\"S\":\"a\\\"b\"}}"}));
    EXPECT_EQ(items("\"id\",\"na\"\"me\"\n\"1\",\"x\""),
              texts{"{\"id\":{\"S\":\"1\"},\"na\\\"me\":{\"S\":\"x\"}}"});
}

TEST(Csv, EndsRowsWithAnyLineEnd) {
    const texts both = {"{\"id\":{\"S\":\"1\"},\"n\":{\"S\":\"a\"}}",
                        "{\"id\":{\"S\":\"2\"},\"n\":{\"S\":\"b\"}}"};
    for (const char* text : {"id,n\n1,a\n2,b\n", "id,n\n1,a\n2,b", "id,n\r\n1,a\r\n2,b\r\n",
                             "id,n\r1,a\r2,b\r", "\xef\xbb\xbfid,n\n\n1,a\n  \n2,b\n\n"})
        EXPECT_EQ(items(text), both) << text;
}

TEST(Csv, HasAbsentAttributesAndEmptyStrings) {
    const std::string text = "id,a,n:N\n1,,\n2,\"\",\"\"\n";
    EXPECT_EQ(items(text), (texts{"{\"id\":{\"S\":\"1\"}}", "{\"id\":{\"S\":\"2\"},\"a\":{\"S\":\"\"}}"}));
    EXPECT_EQ(items(text, {.empty = csv_empty::absent}),
              (texts{"{\"id\":{\"S\":\"1\"}}", "{\"id\":{\"S\":\"2\"}}"}));
    EXPECT_EQ(
        items(text, {.empty = csv_empty::string}),
        (texts{"{\"id\":{\"S\":\"1\"},\"a\":{\"S\":\"\"}}", "{\"id\":{\"S\":\"2\"},\"a\":{\"S\":\"\"}}"}));
}

TEST(Csv, HasEmptyBytes) {
    EXPECT_EQ(items("id,b:B\n1,\"\"\n"), texts{"{\"id\":{\"S\":\"1\"},\"b\":{\"B\":\"\"}}"});
}

TEST(Csv, HasOtherDelimiters) {
    EXPECT_EQ(items("id\tn:N\n1\t2\n", {.delimiter = '\t'}),
              texts{"{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"2\"}}"});
    EXPECT_EQ(items("id;n:N\n1;2\n", {.delimiter = ';'}),
              texts{"{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"2\"}}"});
}

TEST(Csv, KnowsItsPositions) {
    const decoding all = decode_csv("id,t\r\n1,\"a\nb\"\r\n\r\n2,x,y\n3,z");
    ASSERT_EQ(all.records.size(), 3U);
    EXPECT_EQ(all.records[0].position, (source_position{0, 0, 2, 6}));
    EXPECT_EQ(all.records[1].position, (source_position{0, 1, 5, 17}));
    EXPECT_EQ(all.records[2].position, (source_position{0, 2, 6, 23}));
}

TEST(Csv, RefusesWrongValues) {
    EXPECT_NE(refusal("price:N", "\"12,50\"")
                  .reason.find("\"12,50\" is not a number; write it with a decimal point"),
              std::string::npos);
    EXPECT_EQ(refusal("price:N", "\"12,50\"").attribute, "price");
    EXPECT_NE(refusal("price:N", "NaN").reason.find("is not a number"), std::string::npos);
    EXPECT_NE(refusal("price:N", "1E126").reason.find("outside the range"), std::string::npos);
    EXPECT_NE(refusal("price:N", std::string(39, '1')).reason.find("38 significant digits"),
              std::string::npos);
    EXPECT_NE(refusal("a:BOOL", "yes").reason.find("write true or false"), std::string::npos);
    EXPECT_NE(refusal("a:NULL", "none").reason.find("is not NULL"), std::string::npos);
    EXPECT_NE(refusal("a:B", "AQ").reason.find("is not base64"), std::string::npos);
    EXPECT_NE(refusal("a:SS", "a;b").reason.find("JSON array"), std::string::npos);
    EXPECT_NE(refusal("a:SS", "[]").reason.find("no empty sets"), std::string::npos);
    EXPECT_NE(refusal("a:SS", "[1]").reason.find("not an element of SS"), std::string::npos);
    EXPECT_NE(refusal("a:NS", "\"[\"\"x\"\"]\"").reason.find("is not a number"), std::string::npos);
    EXPECT_NE(refusal("a:BS", "\"[\"\"x\"\"]\"").reason.find("is not base64"), std::string::npos);
    EXPECT_NE(refusal("a:NS", "\"[1,]\"").reason.find("JSON array"), std::string::npos);
    EXPECT_NE(refusal("a:L", "{}").reason.find("which L needs"), std::string::npos);
    EXPECT_NE(refusal("a:M", "[]").reason.find("which M needs"), std::string::npos);
    EXPECT_NE(refusal("a:M", "\"{\"\"b\"\":[NaN]}\"").reason.find("b[0]: NaN"), std::string::npos);
    EXPECT_NE(refusal("a:M:typed", "{").reason.find("is not DynamoDB JSON"), std::string::npos);
    EXPECT_NE(refusal("a:L", std::string(33, '[') + std::string(33, ']')).reason.find("more than 32 levels"),
              std::string::npos);
    EXPECT_NE(refusal("a", "x\xff").reason.find("not UTF-8: byte 0xff at offset 1"), std::string::npos);
    EXPECT_NE(refusal("a", std::string("x\0", 2)).reason.find("a NUL byte"), std::string::npos);
}

TEST(Csv, RefusesRowsWithTooFewAndTooManyCells) {
    const decoding all = decode_csv("id,a\n1\n1,2,3\n1,2\n");
    EXPECT_EQ(all.items().size(), 1U);
    ASSERT_EQ(all.reasons().size(), 2U);
    EXPECT_NE(all.reasons()[0].find("the row has 1 cell, but the header has 2"), std::string::npos);
    EXPECT_NE(all.reasons()[1].find("the row has 3 cells, but the header has 2"), std::string::npos);
}

TEST(Csv, GoesOnAfterAWrongQuote) {
    const decoding open = decode_csv("id,t\n1,a\n2,\"b\n3,c\n4,d\n");
    EXPECT_EQ(open.items(), items("id,t\n1,a\n3,c\n4,d\n"));
    ASSERT_EQ(open.reasons().size(), 1U);
    EXPECT_NE(open.reasons()[0].find("the quote that begins here is not closed"), std::string::npos);
    EXPECT_EQ(open.records[1].position, (source_position{0, 1, 3, 9}));
    EXPECT_EQ(open.records[1].column, 3U);
    EXPECT_EQ(open.records[1].attribute, "t");
    EXPECT_EQ(open.records[1].item, "2,\"b");
    const decoding odd = decode_csv("id,t\n1,\"a\n2,\"b\"\n\"3\"x,c\r\n4,d\n");
    EXPECT_EQ(odd.items(), items("id,t\n2,b\n4,d\n"));
    EXPECT_EQ(odd.reasons().size(), 2U);
    EXPECT_NE(odd.reasons()[1].find("text follows the closing quote"), std::string::npos);
}

TEST(Csv, NeedsAHeaderThatMakesSense) {
    const auto failure = [](std::string_view text) { return decode_csv(text).failure; };
    EXPECT_NE(failure("id,a,id\n1,2,3\n").find("line 1, the header: the column \"id\" occurs twice"),
              std::string::npos);
    EXPECT_NE(failure("id:N,id:S\n").find("occurs twice"), std::string::npos);
    EXPECT_NE(failure("id,\n1,2\n").find("a column has no name"), std::string::npos);
    EXPECT_NE(failure("id,a:X\n").find("unknown type X; use S, N, B"), std::string::npos);
    EXPECT_NE(failure("id,a:X\n").find("if X belongs to the name, add a type: \"a:X:S\""), std::string::npos);
    EXPECT_NE(failure("id,a:N:typed\n").find(":typed means that the cells are DynamoDB JSON"),
              std::string::npos);
    EXPECT_NE(failure("id,a:N:typed\n").find("write \"a:N\""), std::string::npos);
    EXPECT_NE(failure("id,a:S:typed\n").find("only L and M"), std::string::npos);
    EXPECT_NE(failure("\n\"id,a\n").find("line 2, the header: the quote"), std::string::npos);
    EXPECT_NE(failure("i\xff\n").find("is not UTF-8"), std::string::npos);
    EXPECT_NE(failure(std::string_view("i\0d\0", 4)).find("UTF-16"), std::string::npos);
}

TEST(Csv, RefusesARepeatedHeader) {
    const decoding all = decode_csv("id,a:N\n1,2\nid,a:N\n3,4\n");
    EXPECT_EQ(all.items().size(), 2U);
    ASSERT_EQ(all.reasons().size(), 1U);
    EXPECT_NE(all.reasons()[0].find("repeats the header"), std::string::npos);
}

// If an item has the header's texts, it is written with other quotes than the header.
TEST(Csv, ReadsARowThatDiffersFromTheHeaderInItsQuotes) {
    EXPECT_EQ(decode_csv("id,a\n\"id\",\"a\"\n").items().size(), 1U);
    EXPECT_EQ(decode_csv("id,a\nid,\"a\"\n").items().size(), 1U);
    EXPECT_EQ(decode_csv("id,\"a\"\"b\"\nid,\"a\"\"b\"\n").items().size(), 0U);
    EXPECT_EQ(decode_csv("id,\"a,b\"\n\"id\",\"a,b\"\n").items().size(), 1U);
}

TEST(Csv, GuessesSemicolons) {
    const auto items = [](const std::string& text, std::size_t block) {
        csv_rows decoder({.guess_delimiter = true});
        return test::decode(decoder, text, block).items();
    };
    const std::string text = "\n \r\nid;price\r\n1;12,50\r\n";
    for (std::size_t block = 1; block <= text.size(); ++block)
        EXPECT_EQ(items(text, block), (std::vector<std::string>{R"({"id":{"S":"1"},"price":{"S":"12,50"}})"}))
            << block;
    EXPECT_EQ(items("id,a;b\n1,2\n", 100).size(), 1U);
    EXPECT_EQ(items("id\n1;2\n", 100).size(), 1U);
    const decoding all = decode_csv("id,a\n1;2\n");
    ASSERT_EQ(all.reasons().size(), 1U);
    EXPECT_NE(all.reasons()[0].find("set source_options::delimiter"), std::string::npos);
}

TEST(Csv, TheDelimiterIsKnownOnceItWasGuessed) {
    for (const auto& [text, delimiter] :
         {std::pair{"a;b\n1;2\n", ';'}, {"a,b;c\n1,2\n", ','}, {"a\n1\n", ','}}) {
        csv_rows decoder({.guess_delimiter = true});
        EXPECT_EQ(test::decode(decoder, text, 100).items().size(), 1U);
        EXPECT_EQ(decoder.delimiter(), delimiter);
    }
}

TEST(Csv, AHeaderMustHaveTheRequiredColumns) {
    const std::vector<csv_column> keys{{.name = "id", .type = attribute_type::S},
                                       {.name = "n", .type = attribute_type::N}};
    const auto why = [&keys](const std::string& header, std::vector<csv_column> types = {}) {
        csv_rows decoder({.types = std::move(types), .required = keys});
        return test::decode(decoder, header + "\n1,2,3\n", 100).failure;
    };
    EXPECT_EQ(why("id,n:N,x"), "");
    EXPECT_EQ(why("x,id:S,n", keys), "");
    EXPECT_EQ(why("id:typed,n:N,x"), "");
    EXPECT_EQ(why("id,x,y"),
              "line 1, the header: the column \"n\" is missing; the file has the columns \"id\", \"x\", "
              "\"y\"");
    EXPECT_EQ(
        why("id|n"),
        "line 1, the header: the columns \"id\", \"n\" are missing; the file has the columns \"id|n\"; if "
        "another character separates the cells, set source_options::delimiter");
    EXPECT_EQ(why("id,n,x"), "line 1, the header: the column \"n\" has the type S, and N is needed");
    EXPECT_EQ(why("id:N,n:N,x"), "line 1, the header: the column \"id\" has the type N, and S is needed");
    EXPECT_THROW(csv_rows({.header = {{.name = "x"}}, .required = keys}), error);
}

TEST(Csv, RefusesAHeaderWithAnotherTypeThanItsOptions) {
    const auto why = [](const std::string& header) {
        csv_rows decoder({.types = columns_of("price:N,doc:M,any,list:L:typed,rest:typed")});
        return test::decode(decoder, header + "\n1,2\n", 100).failure;
    };
    EXPECT_EQ(why("id,price:S"),
              "line 1, the header: the column \"price\" has the type S in the header, and N in "
              "source_options::types; leave out one of them");
    EXPECT_EQ(why("id,doc:L:typed"),
              "line 1, the header: the column \"doc\" has the type L:typed in the header, and M in "
              "source_options::types; leave out one of them");
    EXPECT_EQ(why("id,list:L"),
              "line 1, the header: the column \"list\" has the type L in the header, and L:typed in "
              "source_options::types; leave out one of them");
    EXPECT_EQ(why("id,rest:N"),
              "line 1, the header: the column \"rest\" has the type N in the header, and typed in "
              "source_options::types; leave out one of them");
    for (const char* const fits : {"id,price:N", "id,price", "id,price:typed", "id,doc:M:typed", "id,any:N"})
        EXPECT_EQ(why(fits), "") << fits;
}

TEST(Csv, RefusesARowThatIsTooLong) {
    const std::string text = "id\n1\n\"" + std::string(max_record_bytes, 'x') + "\"\n2\n";
    for (const std::size_t size : {std::size_t{10'000}, std::size_t{1} << 20, text.size()}) {
        csv_rows decoder({});
        const decoding all = test::decode(decoder, text, size);
        ASSERT_EQ(all.records.size(), 3U) << size;
        EXPECT_NE(all.records[1].reason.find("longer than 4 MiB"), std::string::npos);
        EXPECT_EQ(all.records[2].position, (source_position{0, 2, 4, text.size() - 2}));
    }
}

TEST(Csv, DoesNotDependOnTheBlocks) {
    std::mt19937 random(20120118);
    const texts parts = {"1", ",",        "\n", "\r\n",  "\r",    "\"",      "\"\"",
                         "a", "\xc3\xa4", " ",  "\"x\"", "1,2\n", ",\"y\"\n"};
    for (int round = 0; round < 500; ++round) {
        std::string text = "id,b\n";
        for (auto count = random() % 14; count > 0; --count) text += parts[random() % parts.size()];
        decode_csv(text);
    }
}

}  // namespace csv_test
