#include "identity/login/dpop.hpp"

#include "json/base64.hpp"
#include "json/document.hpp"
#include "support/fake_effects.hpp"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace dynaco::identity::dpop_test {
namespace {

// Made for this test.
const char* const sec1 =
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MHcCAQEEIOr2d5mP17ASYBxy+lsHS3DoxvAyJ3iwwbU1FG3SE6wjoAoGCCqGSM49\n"
    "AwEHoUQDQgAEXTc9nDYrG2GzbFGvG212E17N2Q9z254cnwTaKEUCyfRYWt8QF+aN\n"
    "Al0rOSs1YkAG5G3xqAsLLrC2XJiPg4zTxA==\n"
    "-----END EC PRIVATE KEY-----\n";
const char* const pkcs8 =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6vZ3mY/XsBJgHHL6\n"
    "WwdLcOjG8DIneLDBtTUUbdITrCOhRANCAARdNz2cNisbYbNsUa8bbXYTXs3ZD3Pb\n"
    "nhyfBNooRQLJ9Fha3xAX5o0CXSs5KzViQAbkbfGoCwsusLZcmI+DjNPE\n"
    "-----END PRIVATE KEY-----\n";
const char* const encrypted =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjvVSw7OqX7dQICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEOhvFokxnRau+ZfdTnQBFfAEgZDR\n"
    "xRw/VqrTpbqf21nXZ+CQhR2RxKiviMjGVHC1FWXB0GtYeauvdSIm8VJ9S44HbbGq\n"
    "yoP8519sbzbvNfXFKs7/qRJtBmPU34bnHntBuiqVoghl1OB/cdNt+BUm/HSHP6AO\n"
    "BOwjhm5xUtDyxQy2y8H000SJzPRtP/0g0TYXOlA/TrRsyzKc4zND4tyuz1llITY=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";
const char* const of_p384 =
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MIGkAgEBBDCrRcMH5zDTibhVZMYxWsjEA0iKcP5vnGa3j22I/XEHwcqo/0R8/JJn\n"
    "Cl1vU42W2lSgBwYFK4EEACKhZANiAARlWTs5YU2O+ieZjLa71NOac2DXTMmV1svQ\n"
    "3Ylt8Fgg6VTdwIgTtSG4c26prCUf+dUOWhCBp6ZHT1RmWtqYv31KOj2KM3rHjnqm\n"
    "vJD23AfGGEem7cWdXgR9dL7mMlpGCao=\n"
    "-----END EC PRIVATE KEY-----\n";
const char* const of_ed25519 =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIAkBNjfRSEyyXDnqKPEaMH5hCSb0bUg5pgpKDDU+Ryt+\n"
    "-----END PRIVATE KEY-----\n";
const char* const public_one =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXTc9nDYrG2GzbFGvG212E17N2Q9z\n"
    "254cnwTaKEUCyfRYWt8QF+aNAl0rOSs1YkAG5G3xqAsLLrC2XJiPg4zTxA==\n"
    "-----END PUBLIC KEY-----\n";

const char* const url = "https://eu-west-1.signin.aws.amazon.com/v1/token";

using bytes = std::vector<unsigned char>;

bytes from_base64url(std::string text) {
    EXPECT_EQ(text.find_first_of("+/="), std::string::npos) << text;
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    std::vector<std::byte> decoded;
    EXPECT_TRUE(detail::json::decode_base64(text, decoded));
    bytes out(decoded.size());
    std::ranges::transform(decoded, out.begin(), [](std::byte b) { return static_cast<unsigned char>(b); });
    return out;
}

struct proof {
    std::string signed_text;
    detail::json::document header, claims;
    bytes signature;

