#include "account.hpp"

#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <sstream>
#include <string>

namespace dynaco::detail::expression::tests::readable_test {
namespace {

using namespace literals;

TEST(Readable, ConditionsReadAsTheyAreWritten) {
    EXPECT_EQ(to_string("balance"_a >= 100 && "name"_a.begins_with("a")),
              R"(balance >= 100 AND begins_with(name, "a"))");
    EXPECT_EQ(to_string(!("a"_a == 1) || "b"_a.in(1, 2)), "(NOT a = 1) OR b IN (1, 2)");
    EXPECT_EQ(to_string(("a"_a == 1 || "b"_a == 2) && ("c"_a == 3 || "d"_a == 4)),
              "(a = 1 OR b = 2) AND (c = 3 OR d = 4)");
    EXPECT_EQ(to_string("tags"_a.size().between(1, 2)), "size(tags) BETWEEN 1 AND 2");
    EXPECT_EQ(to_string(!("a"_a == 1)), "NOT a = 1");
}

TEST(Readable, PathsAreAsTheyWereSpelled) {
    EXPECT_EQ(to_string("home.zip_code"_a.exists()), "attribute_exists(home.zip_code)");
    EXPECT_EQ(to_string("labels.'a.b'[0]"_a.exists()), "attribute_exists(labels.'a.b'[0])");
    EXPECT_EQ(to_string("places"_a["a.b"]["zip_code"_a].exists()), "attribute_exists(places.'a.b'.zip_code)");
    EXPECT_EQ(to_string(attribute_path("a.b", 3, "it's").exists()), "attribute_exists('a.b'[3].it's)");
}

TEST(Readable, OperandsArePlainJson) {
    EXPECT_EQ(to_string("a"_a == "q\"uote"), R"(a = "q\"uote")");
    EXPECT_EQ(to_string("a"_a == true), "a = true");
    EXPECT_EQ(to_string("a"_a == null), "a = null");
    EXPECT_EQ(to_string("a"_a == 1.5), "a = 1.5");
    EXPECT_EQ(to_string("a"_a == bytes("abc")), R"(a = b"YWJj")");
    EXPECT_EQ(to_string("a"_a == std::set<std::string>{"x", "y"}), R"(a = <<"x", "y">>)");
    EXPECT_EQ(to_string("a"_a == std::set<int>{1, 2}), "a = <<1, 2>>");
    EXPECT_EQ(to_string("a"_a == std::vector<int>{1, 2}), "a = [1, 2]");
    EXPECT_EQ(to_string("a"_a == item{{"x", 1}, {"y", value::list{"z"}}}), R"(a = {"x": 1, "y": ["z"]})");
}

TEST(Readable, LongOperandsAreCutBetweenCharacters) {
    EXPECT_EQ(to_string("a"_a == std::string(62, 'x')), "a = \"" + std::string(62, 'x') + '"');
    EXPECT_EQ(to_string("a"_a == std::string(63, 'x')), "a = \"" + std::string(63, 'x') + "…");
    EXPECT_EQ(to_string("a"_a == std::string(62, 'x') + "é"), "a = \"" + std::string(62, 'x') + "…");
}

TEST(Readable, WhatCannotBeWrittenSaysWhy) {
    EXPECT_NE(to_string("a"_a == std::numeric_limits<double>::quiet_NaN()).find("a = <"), std::string::npos);
    EXPECT_NE(to_string(attribute("a..b") == 1).find("a..b"), std::string::npos);
}

TEST(Readable, ShowsActionsAsTheyAreWritten) {
    EXPECT_EQ(to_string("balance"_a.set("balance"_a + 1)), "SET balance = balance + 1");
    EXPECT_EQ(to_string("tags"_a.set("tags"_a.if_not_exists(std::vector<int>{}).append(std::vector<int>{1}))),
              "SET tags = list_append(if_not_exists(tags, []), [1])");
    EXPECT_EQ(to_string("tags[0]"_a.remove()), "REMOVE tags[0]");
    EXPECT_EQ(to_string("roles"_a.delete_elements("x")), R"(DELETE roles <<"x">>)");
    EXPECT_EQ(to_string("roles"_a.set(std::set<int>{})), "REMOVE roles");
}

TEST(Readable, WhatIsMadeAtRunTime) {
    condition_of<account> c;
    EXPECT_EQ(to_string(c), "");
    c.and_also("primary_email"_a == "x").and_also("home.zip_code"_a == "y");
    EXPECT_EQ(to_string(c), R"(primary_email = "x" AND home.zip_code = "y")");
    EXPECT_EQ(to_string(!c), R"(NOT (primary_email = "x" AND home.zip_code = "y"))");
    updates_of<account> u;
    EXPECT_EQ(to_string(u), "");
    u.add("balance"_a.add(1)).add("primary_email"_a.set("x"));
    EXPECT_EQ(to_string(u), R"(SET primary_email = "x" ADD balance 1)");
}

TEST(Readable, GoesToStreams) {
    std::ostringstream out;
    out << ("balance"_a > 1) << "; "
        << "balance"_a.add(1) << "; " << condition_of<account>("balance"_a < 2);
    EXPECT_EQ(out.str(), "balance > 1; ADD balance 1; balance < 2");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::readable_test
