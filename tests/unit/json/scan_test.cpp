#include "json/scan.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dynaco::detail::json::scan_test {
namespace {

template <class Block>
std::size_t place(const std::string& text) {
    return static_cast<std::size_t>(find_special<Block>(text.data(), text.data() + text.size()) -
                                    text.data());
}

template <class Block>
class FindSpecial : public testing::Test {};
using blocks = testing::Types<word_block, special_block>;
TYPED_TEST_SUITE(FindSpecial, blocks);

TYPED_TEST(FindSpecial, TellsEveryByte) {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text = std::string(40, 'a') + static_cast<char>(byte) + std::string(40, 'a');
        const bool special = byte < 0x20 || byte == '"' || byte == '\\';
        EXPECT_EQ(place<TypeParam>(text), special ? 40U : text.size()) << byte;
    }
}

TYPED_TEST(FindSpecial, FindsTheFirstAtEveryPlaceAndLength) {
    for (std::size_t size = 0; size < 70; ++size)
        for (std::size_t at = 0; at <= size; ++at) {
            std::string text(size, '\xff');
            if (at < size) text[at] = '"';
            if (at + 1 < size) text[at + 1] = '\n';
            EXPECT_EQ(place<TypeParam>(text), at) << size;
        }
}

TYPED_TEST(FindSpecial, AgreesWithOneByteAfterTheOther) {
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random() % 64, ' ');
        for (char& c : text) c = static_cast<char>(random() % 8 == 0 ? random() % 256 : 'a' + random() % 26);
        std::size_t expected = 0;
        while (expected < text.size() && !is_special(text[expected])) ++expected;
        EXPECT_EQ(place<TypeParam>(text), expected) << text;
    }
}

}  // namespace
}  // namespace dynaco::detail::json::scan_test
