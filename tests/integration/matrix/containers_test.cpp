#include "matrix.hpp"

#include <array>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace dynaco::test {

struct place {
    std::string city{};
    std::optional<int> floor{};
    std::set<std::string> tags{};
    std::vector<std::string> names{};
    bool operator==(const place&) const = default;
};

template <>
std::vector<std::vector<std::string>> samples() {
    return {{}, {"a", "", "a"}};
}

template <>
std::vector<std::vector<bool>> samples() {
    return {{}, {true, false}};
}

template <>
std::vector<std::deque<int>> samples() {
    return {{1, 2, 3}};
}

template <>
std::vector<std::vector<std::optional<int>>> samples() {
    return {{1, std::nullopt, 3}};
}

template <>
std::vector<std::array<int, 3>> samples() {
    return {{1, 2, 3}};
}

template <>
std::vector<std::set<std::string>> samples() {
    return {{"a", "b"}, {""}};
}

template <>
std::vector<std::unordered_set<int>> samples() {
    return {{1, -2}};
}

template <>
std::vector<std::set<number>> samples() {
    return {{number("1.5"), number(2)}};
}

template <>
std::vector<std::set<binary>> samples() {
    return {{bytes("a"), bytes("b")}};
}

template <>
std::vector<std::map<std::string, int>> samples() {
    return {{}, {{"a.b", 1}, {"", 2}}};
}

template <>
std::vector<std::unordered_map<std::string, std::vector<int>>> samples() {
    return {{{"a", {1}}, {"b", {}}}};
}

template <>
std::vector<place> samples() {
    return {place{}, place{.city = "Oslo", .floor = 7, .tags = {"x"}, .names = {"a"}}};
}

template <>
std::vector<std::vector<place>> samples() {
    return {{}, {place{.city = "Oslo"}, place{.floor = 1}}};
}

template <>
std::vector<std::map<std::string, place>> samples() {
    return {{{"home", place{.city = "Oslo"}}}};
}

template <>
std::vector<value> samples() {
    return {value(null),
            value("text"),
            value(1),
            value(true),
            value(item{{"a", value::list{1, "b", null}}}),
            value(value::string_set{"x"}),
            value(bytes("b"))};
}

template <>
std::vector<item> samples() {
    return {item{}, item{{"a", item{{"b", 1}}}, {"c", value::number_set{number(1)}}}};
}

template <>
std::vector<std::map<std::string, value>> samples() {
    return {{{"x", null}, {"y", 1}}};
}

using containers_models = testing::Types<
    holder<std::vector<std::string>, std::vector<bool>, std::deque<int>, std::vector<std::optional<int>>,
           std::array<int, 3>, std::set<std::string>>,
    holder<std::unordered_set<int>, std::set<number>, std::set<binary>, std::map<std::string, int>,
           std::unordered_map<std::string, std::vector<int>>, place>,
    holder<std::vector<place>, std::map<std::string, place>, value, item, std::map<std::string, value>,
           std::vector<std::string>>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Containers, Matrix, containers_models);

}  // namespace dynaco::test
