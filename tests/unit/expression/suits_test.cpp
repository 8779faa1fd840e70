#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/model/time_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/model/variant_codec.hpp>
#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace dynaco::detail::expression::tests::suits_test {
namespace {

using namespace literals;

struct part {
    std::uint8_t small = 0;
};
struct ignore_case {
    bool operator()(const std::string& a, const std::string& b) const {
        const auto less = [](char x, char y) { return (x | 32) < (y | 32); };
        return std::ranges::lexicographical_compare(a, b, less);
    }
};
struct readings {
    std::string id;
    std::uint8_t small = 0;
    std::optional<std::int16_t> rank;
    std::int64_t count = 0;
    std::uint64_t large = 0;
    float single = 0;
    double rate = 0;
    std::vector<std::uint16_t> list;
    std::array<int, 2> pair{};
    std::set<std::uint8_t> numbers;
    std::map<std::string, std::uint8_t> levels;
    nullable<part> maybe;
    nullable<int> perhaps;
    std::vector<nullable<int>> gaps;
    std::set<std::string, ignore_case> tags;
    std::map<std::string, int, ignore_case> coarse;
    part inner;
    std::variant<std::string, std::uint8_t> either;

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};

/// The reason why an update is refused before it is sent, for the text of compile time and that of run time;
/// nothing if it is accepted.
template <class Action>
failure refusal(const Action& action) {
    const update_clause<Action> clause(action);
    std::string text = "{";
    json::writer out(text);
    const bool written = statement<readings, update_clause<Action>>(clause).write(out);

    std::string later = "{";
    json::writer again(later);
    const auto changes = updates_of<readings>().add(action);
    const update_clause<updates_of<readings>> recorded(changes);
    const bool recorded_written =
        statement<readings, update_clause<updates_of<readings>>>(recorded).write(again);
    EXPECT_EQ(written, recorded_written);
    if (written) return {};
    EXPECT_EQ(out.why().text(), again.why().text());
    return out.why();
}
template <class Action>
void out_of_range(const Action& action, std::string_view path) {
    const failure why = refusal(action);
    EXPECT_EQ(why.cause(), errc::number_out_of_range) << path;
    EXPECT_EQ(why.diagnostics().attribute_path, path);
}
template <class Action>
void is_sent(const Action& action) {
    const failure why = refusal(action);
    EXPECT_FALSE(why.code()) << why.text();
}

TEST(Suits, AnIntegerMustFitTheMember) {
    out_of_range("small"_a.set(300), "small");
    out_of_range("small"_a.set(-1), "small");
    out_of_range("small"_a.set(std::optional<int>(256)), "small");
    out_of_range("small"_a.set("small"_a.if_not_exists(256)), "small");
    out_of_range("rank"_a.set(40000), "rank");
    out_of_range("count"_a.set(std::numeric_limits<std::uint64_t>::max()), "count");
    out_of_range("inner.small"_a.set(256), "inner.small");
    out_of_range("list[1]"_a.set(65536), "list[1]");
    out_of_range("maybe.small"_a.set(256), "maybe.small");
    out_of_range("pair[1]"_a.set(std::int64_t{1} << 40), "pair[1]");
    is_sent("small"_a.set(255));
    is_sent("small"_a.set(std::optional<int>()));
    is_sent("rank"_a.set(-32768));
    is_sent("count"_a.set(std::numeric_limits<std::int64_t>::min()));
    is_sent("large"_a.set(std::numeric_limits<std::uint64_t>::max()));
}

TEST(Suits, ANumberMustBeWholeForAnInteger) {
    out_of_range("count"_a.add(number("0.5")), "count");
    out_of_range("count"_a.set(number("1E30")), "count");
    EXPECT_TRUE(refusal("count"_a.set(number("0.5"))).code());
    is_sent("count"_a.set(number("5.0")));
    is_sent("count"_a.add(number("-5")));
    is_sent("small"_a.add(-300));  // the sum is what counts
    is_sent("rate"_a.set("count"_a + 0.5));
    is_sent("rate"_a.set(number("0.5") + "count"_a));
}

TEST(Suits, ARealNumberMustFitASingle) {
    out_of_range("single"_a.set(1e100), "single");
    is_sent("single"_a.set(0.1));
    is_sent("rate"_a.set(1e100));
}

TEST(Suits, ElementsMustFitToo) {
    out_of_range("list"_a.set(std::vector<int>{1, 65536}), "list");
    out_of_range("list"_a.set("list"_a.append(std::vector<int>{65536})), "list");
    out_of_range("list"_a.set("list"_a.prepend(std::vector<int>{65536})), "list");
    out_of_range("list"_a.set("list"_a.if_not_exists(std::vector<int>{65536})), "list");
    out_of_range("numbers"_a.add_elements(256), "numbers");
    out_of_range("levels"_a.set(std::map<std::string, int>{{"a", 256}}), "levels");
    out_of_range("either"_a.set(256), "either");
    EXPECT_EQ(refusal("pair"_a.set(std::vector<int>{1})).cause(), errc::invalid_value);
    is_sent("pair"_a.set(std::vector<int>{1, 2}));
    is_sent("list"_a.set("list"_a.append(std::vector<int>{255})));
    is_sent("numbers"_a.delete_elements(256));
    is_sent("either"_a.set(255));
}

TEST(Suits, NullIsForWhatCanHoldIt) {
    is_sent("perhaps"_a.set(null));
    is_sent("perhaps"_a.set(nullable<int>()));
    is_sent("gaps[0]"_a.set(null));
    const int last = 1;
    is_sent("gaps"_a[last].set(null));
}

TEST(Suits, AComparisonOfTheUsersOwnMustTellTheElementsApart) {
    const std::set<std::string> alike{"a", "A"};
    for (const failure& why : {refusal("tags"_a.set(alike)), refusal("tags"_a.add_elements("a", "A")),
                               refusal("coarse"_a.set(std::map<std::string, int>{{"a", 1}, {"A", 2}}))}) {
        EXPECT_EQ(why.cause(), errc::invalid_value) << why.text();
        EXPECT_NE(why.text().find("one would be lost"), std::string::npos) << why.text();
    }
    is_sent("tags"_a.set(std::set<std::string>{"a", "B"}));
    is_sent("tags"_a.add_elements("a", "b"));
    is_sent("coarse"_a.set(std::map<std::string, int>{{"a", 1}, {"B", 2}}));
}

TEST(Suits, AnArrayHasNoElementBeyondItsEnd) {
    const int last = 1;
    for (const failure& why :
         {refusal("pair"_a[last + 1].set(1)), refusal("pair"_a[last + 1].set("small"_a))}) {
        EXPECT_EQ(why.cause(), errc::invalid_argument) << why.text();
        EXPECT_NE(why.text().find("2"), std::string::npos) << why.text();
    }
    is_sent("pair"_a[last].set(1));
    is_sent("list"_a[last + 5].set(1));
}

TEST(Suits, WhatIsNotCheckedIsSent) {
    is_sent("small"_a.set(value(number(300))));
    is_sent(attribute("small").set(300));
}

TEST(Suits, AReasonSaysWhatDoesNotFit) {
    const std::string text = refusal("list"_a.set(std::vector<int>{1, 65536})).text();
    EXPECT_NE(text.find("could not be read back"), std::string::npos) << text;
    EXPECT_NE(text.find("65536"), std::string::npos) << text;
    EXPECT_NE(text.find("[1]"), std::string::npos) << text;
}

TEST(Suits, AnIndexBeyondTheEndIsCountedInWords) {
    EXPECT_EQ(index_is_beyond(3, 1), "the index 3 is beyond the end of a std::array of 1 element");
    EXPECT_EQ(index_is_beyond(3, 2), "the index 3 is beyond the end of a std::array of 2 elements");
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::suits_test
