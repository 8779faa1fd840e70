#include "both_ways.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace dynaco::nullable_test {
namespace {

using test::both_ways;
using test::n;
using test::read;
using test::read_failure;
using test::s;
using test::written;

constexpr std::string_view stored_null = R"({"NULL":true})";

static_assert(storable<nullable<std::string>> && codec<nullable<int>>::type == attribute_type::N);
static_assert(!storable<std::set<nullable<int>>>, "a set has no NULL");
static_assert(!std::is_aggregate_v<nullable<int>>);
static_assert(std::convertible_to<const char*, nullable<std::string>> &&
              !std::convertible_to<std::size_t, nullable<std::vector<int>>>);

TEST(Nullable, IsNullUntilItHasAValue) {
    nullable<std::string> name;
    EXPECT_TRUE(name.is_null());
    EXPECT_FALSE(name);
    EXPECT_EQ(name.value_or("none"), "none");
    EXPECT_THROW(static_cast<void>(name.value()), std::bad_optional_access);
    name = "Ada";
    EXPECT_EQ(*name, "Ada");
    EXPECT_EQ(name->size(), 3U);
    EXPECT_EQ(name.value(), "Ada");
    name = null;
    EXPECT_TRUE(name.is_null());
    name.emplace(2, 'x');
    EXPECT_EQ(name, "xx");
    name.reset();
    EXPECT_EQ(name, nullable<std::string>());
    nullable<std::unique_ptr<int>> owner(std::make_unique<int>(5));
    EXPECT_EQ(*std::move(*owner), 5);
}

TEST(Nullable, IsItsValueOrNull) {
    both_ways(nullable<std::string>("a"), s("a"));
    both_ways(nullable<std::string>(""), s(""));
    both_ways(nullable<std::string>(), stored_null);
    both_ways(nullable<int>(0), n("0"));
    both_ways(nullable<bool>(false), R"({"BOOL":false})");
    both_ways(nullable<std::vector<int>>(std::vector<int>{1}), R"({"L":[{"N":"1"}]})");
    EXPECT_FALSE(detail::model::is_absent(nullable<int>()));
}

TEST(Nullable, ReplacesWhatItHeld) {
    detail::json::reader in(stored_null);
    nullable<int> count = 5;
    EXPECT_TRUE(detail::model::read_attribute(in, count) && in.at_end());
    EXPECT_TRUE(count.is_null());
}

TEST(Nullable, OfWhatCanBeAbsentIsNull) {
    EXPECT_EQ(written(nullable<std::set<int>>(std::set<int>{})), stored_null);
    EXPECT_EQ(written(nullable<std::optional<int>>(std::optional<int>())), stored_null);
    both_ways(nullable<std::set<int>>(std::set<int>{1}), R"({"NS":["1"]})");
}

TEST(Nullable, OptionalOfItHasThreeStates) {
    using three = std::optional<nullable<int>>;
    EXPECT_TRUE(detail::model::is_absent(three{}));
    EXPECT_FALSE(detail::model::is_absent(three(null)));
    both_ways(three(null), stored_null);
    both_ways(three(5), n("5"));
    EXPECT_EQ(read<std::optional<std::optional<nullable<int>>>>(stored_null), std::optional(three(null)));
    EXPECT_EQ(read<std::optional<int>>(stored_null).value(), std::nullopt);
}

TEST(Nullable, InContainers) {
    both_ways(std::vector<nullable<int>>{1, null}, R"({"L":[{"N":"1"},{"NULL":true}]})");
    both_ways(std::map<std::string, nullable<std::string>>{{"a", "x"}, {"b", null}},
              R"({"M":{"a":{"S":"x"},"b":{"NULL":true}}})");
    const failure plain = read_failure<std::vector<int>>(R"({"L":[{"N":"1"},{"NULL":true}]})");
    EXPECT_EQ(plain.cause(), errc::type_mismatch);
    EXPECT_EQ(plain.diagnostics().attribute_path, "[1]");
}

struct person {
    nullable<std::string> phone{};
    std::optional<nullable<int>> age{};
};

TEST(Nullable, InAModel) {
    EXPECT_EQ(written(person{}), R"({"M":{"phone":{"NULL":true}}})");
    EXPECT_EQ(written(person{.phone = "1", .age = null}), R"({"M":{"phone":{"S":"1"},"age":{"NULL":true}}})");
    const auto back = read<person>(R"({"M":{"phone":{"NULL":true},"age":{"NULL":true}}})");
    ASSERT_TRUE(back && back->age);
    EXPECT_TRUE(back->phone.is_null() && back->age->is_null());
    EXPECT_FALSE(read<person>(R"({"M":{"phone":{"NULL":true}}})")->age);
}

TEST(Nullable, RefusesOtherTypesAndValues) {
    EXPECT_EQ(read_failure<nullable<int>>(s("1")).cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<nullable<int>>(n("x")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<nullable<int>>(R"({"NULL":1})").cause(), errc::malformed_reply);
    EXPECT_EQ(test::write_failure(nullable<double>(1e300)).cause(), errc::number_out_of_range);
}

TEST(OptionalValue, KeepsAStoredNull) {
    EXPECT_EQ(read<std::optional<value>>(stored_null), std::optional(value(null)));
    EXPECT_EQ(read<std::optional<null_t>>(stored_null), std::optional(null));
    both_ways(std::optional<value>(value(null)), stored_null);
}

}  // namespace
}  // namespace dynaco::nullable_test
