#include "json/walk.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::detail::json::walk_test {
namespace {

std::string members_of(std::string_view text) {
    reader in(text);
    std::string seen;
    const bool read = read_object(in, [&](std::string_view name) {
        seen += name;
        seen += ' ';
        return in.skip();
    });
    return seen + (read ? "read" : "failed");
}

TEST(Walk, AnObjectByItsMembersButThoseThatAreNull) {
    EXPECT_EQ(members_of("{}"), "read");
    EXPECT_EQ(members_of(R"( { "a" : 1 , "b" : null , "c" : {"d":[]} } )"), "a c read");
}

TEST(Walk, WhatIsNoObjectFails) {
    for (const std::string_view text : {"", "[]", "null", R"({"a")", R"({"a":1)", R"({"a":1,})"})
        EXPECT_TRUE(members_of(text).ends_with("failed")) << text;
}

TEST(Walk, AMemberThatFailsEndsIt) {
    reader in(R"({"a":1,"b":2})");
    int asked = 0;
    EXPECT_FALSE(read_object(in, [&](std::string_view) { return ++asked, in.fail(errc::invalid_value); }));
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(in.why().cause(), errc::invalid_value);
}

TEST(Walk, AnArrayByItsElementsButThoseThatAreNull) {
    reader in(R"([ "a" , null , "b" ])");
    std::vector<std::string> seen;
    EXPECT_TRUE(read_array(in, [&] {
        std::string_view text;
        const bool read = in.string(text);
        seen.emplace_back(text);
        return read;
    }));
    EXPECT_EQ(seen, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(in.at_end());
}

TEST(Walk, WhatIsNoArrayFails) {
    for (const std::string_view text : {"", "{}", "null", "[1", "[1,]"}) {
        reader in(text);
        EXPECT_FALSE(read_array(in, [&] { return in.skip(); })) << text;
    }
}

}  // namespace
}  // namespace dynaco::detail::json::walk_test
