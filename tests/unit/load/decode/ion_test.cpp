#include "decoding.hpp"
#include "load/decode/ion_lines.hpp"

#include <gtest/gtest.h>

using namespace dynaco;
using namespace dynaco::loading;
using test::decoding;
using test::seen;

namespace ion_test {
namespace {

using texts = std::vector<std::string>;

decoding decode_ion(std::string_view text) {
    return test::decode_each_way([] { return std::make_unique<ion_lines>(); }, text,
                                 [](const std::string& what) { ADD_FAILURE() << what; });
}
std::string item_of(const std::string& fields) {
    const decoding all = decode_ion("$ion_1_0 {Item:{" + fields + "}}\n");
    EXPECT_EQ(all.reasons(), texts{}) << fields;
    return all.items().empty() ? std::string() : all.items().front();
}
seen refusal(const std::string& line) {
    const decoding all = decode_ion(line + "\n$ion_1_0 {Item:{id:1.}}\n");
    EXPECT_EQ(all.items(), texts{"{\"id\":{\"N\":\"1\"}}"}) << line;
    return all.records.front().good ? seen{} : all.records.front();
}

}  // namespace

TEST(IonLines, HaveEveryType) {
    EXPECT_EQ(
        item_of("s:\"a\\\"\\u00e4\\x41\\n\",n:103.,b:{{AQI=}},t:true,f:false,z:null,zs:null.string,l:[1.,"
                "\"x\",[]],m:{k:{}},"
                "ss:$dynamodb_SS::[\"a\",\"b\"],ns:$dynamodb_NS::[1.,2.5],bs:$dynamodb_BS::[{{AQI=}}]"),
        "{\"s\":{\"S\":\"a\\\"\xc3\xa4"
        "A\\n\"},\"n\":{\"N\":\"103\"},\"b\":{\"B\":\"AQI=\"},\"t\":{\"BOOL\":true},\"f\":{\"BOOL\":false},"
        "\"z\":{\"NULL\":true},\"zs\":{\"NULL\":true},\"l\":{\"L\":[{\"N\":\"1\"},{\"S\":\"x\"},{\"L\":[]}]},"
        "\"m\":{\"M\":{\"k\":{\"M\":{}}}},"
        "\"ss\":{\"SS\":[\"a\",\"b\"]},\"ns\":{\"NS\":[\"1\",\"2.5\"]},\"bs\":{\"BS\":[\"AQI=\"]}}");
}

TEST(IonLines, HaveDecimals) {
    EXPECT_EQ(item_of("a:6d2,b:-1.50d-3,c:0.,d:1.d3,e:12,f:1e3"),
              "{\"a\":{\"N\":\"6E2\"},\"b\":{\"N\":\"-1.50E-3\"},\"c\":{\"N\":\"0\"},\"d\":{\"N\":\"1E3\"},"
              "\"e\":{\"N\":\"12\"},\"f\":{\"N\":\"1E3\"}}");
    const std::string digits = "12345678901234567890123456789012345678";
    EXPECT_EQ(item_of("n:" + digits + "."), "{\"n\":{\"N\":\"" + digits + "\"}}");
}

TEST(IonLines, HaveQuotedNamesAndLongStrings) {
    EXPECT_EQ(item_of("'a b':1.,\"c\":'''x'''  '''y\"''', _d$1 : \"\\U0001F600\","),
              "{\"a b\":{\"N\":\"1\"},\"c\":{\"S\":\"xy\\\"\"},\"_d$1\":{\"S\":\"\xf0\x9f\x98\x80\"}}");
}

TEST(IonLines, AreIncremental) {
    const decoding all = decode_ion(
        "$ion_1_0 "
        "{Record:{Keys:{id:1.},Metadata:{WriteTimestampMicros:1684374845117899.},OldImage:{id:1.,a:1.},"
        "NewImage:{id:1.,a:2.}}}\r\n"
        "\n$ion_1_0 {Record:{Keys:{id:2.},Metadata:{WriteTimestampMicros:1.}}}\n"
        "{Metadata:{WriteTimestampMicros:1.},Keys:{id:3.},OldImage:{id:3.}}");
    ASSERT_EQ(all.records.size(), 3U);
    EXPECT_EQ(all.items(), (texts{"{\"id\":{\"N\":\"1\"},\"a\":{\"N\":\"2\"}}", "{\"id\":{\"N\":\"2\"}}",
                                  "{\"id\":{\"N\":\"3\"}}"}));
    EXPECT_EQ(all.records[0].kind, record_kind::put);
    EXPECT_EQ(all.records[1].kind, record_kind::remove);
    EXPECT_EQ(all.records[2].kind, record_kind::remove);
    EXPECT_EQ(all.records[1].position.line, 3U);
}

TEST(IonLines, AreRefusedAndTheNextIsRead) {
    const auto reason = [](const std::string& fields) {
        return refusal("$ion_1_0 {Item:{" + fields + "}}").reason;
    };
    EXPECT_NE(reason("a:nan").find("\"nan\" is not a value"), std::string::npos);
    EXPECT_NE(reason("a:2023-01-01").find("is a timestamp"), std::string::npos);
    EXPECT_NE(reason("a:1d126").find("outside the range"), std::string::npos);
    EXPECT_NE(reason("a:" + std::string(39, '1') + ".").find("38 significant digits"), std::string::npos);
    EXPECT_NE(reason("a:{{AQ}}").find("is not base64"), std::string::npos);
    for (const char* clob : {"a:{{\"text\"}}", "a:{{ '''text''' }}"})
        EXPECT_NE(reason(clob).find("a clob; DynamoDB has no such type"), std::string::npos) << clob;
    EXPECT_NE(reason("a:$dynamodb_SS::[]").find("no empty sets"), std::string::npos);
    EXPECT_NE(reason("a:$dynamodb_XX::[1.]").find("is not known"), std::string::npos);
    EXPECT_NE(reason("a:1.,a:2.").find("occurs twice"), std::string::npos);
    EXPECT_NE(reason("a:\"x").find("is not closed"), std::string::npos);
    EXPECT_NE(reason("a:\"\\q\"").find("an escape that Ion does not have"), std::string::npos);
    EXPECT_NE(reason("a:\"\\ud800\"").find("a surrogate"), std::string::npos);
    EXPECT_NE(reason("a:\"\xff\"").find("not UTF-8"), std::string::npos);
    EXPECT_NE(reason("a:" + std::string(33, '[') + std::string(33, ']')).find("more than 32 levels"),
              std::string::npos);
    EXPECT_NE(reason("a:" + std::string(100'000, '[')).find("more than 32 levels"), std::string::npos);
    EXPECT_EQ(refusal("$ion_1_0 {Item:{m:{l:[1.,x]}}}").attribute, "m.l[1]");
    EXPECT_EQ(refusal("$ion_1_0 {Item:{m:{l:[1.,x]}}}").column, 26U);
    EXPECT_NE(refusal("$ion_1_0").reason.find("expected \"{\""), std::string::npos);
    EXPECT_NE(refusal("$ion_1_0 {Item:{}} {}").reason.find("text follows the record"), std::string::npos);
    EXPECT_NE(refusal("$ion_1_0 {Other:1.}").reason.find("no Item, Keys or NewImage"), std::string::npos);
    EXPECT_NE(refusal("{Record:{Record:{}}}").reason.find("Record inside"), std::string::npos);
}

}  // namespace ion_test
