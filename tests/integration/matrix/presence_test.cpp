#include "matrix.hpp"

#include <optional>
#include <variant>

namespace dynaco::test {

using text_or_number = std::variant<std::string, std::int64_t>;
using anything = std::variant<std::monostate, bool, std::vector<std::string>>;

template <>
std::vector<std::optional<std::string>> samples() {
    return {"", "text"};
}

template <>
std::vector<nullable<int>> samples() {
    return {{}, 7};
}

template <>
std::vector<std::optional<nullable<int>>> samples() {
    return {nullable<int>(), nullable<int>(7)};
}

template <>
std::vector<text_or_number> samples() {
    return {"text", std::int64_t{5}};
}

template <>
std::vector<anything> samples() {
    return {std::monostate{}, true, std::vector<std::string>{"a"}};
}

using presence_models =
    testing::Types<holder<std::optional<std::string>, nullable<int>, std::optional<nullable<int>>,
                          text_or_number, anything, std::optional<std::string>>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Presence, Matrix, presence_models);

}  // namespace dynaco::test
