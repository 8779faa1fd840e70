#include "sigv4/signature.hpp"

#include "example.hpp"
#include "sigv4/canonical_request.hpp"
#include "sigv4/digest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dynaco::sigv4::signature_test {
namespace {

const amz_date date{example::new_year_2026};

constexpr std::array<header, 3> headers = {
    {{"Host", example::host}, {"Content-Type", example::content_type}, {"X-Amz-Target", example::target}}};

request get_item(std::string_view body) {
    return {.method = "POST", .path = "/", .headers = headers, .payload = body};
}

std::string hex(const signing_key& key) {
    std::string out;
    for (const unsigned char byte : key.bytes()) {
        std::array<char, 3> digits{};
        std::snprintf(digits.data(), digits.size(), "%02x", byte);
        out += digits.data();
    }
    return out;
}

std::string signature_of(std::string_view authorization) {
    return std::string{authorization.substr(authorization.rfind('=') + 1)};
}

// The worked vectors, computed with botocore 1.43.67.
constexpr std::string_view spaced = R"({"TableName": "T", "Key": {"pk": {"S": "a"}}})";
constexpr std::string_view compact = R"({"TableName":"T","Key":{"pk":{"S":"a"}}})";

TEST(SigV4Signature, CanonicalRequestMatchesTheWorkedVector) {
    EXPECT_EQ(sha256_hex(spaced), "e401a05d011f91f032165ab19c41001bda43900f3d882561f91b250cd9a969be");
    EXPECT_EQ(sha256_hex(compact), "691c8a287a37cb97286420b7d5f37f928aa6c4cff9e050d1ce1e51f11f8970a9");
    const canonical_form form = canonical_request(get_item(compact), example::session_keys, date);
    EXPECT_EQ(sha256_hex(form.text), "5717c50218f773f92c0e83651e29be442a12d1d7804b0296cc92d235121c73c3");
}

TEST(SigV4Signature, SigningKeyMatchesTheWorkedVector) {
    EXPECT_EQ(hex(derive_signing_key(example::keys.secret_access_key, date, example::dynamodb)),
              "e09547a36a287cc281f259917055e61b7c82d3ece0cc8630171fd5958d05de28");
}

TEST(SigV4Signature, StringToSignHasFourLines) {
    EXPECT_EQ(string_to_sign(date, example::dynamodb, ""),
              "AWS4-HMAC-SHA256\n20260101T000000Z\n20260101/us-east-1/dynamodb/aws4_request\n"
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(SigV4Signature, SignMatchesBothWorkedVectors) {
    signing_key_cache cache;
    const auto sign_body = [&](std::string_view body) {
        return sign(get_item(body), example::session_keys, example::dynamodb, example::new_year_2026, cache);
    };
    EXPECT_EQ(signature_of(sign_body(spaced).authorization),
              "00827568de764b40eaa86d71685b5b757d10ddc04c8644b592d9210184871802");
    EXPECT_EQ(sign_body(compact).authorization,
              "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/dynamodb/aws4_request, "
              "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
              "Signature=3f60f78d95b7290b449c8eb92fea57cd902e4f6f817ccac14635c207b6014452");
    EXPECT_EQ(sign_body(compact).date.text(), "20260101T000000Z");
    EXPECT_EQ(sign_body(compact).payload_hash, sha256_hex(compact));
    EXPECT_EQ(cache.derivations(), 1u);
}

TEST(SigV4Signature, SecretMayBeLongerThanABlock) {
    const auto key_of = [](std::size_t size) {
        return hex(derive_signing_key(std::string(size, 's'), date, example::dynamodb));
    };
    // Computed with Python's hmac; "AWS4" and 60 more characters fill the block of 64 bytes.
    EXPECT_EQ(key_of(0), "c607542c7630b8bc2592d34d01bd5e0791e812dd4f6825112356dce33c61e7bb");
    EXPECT_EQ(key_of(59), "b95f003380dbb2c1aa4f37f49af3f01cddead85882bd7ae4da9fb0932ad764be");
    EXPECT_EQ(key_of(60), "a8d89d727c2f6e86b3f4764b4a20169af5bf8d7ede0a38d3ca0f6359985f369c");
    EXPECT_EQ(key_of(61), "a3c660b06fbfd68b7c481f79c611493d36075afb97d47be6fd76fa97f0d1e5ce");
    EXPECT_EQ(key_of(200), "8cfefcb870c3cb88a48771d0c98098ee39f4fb3a142aabf542a8a761284072b0");
}

TEST(SigV4Signature, RefusesControlCharactersWithoutNamingTheValue) {
    signing_key_cache cache;
    const auto message = [&](const key_pair_view& keys, const scope& where) -> std::string {
        try {
            (void)sign(get_item(""), keys, where, example::new_year_2026, cache);
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "(nothing thrown)";
    };
    key_pair_view keys = example::session_keys;
    keys.session_token = "TOKEN\n";
    EXPECT_EQ(message(keys, example::dynamodb),
              "dynaco: control character (perhaps a newline) in the session token");
    keys = {.access_key_id = "AKID\r\nX: y", .secret_access_key = "SECRET"};
    EXPECT_EQ(message(keys, example::dynamodb),
              "dynaco: control character (perhaps a newline) in the access key id");
    EXPECT_EQ(message(example::keys, {.region = "r\n", .service = "dynamodb"}),
              "dynaco: control character (perhaps a newline) in the region");
    EXPECT_EQ(message(example::keys, {.region = "r", .service = "s\n"}),
              "dynaco: control character (perhaps a newline) in the service name");
}

TEST(SigV4SigningKey, OverwritesItsBytesWhenItDies) {
    alignas(signing_key) std::array<unsigned char, sizeof(signing_key)> storage;
    storage.fill(0xab);
    auto* const key = new (storage.data())
        signing_key{derive_signing_key(example::keys.secret_access_key, date, example::dynamodb)};
    EXPECT_EQ(key->bytes()[0], 0xe0);
    key->~signing_key();
    for (const unsigned char byte : storage) EXPECT_EQ(byte, 0);
}

}  // namespace
}  // namespace dynaco::sigv4::signature_test
