#include "json/base64.hpp"

#include <dynaco/types.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace dynaco::detail::json::base64_test {
namespace {

binary bytes_of(std::string_view text) {
    binary bytes(text.size());
    std::ranges::transform(text, bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return bytes;
}
std::string encoded(std::string_view text) {
    std::string out;
    append_base64(out, bytes_of(text));
    return out;
}
bool decodes(std::string_view text) {
    binary ignored;
    return decode_base64(text, ignored);
}

// RFC 4648 §10.
TEST(Base64, AgreesWithTheRfc) {
    const std::string plain = "foobar";
    const char* const texts[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (std::size_t i = 0; i <= plain.size(); ++i) {
        EXPECT_EQ(encoded(plain.substr(0, i)), texts[i]);
        binary back;
        EXPECT_TRUE(decode_base64(texts[i], back));
        EXPECT_EQ(back, bytes_of(plain.substr(0, i)));
    }
}

TEST(Base64, EveryByteComesBack) {
    for (std::size_t size = 0; size < 300; ++size) {
        binary bytes(size);
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 37 + size);
        std::string text;
        append_base64(text, bytes);
        binary back;
        ASSERT_TRUE(decode_base64(text, back));
        EXPECT_EQ(back, bytes);
    }
}

TEST(Base64, Appends) {
    std::string out = "x:";
    append_base64(out, bytes_of("\xff\xff\xfe"));
    EXPECT_EQ(out, "x:///+");
}

TEST(Base64, RefusesWrongLength) {
    for (const char* text : {"Z", "Zg", "Zg=", "Zm9vY", "Zm9vYg", "Zm9vYg=", "=", "=="})
        EXPECT_FALSE(decodes(text)) << text;
}

TEST(Base64, RefusesWrongPadding) {
    for (const char* text : {"====", "Z===", "=Zg=", "Z=g=", "Zg==Zg==", "Zm8=Zg==", "Zg======"})
        EXPECT_FALSE(decodes(text)) << text;
}

TEST(Base64, RefusesOtherCharacters) {
    for (const char* text : {"Zm9-", "Zm9_", "Zm 9", "Zm9\n", "Zm9\x80", "Zm9%", "\xff\xff\xff\xff"})
        EXPECT_FALSE(decodes(text)) << text;
    EXPECT_FALSE(decodes(std::string_view("Zm\0v", 4)));
}

TEST(Base64, ReplacesWhatWasThere) {
    binary out = bytes_of("something longer");
    EXPECT_TRUE(decode_base64("Zg==", out));
    EXPECT_EQ(out, bytes_of("f"));
}

}  // namespace
}  // namespace dynaco::detail::json::base64_test
