#include "load/decode/json_array.hpp"

#include "decoding.hpp"

#include <gtest/gtest.h>

using namespace dynaco;
using namespace dynaco::loading;
using test::decoding;

namespace json_array_test {
namespace {

using texts = std::vector<std::string>;

decoding decode_array(std::string_view text) {
    return test::decode_each_way([] { return std::make_unique<json_array>(); }, text,
                                 [](const std::string& what) { ADD_FAILURE() << what; });
}

const std::string one = "{\"id\":{\"N\":\"1\"}}";
const std::string two = "{\"id\":{\"N\":\"2\"}}";

}  // namespace

TEST(JsonArray, HasElements) {
    EXPECT_EQ(decode_array("[{\"id\":1},{\"id\":2}]").items(), (texts{one, two}));
    EXPECT_EQ(decode_array("\xef\xbb\xbf [ {\"id\":1}\r\n,\n{ \"id\" : 2 } ] \n").items(), (texts{one, two}));
    EXPECT_EQ(decode_array("[" + one + "," + two + "]").items(), (texts{one, two}));
}

TEST(JsonArray, IsEmpty) {
    for (const char* text : {"[]", " [\n] ", "", "  \n"}) {
        const decoding all = decode_array(text);
        EXPECT_TRUE(all.records.empty()) << text;
        EXPECT_EQ(all.failure, "");
    }
}

TEST(JsonArray, KnowsLinesAndColumns) {
    const decoding all = decode_array("[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": NaN\n  }\n]\n");
    ASSERT_EQ(all.records.size(), 2U);
    EXPECT_EQ(all.records[0].position, (source_position{0, 0, 2, 4}));
    EXPECT_EQ(all.records[1].position, (source_position{0, 1, 5, 25}));
    EXPECT_EQ(all.records[1].column, 11U);
    EXPECT_EQ(all.records[1].attribute, "id");
}

TEST(JsonArray, GoesOnAfterABadElement) {
    const decoding all = decode_array("[{\"id\":1},5,{\"a\":\"]}\",},,\"x,y\",{\"b\":[},{\"id\":2}");
    EXPECT_EQ(all.items(), texts{one});
    EXPECT_NE(all.failure.find("is not closed"), std::string::npos);
    const decoding most = decode_array("[{\"id\":1},5,{\"a\":\"]}\",},,\"x,y\",{\"b\":[1]x},{\"id\":2}]");
    EXPECT_EQ(most.items(), (texts{one, two}));
    EXPECT_EQ(most.reasons().size(), 5U);
    EXPECT_EQ(most.failure, "");
}

TEST(JsonArray, FailsWhereTheRestCannotBeRead) {
    const auto failure = [](std::string_view text) { return decode_array(text).failure; };
    EXPECT_NE(failure("{\"id\":1}").find("must begin with ["), std::string::npos);
    EXPECT_NE(failure("[{\"id\":1}").find("cut off"), std::string::npos);
    EXPECT_NE(failure("[{\"id\":1},").find("cut off"), std::string::npos);
    EXPECT_NE(failure("[\n{\"id\":1}\n{\"id\":2}]").find("line 3: a comma is missing"), std::string::npos);
    EXPECT_NE(failure("[{\"id\":1},]").find("remove the comma"), std::string::npos);
    EXPECT_NE(failure("[{\"id\":1}] x").find("text follows"), std::string::npos);
    EXPECT_NE(failure("[{\"id\":\"1}]").find("not closed"), std::string::npos);
    EXPECT_NE(failure(std::string_view("[\0{\0", 4)).find("UTF-16"), std::string::npos);
}

}  // namespace json_array_test
