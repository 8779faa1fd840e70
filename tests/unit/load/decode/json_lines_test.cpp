#include "load/decode/json_lines.hpp"

#include "decoding.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace dynaco;
using namespace dynaco::loading;
using test::decoding;
using test::seen;

namespace json_lines_test {
namespace {

using texts = std::vector<std::string>;

void complain(const std::string& what) { ADD_FAILURE() << what; }

decoding decode_lines(std::string_view text, json_shape shape = json_shape::unknown) {
    return test::decode_each_way([shape] { return std::make_unique<json_lines>(shape); }, text, complain);
}
seen refusal(std::string_view line) {
    const decoding all = decode_lines(std::string(line) + "\n{\"id\":1}\n", json_shape::plain);
    EXPECT_EQ(all.failure, "");
    EXPECT_EQ(all.items(), texts{"{\"id\":{\"N\":\"1\"}}"}) << line;
    if (all.records.size() != 2 || all.records[0].good) {
        ADD_FAILURE() << "not refused: " << line;
        return {};
    }
    EXPECT_EQ(all.records[0].item, line);
    return all.records[0];
}

const std::string one = "{\"id\":{\"S\":\"1\"}}";
const std::string two = "{\"id\":{\"S\":\"2\"}}";

}  // namespace

TEST(JsonLines, HaveNoRecords) {
    for (const char* text : {"", "\n", "\n\n \t\n", "\r\n\r\n", "\xef\xbb\xbf", "\xef\xbb\xbf\n"}) {
        const decoding all = decode_lines(text);
        EXPECT_TRUE(all.records.empty()) << text;
        EXPECT_EQ(all.failure, "");
    }
}

TEST(JsonLines, EndWithAnyLineEnd) {
    for (const char* text :
         {"{\"id\":\"1\"}\n{\"id\":\"2\"}\n", "{\"id\":\"1\"}\n{\"id\":\"2\"}",
          "{\"id\":\"1\"}\r\n{\"id\":\"2\"}\r\n", "{\"id\":\"1\"}\r{\"id\":\"2\"}\r",
          "{\"id\":\"1\"}\r{\"id\":\"2\"}", "\xef\xbb\xbf{\"id\":\"1\"}\n\n  \n{\"id\":\"2\"}\n\n"}) {
        const decoding all = decode_lines(text);
        EXPECT_EQ(all.items(), (texts{one, two})) << text;
        EXPECT_EQ(all.failure, "");
    }
}

TEST(JsonLines, KnowTheirPositions) {
    const decoding all = decode_lines("\n{\"id\":\"1\"}\r\n\r\nbad\n  {\"id\":\"2\"}");
    ASSERT_EQ(all.records.size(), 3U);
    EXPECT_EQ(all.records[0].position, (source_position{0, 0, 2, 1}));
    EXPECT_EQ(all.records[1].position, (source_position{0, 1, 4, 15}));
    EXPECT_EQ(all.records[2].position, (source_position{0, 2, 5, 19}));
    EXPECT_EQ(all.after[0], (source_position{0, 1, 3, 13}));
}

TEST(JsonLines, ArePlain) {
    const decoding all = decode_lines(
        "{ \"s\" : \"a\\n\\u00e4\\ud83d\\ude00\xc3\xa4\", "
        "\"n\":-1.50e-3,\"t\":true,\"f\":false,\"z\":null,\"l\":[1,\"x\",[ ]],\"m\":{\"k\":{}}}\n");
    EXPECT_EQ(all.items(), texts{"{\"s\":{\"S\":\"a\\n\\u00e4\\ud83d\\ude00\xc3\xa4\"},\"n\":{\"N\":\"-1.50e-"
                                 "3\"},\"t\":{\"BOOL\":true},\"f\":{\"BOOL\":false},"
                                 "\"z\":{\"NULL\":true},\"l\":{\"L\":[{\"N\":\"1\"},{\"S\":\"x\"},{\"L\":[]}]"
                                 "},\"m\":{\"M\":{\"k\":{\"M\":{}}}}}"});
}

TEST(JsonLines, KeepEveryDigit) {
    const std::string digits = "12345678901234567890123456789012345678";
    EXPECT_EQ(decode_lines("{\"n\":" + digits + "}").items(), texts{"{\"n\":{\"N\":\"" + digits + "\"}}"});
    EXPECT_EQ(decode_lines("{\"n\":9.9E125}").items(), texts{"{\"n\":{\"N\":\"9.9E125\"}}"});
    EXPECT_EQ(refusal("{\"n\":" + digits + "9}").attribute, "n");
    EXPECT_NE(refusal("{\"n\":" + digits + "9}").reason.find("38 significant digits"), std::string::npos);
    EXPECT_NE(refusal("{\"n\":1E126}").reason.find("outside the range"), std::string::npos);
    EXPECT_EQ(refusal("{\"n\":1E126}").column, 6U);
}

TEST(JsonLines, AreDynamodbJson) {
    const std::string spaced = " { \"id\" : {\"S\":\"3\"} } ";
    const decoding all = decode_lines(one + "\n" + spaced + "\n[]\n" + two);
    EXPECT_EQ(all.items(), (texts{one, "{ \"id\" : {\"S\":\"3\"} }", two}));
    ASSERT_EQ(all.reasons().size(), 1U);
    EXPECT_NE(all.reasons()[0].find("(read as DynamoDB JSON, because the first record of the file is)"),
              std::string::npos);
    // A wrong wrapper in the first record does not make plain JSON of the file.
    EXPECT_EQ(decode_lines("{\"id\":{\"S\":\"1\"},\"x\":{\"Q\":1},\"y\":{\"N\":5}}\n" + two).items()[1], two);
    EXPECT_EQ(decode_lines("{\"id\":{\"S\":\"1\"}\n" + two).items(), texts{two});
}

TEST(JsonLines, AreOfAnExport) {
    const decoding full =
        decode_lines("{\"Item\":" + one + "}\n{ \"Item\" : " + two + "}\r\n{\"Item\":{\"id\":\n");
    EXPECT_EQ(full.items(), (texts{one, two}));
    EXPECT_EQ(full.reasons().size(), 1U);
    const std::string metadata = "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":";
    const decoding changes =
        decode_lines(metadata + one + ",\"NewImage\":" + two + ",\"OldImage\":" + one + "}\n" + metadata +
                     one + "}\n" + metadata + one + ",\"OldImage\":" + two + "}\n{\"Metadata\":{}}\n");
    ASSERT_EQ(changes.records.size(), 4U);
    EXPECT_EQ(changes.records[0].kind, record_kind::put);
    EXPECT_EQ(changes.records[0].item, two);
    EXPECT_EQ(changes.records[1].kind, record_kind::remove);
    EXPECT_EQ(changes.records[1].item, one);
    EXPECT_EQ(changes.records[2].kind, record_kind::remove);
    EXPECT_EQ(changes.records[2].item, one);
    EXPECT_NE(changes.records[3].reason.find("no Item, Keys or NewImage"), std::string::npos);
    // An item may have an attribute of this name.
    EXPECT_EQ(decode_lines("{\"Item\":{\"S\":\"x\"}}").items(), texts{"{\"Item\":{\"S\":\"x\"}}"});
    EXPECT_EQ(decode_lines("{\"Item\":{\"S\":{\"N\":\"1\"}}}").items(), texts{"{\"S\":{\"N\":\"1\"}}"});
    EXPECT_EQ(decode_lines("{\"Item\":1}").items(), texts{"{\"Item\":{\"N\":\"1\"}}"});
}

TEST(JsonLines, AreRefusedAndTheNextIsRead) {
    struct row {
        std::string line;
        std::string reason;
        std::uint64_t column;
        std::string attribute;
    };
    const std::string bad_utf8 = "{\"id\":\"a\xff\"}";
    const std::string nul("{\"id\":\"a\0\"}", 11);
    for (const row& each : {
             row{"{\"id\":1} {\"id\":2}", "write each record on its own line", 10, ""},
             row{"{\"id\":1,}", "remove the comma", 8, ""},
             row{"{\"id\":[1,]}", "remove the comma", 9, "id"},
             row{"{\"id\":1},", "without commas between them", 9, ""},
             row{"{\"id\":NaN}", "NaN is not a JSON number", 7, "id"},
             row{"{\"id\":-Infinity}", "-Infinity is not a JSON number", 7, "id"},
             row{"{\"a\":{\"b\":[0,{\"c\":x}]}}", "\"x\" is not a JSON value", 19, "a.b[1].c"},
             row{"{\"id\":012}", "\"012\" is not a JSON value", 7, "id"},
             row{"{\"id\":1,\"id\":2}", "occurs twice", 9, "id"},
             row{"{\"m\":{\"a\":1,\"b\":2,\"a\":3}}", "occurs twice", 19, "m.a"},
             row{"{\"id\":}", "a value is missing before \"}\"", 7, "id"},
             row{"{id:1}", "in double quotes", 2, ""},
             row{"{\"id\" 1}", "expected \":\" after", 7, ""},
             row{"{\"id\":\"x}", "is not closed", 7, "id"},
             row{"{\"id\":\"\\x\"}", "an escape that JSON does not have", 8, "id"},
             row{"{\"id\":\"\\ud800\"}", "a surrogate without its other half", 8, "id"},
             row{"{\"id\":\"\\udc00\"}", "a surrogate without its other half", 8, "id"},
             row{"{\"id\":\"a\tb\"}", "a control character", 9, "id"},
             row{nul, "a NUL byte", 9, "id"},
             row{bad_utf8, "not UTF-8: byte 0xff", 9, "id"},
             row{"{\"id\":1", "ends before the }", 8, ""},
             row{"{", "ends before the }", 2, ""},
             row{"[1]", "not a JSON object", 1, ""},
             row{"id,price", "not a JSON object", 1, ""},
             row{std::string("\0\0", 2), "not a JSON object", 1, ""},
         }) {
        const seen bad = refusal(each.line);
        EXPECT_NE(bad.reason.find(each.reason), std::string::npos) << each.line << ": " << bad.reason;
        EXPECT_EQ(bad.column, each.column) << each.line;
        EXPECT_EQ(bad.attribute, each.attribute) << each.line;
        EXPECT_EQ(bad.position, (source_position{0, 0, 1, 0}));
    }
}

TEST(JsonLines, FindADoubledNameAmongMany) {
    std::string line = "{";
    for (int i = 0; i < 100; ++i) line += "\"a" + std::to_string(i) + "\":1,";
    EXPECT_EQ(refusal(line + "\"a7\":1}").attribute, "a7");
    EXPECT_EQ(decode_lines(line + "\"a100\":1}").items().size(), 1U);
}

TEST(JsonLines, NestAtMost32Levels) {
    const auto nested = [](int levels) {
        const auto count = static_cast<std::size_t>(levels);
        return "{\"a\":" + std::string(count, '[') + std::string(count, ']') + "}";
    };
    EXPECT_EQ(decode_lines(nested(32)).items().size(), 1U);
    EXPECT_NE(refusal(nested(33)).reason.find("more than 32 levels"), std::string::npos);
    EXPECT_NE(refusal(nested(100'000)).reason.find("more than 32 levels"), std::string::npos);
}

TEST(JsonLines, MustBeUtf8) {
    const std::string wide("\xff\xfe{\0\"\0", 6);
    EXPECT_NE(decode_lines(wide).failure.find("UTF-16"), std::string::npos);
    EXPECT_NE(decode_lines(wide.substr(2)).failure.find("UTF-16"), std::string::npos);
    EXPECT_NE(decode_lines(std::string("\0{\0\"", 4)).failure.find("iconv"), std::string::npos);
}

TEST(JsonLines, RefuseALineThatIsTooLong) {
    const std::string text =
        "{\"id\":1}\n{\"a\":\"" + std::string(max_record_bytes, 'x') + "\"}\n{\"id\":2}\n";
    for (const std::size_t size : {std::size_t{1000}, std::size_t{1} << 20, text.size()}) {
        json_lines decoder;
        const decoding all = test::decode(decoder, text, size);
        ASSERT_EQ(all.records.size(), 3U);
        EXPECT_NE(all.records[1].reason.find("longer than 4 MiB"), std::string::npos);
        EXPECT_EQ(all.records[1].position, (source_position{0, 1, 2, 9}));
        EXPECT_EQ(all.records[1].item.size(), 256U);
        EXPECT_EQ(all.records[2].position, (source_position{0, 2, 3, text.size() - 9}));
        EXPECT_EQ(all.after[1], all.records[2].position);
    }
}

TEST(JsonLines, DoNotDependOnTheBlocks) {
    std::mt19937 random(20120118);
    const texts parts = {"{\"id\":1}", "\n", "\r\n", "\r", "{\"a\":\"\xc3\xa4\"}",   "{", "}",
                         "\"",         "\\", " ",    one,  "{\"Item\":" + one + "}", "x"};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (auto count = random() % 12; count > 0; --count) text += parts[random() % parts.size()];
        decode_lines(text);
    }
}

}  // namespace json_lines_test
