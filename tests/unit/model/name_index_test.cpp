#include <dynaco/detail/model/name_index.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace dynaco::detail::model::name_index_test {
namespace {

template <std::size_t N>
void expect_finds_all(const std::array<std::string, N>& texts) {
    std::array<std::string_view, N> names{};
    for (std::size_t i = 0; i < N; ++i) names[i] = texts[i];
    const name_index<N> index(names);
    for (std::size_t i = 0; i < N; ++i) EXPECT_EQ(index.find(names, texts[i]), i) << texts[i];
    for (const char* other : {"", "?", "attribute_", "attribute_1000", "attribute_00", "Attribute_1"})
        EXPECT_EQ(index.find(names, other), N) << other;
}

TEST(NameIndex, FindsNumberedNames) {
    std::array<std::string, 200> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = "attribute_" + std::to_string(i);
    expect_finds_all(names);
}

TEST(NameIndex, FindsNamesThatDifferInTheMiddleOnly) {
    std::array<std::string, 64> names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = "the_same_" + std::to_string(10 + i) + "_and_the_same";
    expect_finds_all(names);
}

TEST(NameIndex, FindsShortNames) {
    std::array<std::string, 26> names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = std::string(1 + i % 9, static_cast<char>('a' + i));
    expect_finds_all(names);
}

TEST(NameIndex, OfNothingFindsNothing) {
    const std::array<std::string_view, 0> none{};
    EXPECT_EQ(name_index<0>(none).find(none, "a"), 0U);
}

TEST(NameIndex, IsKnownAtCompileTime) {
    static constexpr std::array<std::string_view, 3> names{"id", "name", "id"};
    constexpr name_index<3> index(names);
    static_assert(index.find(names, "id") == 0);
    static_assert(index.find(names, "name") == 1);
    static_assert(index.find(names, "other") == 3);
}

}  // namespace
}  // namespace dynaco::detail::model::name_index_test
