#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace dynaco::value_test {
namespace {

static_assert(std::is_nothrow_move_constructible_v<item>);
static_assert(!std::is_constructible_v<value, char>, "a character is not a number");

TEST(AttributeType, NamesGoBothWays) {
    for (int i = 0; i < static_cast<int>(attribute_type::any); ++i) {
        const auto type = static_cast<attribute_type>(i);
        EXPECT_EQ(attribute_type_of(wire_name(type)), type);
    }
    EXPECT_EQ(wire_name(attribute_type::NUL), "NULL");
}

TEST(AttributeType, OtherNamesAreAny) {
    for (const char* name : {"", "s", "SSS", "any", "NUL", "BOO", "__type"})
        EXPECT_EQ(attribute_type_of(name), attribute_type::any) << name;
}

TEST(Value, DefaultIsNull) {
    EXPECT_TRUE(value().is_null());
    EXPECT_EQ(value(), value(null));
    EXPECT_EQ(value().type(), attribute_type::NUL);
}

TEST(Value, KnowsItsType) {
    EXPECT_EQ(value("text").type(), attribute_type::S);
    EXPECT_EQ(value(std::string("text")).type(), attribute_type::S);
    EXPECT_EQ(value(std::string_view("text")).type(), attribute_type::S);
    EXPECT_EQ(value(5).type(), attribute_type::N);
    EXPECT_EQ(value(1.5).type(), attribute_type::N);
    EXPECT_EQ(value(number(1)).type(), attribute_type::N);
    EXPECT_EQ(value(binary{std::byte{1}}).type(), attribute_type::B);
    EXPECT_EQ(value(true).type(), attribute_type::BOOL);
    EXPECT_EQ(value(item{}).type(), attribute_type::M);
    EXPECT_EQ(value(value::list{}).type(), attribute_type::L);
    EXPECT_EQ(value(value::string_set{"a"}).type(), attribute_type::SS);
    EXPECT_EQ(value(value::number_set{1}).type(), attribute_type::NS);
    EXPECT_EQ(value(value::binary_set{{}}).type(), attribute_type::BS);
}

TEST(Value, GivesItsContent) {
    value v("text");
    EXPECT_EQ(v.get<std::string>(), "text");
    EXPECT_EQ(v.get_if<number>(), nullptr);
    *v.get_if<std::string>() += '!';
    EXPECT_EQ(v, value("text!"));
    EXPECT_EQ(value(std::numeric_limits<std::uint64_t>::max()).get<number>().to_string(),
              "18446744073709551615");
}

TEST(Value, OtherTypesAreAMismatch) {
    try {
        static_cast<void>(value("text").get<number>());
        FAIL() << "did not throw";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::type_mismatch);
        EXPECT_EQ(e.diagnostics().detail, "the value has type S");
    }
}

TEST(Value, RefusesWhatIsNoNumber) {
    EXPECT_THROW(static_cast<void>(value(std::numeric_limits<double>::quiet_NaN())), error);
    EXPECT_THROW(static_cast<void>(value(std::numeric_limits<float>::infinity())), error);
}

TEST(Value, EqualByTypeAndContent) {
    EXPECT_EQ(value(1), value(1.0));
    EXPECT_NE(value(1), value("1"));
    EXPECT_NE(value(true), value(1));
    EXPECT_EQ(value(value::list{1, "a", null}), value(value::list{1, "a", null}));
    EXPECT_NE(value(value::list{1, "a"}), value(value::list{"a", 1}));
    EXPECT_NE(value(value::list{}), value(item{}));
}

TEST(Value, CopiesAreDeep) {
    value v(item{{"a", value::list{1}}});
    const value copy = v;
    v.get_if<item>()->find("a")->get_if<value::list>()->push_back(2);
    EXPECT_EQ(copy, value(item{{"a", value::list{1}}}));
    EXPECT_NE(copy, v);
}

TEST(Item, FindsByName) {
    item i{{"id", "1"}, {"count", 5}};
    EXPECT_EQ(i.size(), 2U);
    EXPECT_TRUE(i.contains("id"));
    EXPECT_FALSE(i.contains("other"));
    EXPECT_EQ(i.at("count"), value(5));
    EXPECT_EQ(i.find("other"), nullptr);
    *i.find("id") = "2";
    EXPECT_EQ(*std::as_const(i).find("id"), value("2"));
}

TEST(Item, MissingAttributeIsNamed) {
    try {
        static_cast<void>(item{}.at("gone"));
        FAIL() << "did not throw";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::missing_attribute);
        EXPECT_EQ(e.diagnostics().attribute_path, "gone");
    }
}

TEST(Item, IndexMakesNull) {
    item i;
    EXPECT_TRUE(i["a"].is_null());
    i["a"] = 1;
    i["a"] = 2;
    EXPECT_EQ(i, (item{{"a", 2}}));
}

TEST(Item, ChangesAndErases) {
    item i{{"a", 1}};
    EXPECT_EQ(i.insert_or_assign("a", "x"), value("x"));
    i.insert_or_assign("b", true);
    EXPECT_TRUE(i.erase("a"));
    EXPECT_FALSE(i.erase("a"));
    EXPECT_EQ(i.size(), 1U);
    i.clear();
    EXPECT_TRUE(i.empty());
}

TEST(Item, IteratesInOrderOfNames) {
    item i{{"b", 1}, {"a", 2}, {"B", 3}};
    std::string names;
    for (const auto& [name, v] : i) names += name;
    EXPECT_EQ(names, "Bab");
    for (auto& [name, v] : i) v = null;
    EXPECT_EQ(i, (item{{"a", null}, {"b", null}, {"B", null}}));
}

TEST(Item, MovesLeaveAUsableItem) {
    item a{{"x", 1}};
    const item b = std::move(a);
    a.clear();
    a["y"] = 2;
    EXPECT_EQ(b, (item{{"x", 1}}));
    EXPECT_EQ(a, (item{{"y", 2}}));
}

}  // namespace
}  // namespace dynaco::value_test
