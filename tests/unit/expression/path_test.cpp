#include "account.hpp"

#include <dynaco/detail/expression/path.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynaco::detail::expression::tests::path_test {
namespace {

std::string parsed(std::string_view text) {
    std::string names(text.size(), '?');
    std::array<parsed_step, 8> found;
    path_parser parser(text, names.data(), found.data(), found.size());
    if (!parser.parse()) return "invalid";
    std::string steps;
    for (std::size_t i = 0; i < parser.step_count(); ++i) {
        const step s = found[i].in(names.data());
        steps += s.is_index() ? '<' + std::to_string(s.index) + '>' : '(' + std::string(s.name) + ')';
    }
    return steps;
}

TEST(Path, IsNamesAndIndexes) {
    EXPECT_EQ(parsed("a"), "(a)");
    EXPECT_EQ(parsed("a.b.c"), "(a)(b)(c)");
    EXPECT_EQ(parsed("a[0]"), "(a)<0>");
    EXPECT_EQ(parsed("a[0][12].b[3]"), "(a)<0><12>(b)<3>");
    EXPECT_EQ(parsed("a[007]"), "(a)<7>");
    EXPECT_EQ(parsed("a[999999999]"), "(a)<999999999>");
    EXPECT_EQ(parsed("item-id"), "(item-id)");
    EXPECT_EQ(parsed("with space.#0.:1"), "(with space)(#0)(:1)");
    EXPECT_EQ(parsed("a]b.0"), "(a]b)(0)");
    EXPECT_EQ(parsed("é"), "(é)");
}

TEST(Path, AQuotedNameMayHoldAnything) {
    EXPECT_EQ(parsed("'a.b'"), "(a.b)");
    EXPECT_EQ(parsed("labels.'a.b'[0]"), "(labels)(a.b)<0>");
    EXPECT_EQ(parsed("'a[0]'.b"), "(a[0])(b)");
    EXPECT_EQ(parsed("'it''s'"), "(it's)");
    EXPECT_EQ(parsed("''''"), "(')");
    EXPECT_EQ(parsed("'a''.''b'.''''''"), "(a'.'b)('')");
    EXPECT_EQ(parsed("it's.o'clock"), "(it's)(o'clock)");
}

TEST(Path, AQuotedNameIsNotEmptyAndEndsWithItsQuote) {
    for (const std::string_view text : {"'", "''", "'a", "'a''", "'a'b", "a.''", "a.'", "'a'.", "''a'"})
        EXPECT_EQ(parsed(text), "invalid") << text;
}

TEST(Path, AnythingElseIsInvalid) {
    for (const std::string_view text :
         {"", ".", ".a", "a.", "a..b", "[0]", "a[", "a[]", "a[-1]", "a[+1]", "a[x]", "a[0", "a[0]b", "a[0]]",
          "a.[0]", "a[ 0]", "a[0 ]", "a[1000000000]", "a[99999999999999999999]"})
        EXPECT_EQ(parsed(text), "invalid") << text;
}

TEST(Path, HasNoMoreStepsThanAsked) {
    EXPECT_EQ(parsed("a.b.c.d.e.f.g.h"), "(a)(b)(c)(d)(e)(f)(g)(h)");
    EXPECT_EQ(parsed("a.b.c.d.e.f.g.h.i"), "invalid");
    EXPECT_EQ(parsed("a[0][1][2][3][4][5][6]"), "(a)<0><1><2><3><4><5><6>");
    EXPECT_EQ(parsed("a[0][1][2][3][4][5][6][7]"), "invalid");
}

template <fixed_string Path, class Type>
constexpr bool leads_to = std::is_same_v<path_type<account, Path>, Type>;

TEST(Path, LeadsToTheMembersType) {
    static_assert(leads_to<"balance", std::int64_t>);
    static_assert(leads_to<"description", std::string>, "optionals are unwrapped");
    static_assert(leads_to<"labels", std::map<std::string, std::string>>);
    static_assert(leads_to<"labels.anyone", std::string>);
    static_assert(leads_to<"tags[3]", std::string>);
    static_assert(leads_to<"addresses[1].zip_code", std::string>);
    static_assert(leads_to<"home.lines[2]", std::string>);
    static_assert(leads_to<"places.work.lines", std::vector<std::string>>);
}

TEST(Path, BelowARunTimeValueAnythingGoes) {
    static_assert(leads_to<"anything", value>);
    static_assert(leads_to<"anything.a[1].b", value>);
    static_assert(std::is_same_v<path_type<item, "a.b[0]">, value>);
}

TEST(Path, LeadsNowhereWhereTheModelHasNothing) {
    static_assert(leads_to<"nothing", no_such_attribute>);
    static_assert(leads_to<"balance.a", no_such_attribute>);
    static_assert(leads_to<"balance[0]", no_such_attribute>);
    static_assert(leads_to<"labels[0]", no_such_attribute>);
    static_assert(leads_to<"tags.a", no_such_attribute>);
    static_assert(leads_to<"addresses[0].zip", no_such_attribute>, "members are named as in C++");
    static_assert(leads_to<"roles[0]", no_such_attribute>);
}

TEST(Path, IsWrittenWithTheNamesOnTheWire) {
    using namespace literals;
    EXPECT_EQ(text("addresses[1].zip_code"_a.exists()), "attribute_exists(#0[1].#1)");
    EXPECT_EQ(names("addresses[1].zip_code"_a.exists()), R"({"#0":"addresses","#1":"zip"})");
    EXPECT_EQ(names("primary_email"_a.exists()), R"({"#0":"e"})");
    EXPECT_EQ(text("home.lines[10]"_a.exists()), "attribute_exists(#0.#1[10])");
    EXPECT_EQ(names("home.lines[10]"_a.exists()), R"({"#0":"h-o.m[e]","#1":"lines"})");
    EXPECT_EQ(names("places.work.zip_code"_a.exists()), R"({"#0":"places","#1":"work","#2":"zip"})");
    EXPECT_EQ(text("anything.a[1][2].b"_a.exists()), "attribute_exists(#0.#1[1][2].#2)");
    EXPECT_EQ(names("anything.zip_code"_a.exists()), R"({"#0":"anything","#1":"zip_code"})");
}

TEST(Path, OfAnItemIsWrittenAsItStands) {
    using namespace literals;
    EXPECT_EQ(written<item>(when("a.b[0].c"_a.exists())),
              R"x({"ConditionExpression":"attribute_exists(#0.#1[0].#2)",)x"
              R"("ExpressionAttributeNames":{"#0":"a","#1":"b","#2":"c"}})");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::path_test