    explicit proof(const std::string& jwt) {
        const std::size_t first = jwt.find('.'), second = jwt.find('.', first + 1);
        const auto part = [](const bytes& b) {
            return detail::json::document::parse(std::string(b.begin(), b.end()));
        };
        signed_text = jwt.substr(0, second);
        header = part(from_base64url(jwt.substr(0, first))).value();
        claims = part(from_base64url(jwt.substr(first + 1, second - first - 1))).value();
        signature = from_base64url(jwt.substr(second + 1));
    }
};

// The point as in a key exchange: 4, x, y.
bytes point_of(const detail::json::document& jwk) {
    bytes point{4};
    for (const char* name : {"x", "y"}) {
        const bytes coordinate = from_base64url(jwk[name].text());
        EXPECT_EQ(coordinate.size(), 32U);
        point.insert(point.end(), coordinate.begin(), coordinate.end());
    }
    return point;
}

// Verifies with the key that the proof names, and with other code than the one that made it.
bool holds(const proof& it) {
    const bytes point = point_of(it.header["jwk"]);
    const std::unique_ptr<OSSL_PARAM_BLD, void (*)(OSSL_PARAM_BLD*)> build(OSSL_PARAM_BLD_new(),
                                                                           OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    const std::unique_ptr<OSSL_PARAM, void (*)(OSSL_PARAM*)> parameters(OSSL_PARAM_BLD_to_param(build.get()),
                                                                        OSSL_PARAM_free);
    const std::unique_ptr<EVP_PKEY_CTX, void (*)(EVP_PKEY_CTX*)> maker(
        EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY* raw = nullptr;
    EVP_PKEY_fromdata_init(maker.get());
    EVP_PKEY_fromdata(maker.get(), &raw, EVP_PKEY_PUBLIC_KEY, parameters.get());
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(raw, EVP_PKEY_free);

    const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)> pair(ECDSA_SIG_new(), ECDSA_SIG_free);
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(it.signature.data(), 32, nullptr),
                   BN_bin2bn(it.signature.data() + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
    const bool good = EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(size),
                                       reinterpret_cast<const unsigned char*>(it.signed_text.data()),
                                       it.signed_text.size()) == 1;
    OPENSSL_free(der);
    return good;
}

TEST(DpopProof, SaysWhatIsSentWhereAndWhen) {
    test::fake_effects world;
    world.advance(std::chrono::milliseconds(1999));
    const proof it(std::string(dpop_proof(sec1, url, world).value().view()));
    EXPECT_EQ(it.header.names(), (std::vector<std::string>{"typ", "alg", "jwk"}));
    EXPECT_EQ(it.header["typ"].text(), "dpop+jwt");
    EXPECT_EQ(it.header["alg"].text(), "ES256");
    EXPECT_EQ(it.header["jwk"].names(), (std::vector<std::string>{"kty", "x", "y", "crv"}));
    EXPECT_EQ(it.header["jwk"]["kty"].text(), "EC");
    EXPECT_EQ(it.header["jwk"]["crv"].text(), "P-256");
    EXPECT_EQ(it.claims.names(), (std::vector<std::string>{"jti", "htm", "htu", "iat"}));
    EXPECT_EQ(it.claims["jti"].text().size(), 36U);
    EXPECT_EQ(it.claims["htm"].text(), "POST");
    EXPECT_EQ(it.claims["htu"].text(), url);
    EXPECT_EQ(it.claims["iat"].text(), "1767225601");
}

// Repeats until r or s begins with a zero, which DER leaves out: about one proof in 128.
TEST(DpopProof, IsSignedByTheKeyItNames) {
    test::fake_effects world;
    std::set<std::string> ids;
    bool short_number = false;
    std::size_t made = 0;
    for (; made < 20'000 && (made < 20 || !short_number); ++made) {
        const proof it(std::string(dpop_proof(made % 2 == 0 ? sec1 : pkcs8, url, world).value().view()));
        ASSERT_EQ(it.signature.size(), 64U);
        ASSERT_TRUE(holds(it)) << it.signed_text;
        short_number = short_number || it.signature[0] == 0 || it.signature[32] == 0;
        ids.insert(it.claims["jti"].text());
    }
    EXPECT_TRUE(short_number);
    EXPECT_EQ(ids.size(), made);
}

TEST(DpopProof, IsVoidForAnotherRequest) {
    test::fake_effects world;
    proof it(std::string(dpop_proof(sec1, url, world).value().view()));
    it.signed_text.back() ^= 1;
    EXPECT_FALSE(holds(it));
}

TEST(DpopProof, NeedsAKeyOfP256) {
    test::fake_effects world;
    const std::string cut(std::string_view(sec1).substr(0, 100));
    for (const char* key : {"", "x", cut.c_str(), encrypted, of_p384, of_ed25519, public_one}) {
        const auto refused = dpop_proof(key, url, world);
        ASSERT_FALSE(refused) << key;
        EXPECT_EQ(refused.error().cause(), errc::credentials_failed);
        EXPECT_EQ(refused.error().diagnostics().detail,
                  "\"dpopKey\" is not a PEM private key of the curve P-256");
    }
}

}  // namespace
}  // namespace dynaco::identity::dpop_test
