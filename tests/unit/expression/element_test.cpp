#include "account.hpp"

#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

/// Names in quotes, and steps that are known only at run time.
namespace dynaco::detail::expression::tests::element_test {
namespace {

using namespace literals;

TEST(QuotedName, IsOneStep) {
    EXPECT_EQ(text("labels.'a.b'"_a == "x"), "#0.#1 = :0");
    EXPECT_EQ(names("labels.'a.b'"_a == "x"), R"({"#0":"labels","#1":"a.b"})");
    EXPECT_EQ(names("labels.'it''s [0]'"_a == "x"), R"({"#0":"labels","#1":"it's [0]"})");
    EXPECT_EQ(names("'labels'.a"_a == "x"), R"({"#0":"labels","#1":"a"})");
    EXPECT_EQ(names(attribute("labels.'a.b'[0]") == 1), R"({"#0":"labels","#1":"a.b"})");
    EXPECT_EQ(text(attribute("labels.'a.b'[0]") == 1), "#0.#1[0] = :0");
}

TEST(QuotedName, IsCheckedAndMappedAsAnyOther) {
    static_assert(std::is_same_v<path_type<account, "places.'a.b'.zip_code">, std::string>);
    EXPECT_EQ(names("places.'a.b'.zip_code"_a == "x"), R"({"#0":"places","#1":"a.b","#2":"zip"})");
    static_assert(static_attribute<"'balance'">::top_level == "balance");
    static_assert(static_attribute<"labels.x">::top_level.empty());
}

TEST(AttributePath, TakesPartsAsTheyAre) {
    EXPECT_EQ(text(attribute_path("labels", "a.b", 0, "c") == 1), "#0.#1[0].#2 = :0");
    EXPECT_EQ(names(attribute_path("labels", "a.b", 0, "c") == 1), R"({"#0":"labels","#1":"a.b","#2":"c"})");
    EXPECT_EQ(names(attribute_path("'") == 1), R"({"#0":"'"})");
    EXPECT_EQ(names(attribute_path("'a'.b", std::string("c[0]")) == 1), R"({"#0":"'a'.b","#1":"c[0]"})");
    EXPECT_EQ(text(attribute_path("a", std::size_t{12}, 3L) == 1), "#0[12][3] = :0");
}

TEST(AttributePath, RefusesNegativeIndexesAndEmptyNames) {
    EXPECT_EQ(refused<account>(when(attribute_path("a", -1) == 1)).cause(), errc::invalid_argument);
    EXPECT_EQ(refused<account>(when(attribute_path("a", "") == 1)).cause(), errc::invalid_argument);
    EXPECT_EQ(refused<account>(when(attribute_path("") == 1)).cause(), errc::invalid_argument);
}

TEST(Element, OfAList) {
    int i = 3;
    EXPECT_EQ(text("tags"_a[i] == "x"), "#0[3] = :0");
    EXPECT_EQ(text("tags"_a[0].exists()), "attribute_exists(#0[0])");
    EXPECT_EQ(update_text("tags"_a[std::size_t{10}].set("x")), "SET #0[10] = :0");
}

TEST(Element, OfAMap) {
    const std::string key = "a.b[0]";
    EXPECT_EQ(text("labels"_a[key] == "x"), "#0.#1 = :0");
    EXPECT_EQ(names("labels"_a[key] == "x"), R"({"#0":"labels","#1":"a.b[0]"})");
    EXPECT_EQ(update_text("labels"_a["x"].remove()), "REMOVE #0.#1");
}

TEST(Element, KeepsTheNamesOnTheWireOfThePathsAround) {
    const auto zip = "addresses"_a[2]["zip_code"_a];
    EXPECT_EQ(text(zip == "x"), "#0[2].#1 = :0");
    EXPECT_EQ(names(zip == "x"), R"({"#0":"addresses","#1":"zip"})");
    EXPECT_EQ(names("home"_a["lines[1]"_a] == "x"), R"({"#0":"h-o.m[e]","#1":"lines"})");
    EXPECT_EQ(names("places"_a["work"]["zip_code"_a] == "x"), R"({"#0":"places","#1":"work","#2":"zip"})");
    EXPECT_EQ(names("home"_a["zip"] == "x"), R"({"#0":"h-o.m[e]","#1":"zip"})");
}

TEST(Element, HasTheTypeOfWhatItLeadsTo) {
    static_assert(std::is_same_v<decltype("tags"_a[0])::cpp_type_in<account>, std::string>);
    static_assert(std::is_same_v<decltype("labels"_a["x"])::cpp_type_in<account>, std::string>);
    static_assert(std::is_same_v<decltype("places"_a["x"])::cpp_type_in<account>, address>);
    static_assert(std::is_same_v<decltype("places"_a["x"]["city"_a])::cpp_type_in<account>, std::string>);
    static_assert(std::is_same_v<decltype("home"_a["city"])::cpp_type_in<account>, value>);
    static_assert(std::is_same_v<decltype("anything"_a[0]["x"])::cpp_type_in<account>, value>);
    static_assert(std::is_same_v<decltype("balance"_a[0])::cpp_type_in<account>, no_such_attribute>);
    static_assert(std::is_same_v<decltype("tags"_a["x"])::cpp_type_in<account>, no_such_attribute>);
}

TEST(Element, RefusesNegativeIndexesAndEmptyKeys) {
    EXPECT_EQ(refused<account>(when("tags"_a[-1] == "x")).cause(), errc::invalid_argument);
    EXPECT_EQ(refused<account>(when("tags"_a[1'000'000'000] == "x")).cause(), errc::invalid_argument);
    EXPECT_EQ(refused<account>(when("labels"_a[""] == "x")).cause(), errc::invalid_argument);
}

TEST(Element, OfARunTimePath) {
    EXPECT_EQ(text(attribute("a.b")[1]["c.d"] == 1), "#0.#1[1].#2 = :0");
    EXPECT_EQ(names(attribute("a.b")[1]["c.d"] == 1), R"({"#0":"a","#1":"b","#2":"c.d"})");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::element_test
