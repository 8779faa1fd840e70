#include <dynaco/detail/model/reflect.hpp>
#include <dynaco/types.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace dynaco::detail::model::reflect_test {
namespace {

struct empty {};
struct one {
    int only = 0;
};
struct plain {
    std::string id{};
    std::int64_t count = 0;
    bool flag = false;
};
struct rich {
    std::optional<std::string> text{};
    std::optional<std::optional<int>> twice{};
    value any{};
    item map{};
    number exact{};
    binary bytes{};
    std::vector<std::optional<int>> list{};
    std::map<std::string, std::set<int>> sets{};
    one inner{};
    std::array<int, 3> array{};
};
struct not_default {
    explicit not_default(int n) : number(n) {}
    int number;
};
struct holds_not_default {
    std::string id;
    not_default first;
    not_default second;
};
struct move_only {
    std::unique_ptr<int> pointer{};
    std::string id{};
};
struct with_static {
    [[maybe_unused]] static constexpr int ignored = 5;
    int a = 0;
    static inline std::string also_ignored{};
    using type = int;
    int b = 0;
    [[nodiscard]] int sum() const { return a + b; }
};
struct names {
    int a = 0;
    int A = 0;
    int trailing_ = 0;
    int value = 0;
    int with1digit2 = 0;
    int a_rather_long_name_that_no_small_buffer_would_hold = 0;
};
struct sixty_four {
    int a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7;
    int c0, c1, c2, c3, c4, c5, c6, c7, d0, d1, d2, d3, d4, d5, d6, d7;
    int e0, e1, e2, e3, e4, e5, e6, e7, f0, f1, f2, f3, f4, f5, f6, f7;
    int g0, g1, g2, g3, g4, g5, g6, g7, h0, h1, h2, h3, h4, h5, h6, h7;
};
template <class T>
struct generic {
    T first{};
    std::vector<T> rest{};
};

static_assert(field_count<empty> == 0 && field_count<one> == 1 && field_count<plain> == 3);
static_assert(field_count<const plain> == 3);
static_assert(field_count<rich> == 10);
static_assert(field_count<holds_not_default> == 3, "no member needs a default constructor");
static_assert(field_count<move_only> == 2);
static_assert(field_count<with_static> == 2);
static_assert(field_count<sixty_four> == 64);
static_assert(field_count<generic<plain>> == 2);

static_assert(std::is_same_v<field_type<plain, 1>, std::int64_t>);
static_assert(std::is_same_v<field_type<rich, 1>, std::optional<std::optional<int>>>);
static_assert(std::is_same_v<field_type<holds_not_default, 2>, not_default>);
static_assert(std::is_same_v<field_type<const plain, 0>, std::string>);

static_assert(field_index<plain>("count") == 1);
static_assert(field_index<plain>("Count") == field_count<plain>);
static_assert(field_index<plain>("") == field_count<plain>);
static_assert(field_index<empty>("x") == 0);

TEST(Reflect, NamesMembersInOrder) {
    EXPECT_EQ(field_names<plain>, (std::array<std::string_view, 3>{"id", "count", "flag"}));
    EXPECT_EQ(field_names<one>, (std::array<std::string_view, 1>{"only"}));
    EXPECT_EQ(field_names<rich>,
              (std::array<std::string_view, 10>{"text", "twice", "any", "map", "exact", "bytes", "list",
                                                "sets", "inner", "array"}));
    EXPECT_TRUE(field_names<empty>.empty());
}

TEST(Reflect, NamesOfEverySpelling) {
    EXPECT_EQ(field_names<names>,
              (std::array<std::string_view, 6>{"a", "A", "trailing_", "value", "with1digit2",
                                               "a_rather_long_name_that_no_small_buffer_would_hold"}));
}

TEST(Reflect, StaticMembersAreNone) {
    EXPECT_EQ(field_names<with_static>, (std::array<std::string_view, 2>{"a", "b"}));
}

TEST(Reflect, NamesOfTypesThatCannotBeMadeOrCopied) {
    EXPECT_EQ(field_names<holds_not_default>, (std::array<std::string_view, 3>{"id", "first", "second"}));
    EXPECT_EQ(field_names<move_only>, (std::array<std::string_view, 2>{"pointer", "id"}));
}

TEST(Reflect, NamesOfTemplatesAndLocalTypes) {
    struct local {
        int inside = 0;
    };
    EXPECT_EQ((field_names<generic<generic<int>>>), (std::array<std::string_view, 2>{"first", "rest"}));
    EXPECT_EQ(field_names<local>, (std::array<std::string_view, 1>{"inside"}));
}

TEST(Reflect, FieldsAreTheMembers) {
    plain object{.id = "1", .count = 5, .flag = true};
    const auto members = fields(object);
    EXPECT_EQ(&std::get<0>(members), &object.id);
    std::get<1>(members) = 6;
    EXPECT_EQ(object.count, 6);
    const plain& fixed = object;
    EXPECT_EQ(&std::get<2>(fields(fixed)), &object.flag);
    static_assert(std::is_same_v<decltype(fields(fixed)),
                                 std::tuple<const std::string&, const std::int64_t&, const bool&>>);
}

TEST(Reflect, FieldsOfTheLargest) {
    sixty_four object{};
    std::get<63>(fields(object)) = 7;
    EXPECT_EQ(object.h7, 7);
    EXPECT_EQ(field_names<sixty_four>[63], "h7");
    EXPECT_EQ(field_names<sixty_four>[31], "d7");
}

}  // namespace
}  // namespace dynaco::detail::model::reflect_test
