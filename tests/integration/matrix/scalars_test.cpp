#include "matrix.hpp"

#include <array>
#include <cstdint>
#include <limits>

namespace dynaco::test {

template <>
std::vector<std::string> samples() {
    return {"", "text", "Grüße 😀", "\"quoted\\ \n\t\x01", std::string(3000, 'x')};
}

template <>
std::vector<std::int64_t> samples() {
    return {0, -1, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

template <>
std::vector<std::uint8_t> samples() {
    return {0, 255};
}

template <>
std::vector<double> samples() {
    return {0.0, -1.5, 0.1 + 0.2, 1e22, 1e-7, 9.99e125};
}

template <>
std::vector<float> samples() {
    return {0.0F, 1.1F, -3e38F};
}

template <>
std::vector<number> samples() {
    return {number(0), number("-1.50"), number("12345678901234567890123456789012345678"), number("1E-130")};
}

template <>
std::vector<bool> samples() {
    return {false, true};
}

template <>
std::vector<binary> samples() {
    return {binary{}, bytes("foo"), bytes(std::string_view("\0\xff", 2))};
}

template <>
std::vector<std::array<std::byte, 2>> samples() {
    return {{}, {std::byte{1}, std::byte{255}}};
}

using scalars_models =
    testing::Types<holder<std::string, std::int64_t, std::uint8_t, double, float, number>,
                   holder<bool, binary, std::array<std::byte, 2>, std::string, std::int64_t, std::uint8_t>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Scalars, Matrix, scalars_models);

}  // namespace dynaco::test
