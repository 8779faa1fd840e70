#include "sigv4/digest.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <random>
#include <string>
#include <string_view>

namespace dynaco::sigv4::digest_test {
namespace {

std::string hex(const digest_bytes& digest) { return std::string{view(to_hex(digest))}; }

std::string random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 random{seed};
    std::string bytes(size, '\0');
    for (char& each : bytes) each = static_cast<char>(random() & 0xff);
    return bytes;
}

digest_bytes libcryptos_sha256(std::string_view bytes) {
    digest_bytes out;
    EXPECT_EQ(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, EVP_sha256(), nullptr), 1);
    return out;
}

digest_bytes libcryptos_hmac(std::string_view key, std::string_view bytes) {
    digest_bytes out;
    EXPECT_NE(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                   reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out.data(), nullptr),
              nullptr);
    return out;
}

// FIPS 180-2, appendix B, and the empty message of NIST's CAVP.
TEST(SigV4Sha256, HasTheKnownValues) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(SigV4Sha256, EqualsLibcryptosForEveryLengthAndCut) {
    const std::string bytes = random_bytes(200, 1);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const std::string_view text = std::string_view{bytes}.substr(0, size);
        const digest_bytes expected = libcryptos_sha256(text);
        for (std::size_t cut = 0; cut <= size; ++cut) {
            digest_writer writer;
            writer.append(text.substr(0, cut)).append(text.substr(cut));
            ASSERT_EQ(writer.finish(), expected) << size << " cut at " << cut;
        }
    }
}

TEST(SigV4Sha256, EqualsLibcryptosInManyPieces) {
    std::mt19937 random{2};
    for (unsigned i = 0; i < 300; ++i) {
        const std::string bytes = random_bytes(random() % 5000, i);
        digest_writer writer;
        for (std::string_view rest = bytes; !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(random() % 150, rest.size());
            writer.append(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        ASSERT_EQ(writer.finish(), libcryptos_sha256(bytes)) << i;
    }
}

TEST(SigV4Sha256, GoesOnFromACopy) {
    const std::string bytes = random_bytes(300, 3);
    const std::string_view text = bytes;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        digest_writer prefix;
        prefix.append(text.substr(0, cut));
        digest_writer first = prefix, second = prefix;
        EXPECT_EQ(first.append(text.substr(cut)).finish(), libcryptos_sha256(text));
        EXPECT_EQ(second.finish(), libcryptos_sha256(text.substr(0, cut)));
    }
}

// RFC 4231, test cases 1, 2 and 6: short keys, and one longer than a block.
TEST(SigV4Hmac, HasTheKnownValues) {
    EXPECT_EQ(hex(hmac_key{std::string(20, '\x0b')}.sign("Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac_key{"Jefe"}.sign("what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac_key{std::string(131, '\xaa')}.sign(
                  "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(SigV4Hmac, EqualsLibcryptosForEveryLengthOfTheKey) {
    const std::string bytes = random_bytes(200, 4);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const std::string_view key = std::string_view{bytes}.substr(0, size);
        const std::string_view text = std::string_view{bytes}.substr(size);
        ASSERT_EQ(hmac_key{key}.sign(text), libcryptos_hmac(key, text)) << size;
        ASSERT_EQ((hmac_key{key.substr(size / 3), key.substr(0, size / 3)}.sign(text)),
                  libcryptos_hmac(key, text))
            << size;
    }
}

TEST(SigV4Hmac, OverwritesItsStatesWhenItDies) {
    alignas(hmac_key) std::array<unsigned char, sizeof(hmac_key)> storage;
    storage.fill(0xab);
    auto* const key = new (storage.data()) hmac_key{"secret"};
    EXPECT_EQ(key->sign(""), libcryptos_hmac("secret", ""));
    key->~hmac_key();
    for (const unsigned char byte : storage) EXPECT_EQ(byte, 0);
}

TEST(SigV4Hex, WritesEveryByte) {
    for (unsigned first = 0; first < 256; first += 32) {
        digest_bytes bytes;
        std::string expected;
        for (unsigned i = 0; i < 32; ++i) {
            bytes[i] = static_cast<unsigned char>(first + i);
            expected += "0123456789abcdef"[(first + i) / 16];
            expected += "0123456789abcdef"[(first + i) % 16];
        }
        EXPECT_EQ(hex(bytes), expected);
    }
}

}  // namespace
}  // namespace dynaco::sigv4::digest_test
