// A program with its own RapidJSON, which has other macros than the library's: its assertions throw, and its
// writer takes a std::string. Both work in one program.
#include "json/document.hpp"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#define RAPIDJSON_HAS_STDSTRING 1
#define RAPIDJSON_48BITPOINTER_OPTIMIZATION 0
#define RAPIDJSON_ASSERT(condition) ((condition) ? void() : throw std::logic_error(#condition))
#define RAPIDJSON_ASSERT_THROWS
#include <rapidjson/reader.h>
#include <rapidjson/stream.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace {

// The flags with which the library parses.
constexpr unsigned flags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseInsituFlag |
                           rapidjson::kParseValidateEncodingFlag;

std::string copied(std::string text) {
    rapidjson::StringBuffer copy;
    rapidjson::Writer<rapidjson::StringBuffer> writer(copy);
    rapidjson::InsituStringStream stream(text.data());
    if (!rapidjson::Reader().Parse<flags>(stream, writer)) return "not JSON";
    return copy.GetString();
}

bool asserts() {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    try {
        writer.EndObject();  // no object is open
    } catch (const std::logic_error&) {
        return true;
    }
    return false;
}

void check(bool right, const char* what) {
    if (right) return;
    std::cerr << "wrong: " << what << '\n';
    std::exit(1);
}

}  // namespace

int main() {
    const std::string text = R"({"numbers":[1,-2.5e3],"text":"\u00e9\ud83d\ude00","nothing":null})";
    const auto tree = dynaco::detail::json::document::parse(text);
    check(tree && (*tree)["numbers"].elements().at(1).text() == "-2.5e3", "the library reads a number");
    check((*tree)["text"].text() == "é😀", "the library reads a text");
    check(!dynaco::detail::json::document::parse("[1,]"), "the library refuses what is not JSON");

    check(copied(R"({"text":"\u00e9\ud83d\ude00","list":[null,true,{}]})") ==
              R"({"text":"é😀","list":[null,true,{}]})",
          "the program copies JSON");
    check(copied("[1,]") == "not JSON", "the program refuses what is not JSON");
    check(asserts(), "an assertion of the program throws");
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer>(buffer).String(text.substr(2, 7));
    check(buffer.GetString() == std::string("\"numbers\""), "the program writes a std::string");
}
