#include "table/read/resume_token.hpp"

#include "json/base64.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dynaco::paging::resume_token_test {
namespace {

const read_scope scope{.operation = "Scan", .table = "things", .index = "by-x", .segments = 3};
const std::vector<position> positions{
    {.key = R"({"id":{"S":"a>?ü"},"n":{"N":"1"}})"}, {.finished = true}, {}};

// A token of this JSON.
std::string token_of(std::string_view json) {
    std::string text;
    detail::json::append_base64(text, std::as_bytes(std::span(json)));
    text.resize(std::min(text.size(), text.find('=')));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}
errc why(std::string_view token, const read_scope& of = scope, std::size_t count = 3) {
    const auto read = read_resume_token(token, of, count);
    return read ? errc{} : read.error().cause();
}

TEST(ResumeToken, ComesBackAsItWas) {
    const std::string token = write_resume_token(scope, positions);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_EQ(read_resume_token(token, scope, 3).value(), positions);
}

TEST(ResumeToken, HasAFormatThatLaterVersionsRead) {
    const std::vector<position> one{{.key = R"({"id":{"S":"1"}})"}};
    EXPECT_EQ(write_resume_token({.operation = "Query", .table = "t"}, one),
              token_of(R"({"v":1,"o":"Query","t":"t","p":[{"id":{"S":"1"}}]})"));
    EXPECT_EQ(write_resume_token({.operation = "Scan", .table = "t", .segment = 2, .segments = 4}, one),
              token_of(R"({"v":1,"o":"Scan","t":"t","s":2,"n":4,"p":[{"id":{"S":"1"}}]})"));
    EXPECT_EQ(
        write_resume_token(scope, positions),
        token_of(
            R"({"v":1,"o":"Scan","t":"things","i":"by-x","n":3,"p":[{"id":{"S":"a>?ü"},"n":{"N":"1"}},null,{}]})"));
}

TEST(ResumeToken, OfSomethingElseIsRefused) {
    const std::string token = write_resume_token(scope, positions);
    const auto changed = [](const auto& change) {
        read_scope other = scope;
        change(other);
        return other;
    };
    EXPECT_EQ(why(token, changed([](read_scope& s) { s.operation = "Query"; })), errc::invalid_argument);
    EXPECT_EQ(why(token, changed([](read_scope& s) { s.table = "others"; })), errc::invalid_argument);
    EXPECT_EQ(why(token, changed([](read_scope& s) { s.index.clear(); })), errc::invalid_argument);
    EXPECT_EQ(why(token, changed([](read_scope& s) { s.segment = 1; })), errc::invalid_argument);
    EXPECT_EQ(why(token, changed([](read_scope& s) { s.segments = 4; })), errc::invalid_argument);
    EXPECT_EQ(why(token, scope, 1), errc::invalid_argument);
    EXPECT_EQ(why(token), errc{});
}

TEST(ResumeToken, OfAnotherVersionIsRefused) {
    const std::string rest = R"(,"o":"Scan","t":"things","i":"by-x","n":3,"p":[null,null,null]})";
    EXPECT_EQ(why(token_of(R"({"v":1)" + rest)), errc{});
    EXPECT_EQ(why(token_of(R"({"v":2)" + rest)), errc::invalid_argument);
    EXPECT_EQ(why(token_of(R"({"w":1)" + rest)), errc::invalid_argument);
}

TEST(ResumeToken, DamagedIsRefused) {
    const std::string token = write_resume_token(scope, positions);
    for (std::size_t length = 0; length < token.size(); ++length)
        EXPECT_EQ(why(token.substr(0, length)), errc::invalid_argument) << length;
    for (const char* rubbish :
         {"rubbish", "====", "a+b/", "{}", R"({"id":{"S":"1"}})", " ", "\xc3\xa4", "AAAA", "e30"})
        EXPECT_EQ(why(rubbish), errc::invalid_argument) << rubbish;
    const auto with = [](std::string_view list) {
        return token_of(R"({"v":1,"o":"Scan","t":"things","i":"by-x","n":3,"p":)" + std::string(list) + "}");
    };
    EXPECT_EQ(why(with("[{},{},{}]")), errc{});
    for (const char* bad : {"[1,{},{}]", R"([{"id":"1"},{},{}])", R"([{"id":{"S":1}},{},{}])",
                            R"(["x",{},{}])", "null", "{}", "[{},{}]"})
        EXPECT_EQ(why(with(bad)), errc::invalid_argument) << bad;
    EXPECT_EQ(why(token_of(R"({"v":1,"o":"Scan","t":"things","i":"by-x","n":4294967299,"p":[{},{},{}]})")),
              errc::invalid_argument);
}

}  // namespace
}  // namespace dynaco::paging::resume_token_test
