#include "wire/crc32.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <zlib.h>

namespace dynaco::wire {
namespace {

std::uint32_t reference(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

TEST(Crc32, HasTheKnownValues) {
    EXPECT_EQ(crc32(""), 0u);
    EXPECT_EQ(crc32("a"), 0xe8b7be43u);
    EXPECT_EQ(crc32("123456789"), 0xcbf43926u);
    EXPECT_EQ(crc32("{}"), 2745614147u);  // the header that DynamoDB sends with an empty reply
    EXPECT_EQ(crc32("The quick brown fox jumps over the lazy dog"), 0x414fa339u);
}

TEST(Crc32, EqualsZlibsForEveryLengthAndAlignment) {
    std::string bytes(300, '\0');
    std::mt19937 random(20240229);
    for (char& c : bytes) c = static_cast<char>(random() & 0xff);
    for (std::size_t start = 0; start < 9; ++start)
        for (std::size_t size = 0; start + size <= bytes.size(); ++size) {
            const auto part = std::string_view(bytes).substr(start, size);
            ASSERT_EQ(crc32(part), reference(part)) << start << " + " << size;
        }
}

TEST(Crc32, EqualsZlibsForUniformBytes) {
    for (const char c : {'\0', '\x7f', '\x80', '\xff'}) {
        const std::string bytes(1'000'003, c);
        EXPECT_EQ(crc32(bytes), reference(bytes));
    }
}

TEST(Crc32, DiffersForEveryFlippedBit) {
    const std::string bytes = R"({"Item":{"id":{"S":"1"}}})";
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        std::string flipped = bytes;
        flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << i % 8));
        EXPECT_NE(crc32(flipped), crc32(bytes));
    }
}

}  // namespace
}  // namespace dynaco::wire
