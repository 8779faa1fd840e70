#include "identity/login/dpop.hpp"

#include "json/base64.hpp"
#include "transport/effects.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dynaco::identity {
namespace {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* it) const noexcept {
        Free(it);
    }
};
using bio = std::unique_ptr<BIO, freed_by<BIO_free>>;
using big_number = std::unique_ptr<BIGNUM, freed_by<BN_clear_free>>;
using digest_context = std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>>;
using ecdsa_signature = std::unique_ptr<ECDSA_SIG, freed_by<ECDSA_SIG_free>>;
using private_key = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;

constexpr int field_size = 32;  // bytes of a coordinate, of r, and of s

// Without this callback, OpenSSL would ask for a password on the terminal.
int no_password(char*, int, int, void*) { return -1; }

failure unusable_key() {
    ERR_clear_error();
    return {errc::credentials_failed, {.detail = "\"dpopKey\" is not a PEM private key of the curve P-256"}};
}

std::string base64url(std::span<const unsigned char> bytes) {
    std::string text;
    detail::json::append_base64(text, std::as_bytes(bytes));
    text.resize(std::min(text.size(), text.find('=')));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

std::string base64url(std::string_view text) {
    return base64url(std::span(reinterpret_cast<const unsigned char*>(text.data()), text.size()));
}

// Null if the text is not a key of the curve P-256.
private_key read_key(std::string_view pem) {
    const bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (!in) return nullptr;
    private_key key(PEM_read_bio_PrivateKey(in.get(), nullptr, no_password, nullptr));
    std::array<char, 32> curve{};
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC ||
        EVP_PKEY_get_utf8_string_param(key.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), curve.size(),
                                       nullptr) != 1 ||
        std::string_view(curve.data()) != "prime256v1")
        return nullptr;
    return key;
}

// A coordinate of the public key; empty if it is missing.
std::string coordinate(const private_key& key, const char* name) {
    BIGNUM* raw = nullptr;
    EVP_PKEY_get_bn_param(key.get(), name, &raw);
    const big_number number(raw);
    std::array<unsigned char, field_size> bytes{};
    if (!number || BN_bn2binpad(number.get(), bytes.data(), field_size) != field_size) return {};
    return base64url(bytes);
}

// The signature as r and s, each in full length (RFC 7518, section 3.4); OpenSSL's signature is in DER.
std::optional<std::array<unsigned char, std::size_t{2} * field_size>> es256(const private_key& key,
                                                                            std::string_view text) {
    const digest_context context(EVP_MD_CTX_new());
    const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, data, text.size()) != 1)
        return std::nullopt;
    std::vector<unsigned char> der(size);
    if (EVP_DigestSign(context.get(), der.data(), &size, data, text.size()) != 1) return std::nullopt;
    const unsigned char* at = der.data();
    const ecdsa_signature pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
    std::array<unsigned char, std::size_t{2} * field_size> signature{};
    if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), signature.data(), field_size) != field_size ||
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), signature.data() + field_size, field_size) != field_size)
        return std::nullopt;
    return signature;
}

std::string header_of(const std::string& x, const std::string& y) {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("typ", "dpop+jwt");
    out.member("alg", "ES256");
    out.plain_key("jwk");
    out.begin_object();
    out.member("kty", "EC");
    out.member("x", x);
    out.member("y", y);
    out.member("crv", "P-256");
    out.end_object();
    out.end_object();
    return text;
}

std::string claims_of(std::string_view url, detail::effects& world) {
    const auto id = detail::random_uuid(world);
    const auto now = std::chrono::floor<std::chrono::seconds>(world.wall_clock());
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("jti", std::string_view(id.data(), id.size()));
    out.member("htm", "POST");
    out.member("htu", url);
    out.member("iat", now.time_since_epoch().count());
    out.end_object();
    return text;
}

}  // namespace

result<secret> dpop_proof(const secret& key, std::string_view url, detail::effects& world) {
    const private_key signing_key = read_key(key);
    if (!signing_key) return unusable_key();
    const std::string x = coordinate(signing_key, OSSL_PKEY_PARAM_EC_PUB_X);
    const std::string y = coordinate(signing_key, OSSL_PKEY_PARAM_EC_PUB_Y);
    if (x.empty() || y.empty()) return unusable_key();
    std::string proof = base64url(header_of(x, y)) + '.' + base64url(claims_of(url, world));
    const auto signature = es256(signing_key, proof);
    if (!signature) return unusable_key();
    proof.append(".").append(base64url(*signature));
    return secret(std::move(proof));
}

}  // namespace dynaco::identity
