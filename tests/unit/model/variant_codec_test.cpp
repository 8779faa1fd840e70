#include "both_ways.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/model/variant_codec.hpp>

#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace dynaco::variant_codec_test {
namespace {

struct circle {
    int radius = 0;
    friend bool operator==(const circle&, const circle&) = default;
};
struct square {
    int side = 0;
    friend bool operator==(const square&, const square&) = default;
};

}  // namespace
}  // namespace dynaco::variant_codec_test

namespace dynaco {

template <>
struct detail::model::alternative<variant_codec_test::circle> {
    static bool accepts(std::string_view content) { return content.find("radius") != content.npos; }
};
template <>
struct detail::model::alternative<variant_codec_test::square> {
    static bool accepts(std::string_view content) { return content.find("side") != content.npos; }
};

}  // namespace dynaco

namespace dynaco::variant_codec_test {
namespace {

using test::both_ways;
using test::n;
using test::read;
using test::read_failure;
using test::s;
using test::written;

constexpr std::string_view stored_null = R"({"NULL":true})";
using scalar = std::variant<std::string, std::int64_t, bool>;
using anything = std::variant<std::monostate, std::vector<int>, value>;
using shape = std::variant<circle, square, int>;

static_assert(storable<scalar> && codec<scalar>::type == attribute_type::any);
static_assert(!storable<std::variant<int, int*>>);

TEST(VariantCodec, TheWireTypeChooses) {
    both_ways(scalar("1"), s("1"));
    both_ways(scalar(std::int64_t{1}), n("1"));
    both_ways(scalar(true), R"({"BOOL":true})");
    both_ways(std::variant<binary, std::set<std::string>>(std::set<std::string>{"a"}), R"({"SS":["a"]})");
    both_ways(std::vector<scalar>{"a", true}, R"({"L":[{"S":"a"},{"BOOL":true}]})");
}

TEST(VariantCodec, MonostateIsNull) {
    both_ways(std::variant<std::monostate, int>(), stored_null);
    both_ways(std::variant<int, std::monostate>(std::monostate()), stored_null);
    using three = std::optional<std::variant<std::monostate, int>>;
    EXPECT_EQ(read<three>(stored_null), three(std::monostate()));
    EXPECT_EQ(read<std::optional<scalar>>(stored_null).value(), std::nullopt);
}

TEST(VariantCodec, TypesThatNoAlternativeHas) {
    EXPECT_EQ(read_failure<scalar>(R"({"L":[]})").cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<scalar>(stored_null).cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<scalar>(R"({"L":[]})").diagnostics().detail,
              "the attribute has type L, which no alternative of the variant accepts");
    const failure in_list = read_failure<std::vector<scalar>>(R"({"L":[{"S":"a"},{"B":""}]})");
    EXPECT_EQ(in_list.diagnostics().attribute_path, "[1]");
    EXPECT_EQ(read_failure<scalar>(n("1.5")).cause(), errc::number_out_of_range);
}

TEST(VariantCodec, AnAlternativeOfAnyTypeTakesTheRest) {
    both_ways(anything(), stored_null);
    both_ways(anything(std::vector<int>{1}), R"({"L":[{"N":"1"}]})");
    both_ways(anything(value("a")), s("a"));
    EXPECT_EQ(read_failure<anything>(R"({"L":[{"S":"a"}]})").cause(), errc::type_mismatch);
}

TEST(VariantCodec, NullGoesToWhatTakesItBesideItsType) {
    using maybe = std::variant<std::string, nullable<int>>;
    both_ways(maybe(nullable<int>()), stored_null);
    both_ways(maybe(nullable<int>(1)), n("1"));
    using sets = std::variant<std::string, std::set<int>>;
    EXPECT_EQ(read<sets>(stored_null), sets(std::set<int>()));
    EXPECT_EQ(read<std::optional<sets>>(stored_null).value(), std::nullopt);
    EXPECT_EQ(read<std::optional<maybe>>(stored_null), std::optional(maybe(nullable<int>())));
    EXPECT_TRUE(detail::model::is_absent(sets(std::set<int>())));
    EXPECT_FALSE(detail::model::is_absent(sets("")));
    EXPECT_FALSE(detail::model::can_be_absent<scalar>);
}

TEST(VariantCodec, AlternativesOfOneTypeTellThemselvesApart) {
    both_ways(shape(circle{1}), R"({"M":{"radius":{"N":"1"}}})");
    both_ways(shape(square{2}), R"({"M":{"side":{"N":"2"}}})");
    both_ways(shape(3), n("3"));
    both_ways(std::vector<shape>{square{2}, circle{1}},
              R"({"L":[{"M":{"side":{"N":"2"}}},{"M":{"radius":{"N":"1"}}}]})");
    EXPECT_EQ(read_failure<shape>(R"({"M":{"edge":{"N":"2"}}})").cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<shape>(R"({"M":{"side":{"S":"x"}}})").diagnostics().attribute_path, "side");
    EXPECT_EQ(read_failure<shape>(R"({"M":{"side":)").cause(), errc::malformed_reply);
}

TEST(VariantCodec, InPlainJsonTheKindChooses) {
    constexpr auto plain = detail::json::form::plain;
    using kinds = std::variant<std::monostate, std::string, int, bool, circle, std::vector<int>>;
    EXPECT_EQ(read<kinds>("null", plain), kinds(std::monostate()));
    EXPECT_EQ(read<kinds>(R"("1")", plain), kinds("1"));
    EXPECT_EQ(read<kinds>(" 1", plain), kinds(1));
    EXPECT_EQ(read<kinds>("false", plain), kinds(false));
    EXPECT_EQ(read<kinds>(R"({"radius":1})", plain), kinds(circle{1}));
    EXPECT_EQ(read<kinds>("[1,2]", plain), kinds(std::vector<int>{1, 2}));
    using hidden = std::variant<binary, std::set<int>>;
    EXPECT_EQ(read<hidden>(R"("AQ==")", plain), hidden(binary{std::byte{1}}));
    EXPECT_EQ(read<hidden>("[1]", plain), hidden(std::set<int>{1}));
    EXPECT_EQ(read_failure<hidden>("1", plain).cause(), errc::type_mismatch);
}

}  // namespace
}  // namespace dynaco::variant_codec_test
