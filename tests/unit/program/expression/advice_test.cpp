#include "program/expression/advice.hpp"

#include "program/expression/request_writer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::program::advice_test {
namespace {

std::string advice(const std::string& filter, const std::vector<std::string>& keys = {"id", "date"},
                   std::string_view table = "orders") {
    request_writer writer;
    writer.filter(filter);
    return advice_about_no_match(writer.take(), keys, table);
}

TEST(AdviceAboutNoMatch, NamesTheAttributesOfTheFilter) {
    EXPECT_EQ(
        advice("totl > 5"),
        "no item meets --where: check the spelling of totl, and the types of the values; `dynaco scan orders "
        "--limit 1` prints an item");
    EXPECT_NE(advice("totl > 5 and (contains(tags, \"a\") or not statsu = totl)")
                  .find("of totl, tags, statsu, and"),
              std::string::npos);
    EXPECT_NE(advice("`address`.city = \"Bonn\" and lines[0].sku exists").find("of address, lines, and"),
              std::string::npos);
    EXPECT_NE(advice("`my name` = 1", {}, "my table").find("of `my name`, and"), std::string::npos);
    EXPECT_NE(advice("a = 1", {}, "my table").find("`dynaco scan 'my table' --limit 1`"), std::string::npos);
}

TEST(AdviceAboutNoMatch, ExplainsAPathWithDots) {
    EXPECT_NE(advice("totl = 1 and a.b = 1").find("a.b is read as `b` in the map `a`"), std::string::npos);
}

TEST(AdviceAboutNoMatch, KnowsTheKeys) {
    EXPECT_EQ(advice("date > \"2026\""), "");
    EXPECT_NE(advice("date > \"2026\" and totl = 1").find("of totl, and"), std::string::npos);
    EXPECT_EQ(advice_about_no_match({}, {}, "orders"), "");
}

}  // namespace
}  // namespace dynaco::program::advice_test
