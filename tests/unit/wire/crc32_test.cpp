#include "wire/crc32.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <zlib.h>

namespace dynaco::wire::crc32_test {
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

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    std::mt19937 random(20240229);
    for (char& c : bytes) c = static_cast<char>(random() & 0xff);
    return bytes;
}

// Both implementations: the one of this processor, and that of other processors.
void expect_zlibs(std::string_view bytes) {
    const std::uint32_t expected = reference(bytes);
    ASSERT_EQ(crc32(bytes), expected) << bytes.size();
    ASSERT_EQ(crc32_by_table(bytes), expected) << bytes.size();
}

TEST(Crc32, EqualsZlibsForEveryLength) {
    const std::string bytes = random_bytes(1101);
    for (std::size_t size = 0; size < bytes.size(); ++size) expect_zlibs({bytes.data(), size});
}

TEST(Crc32, EqualsZlibsForEveryAlignment) {
    const std::string bytes = random_bytes(400);
    for (std::size_t start = 0; start <= 32; ++start)
        for (const std::size_t size :
             {0u, 1u, 15u, 16u, 31u, 32u, 33u, 63u, 64u, 127u, 128u, 129u, 255u, 367u})
            expect_zlibs(std::string_view(bytes).substr(start, size));
}

TEST(Crc32, EqualsZlibsForLongTexts) {
    std::mt19937 random(7);
    const std::string bytes = random_bytes(1'200'000);
    for (int i = 0; i < 100; ++i) {
        const std::size_t start = random() % 100'000, size = random() % 1'100'000;
        expect_zlibs(std::string_view(bytes).substr(start, size));
    }
}

TEST(Crc32, EqualsZlibsForUniformBytes) {
    for (const char c : {'\0', '\x7f', '\x80', '\xff'}) expect_zlibs(std::string(1'000'003, c));
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
}  // namespace dynaco::wire::crc32_test
