#include "support/fault_server/tls/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <stdexcept>

namespace dynaco::test {
namespace {

template <auto Free>
struct releaser {
    template <class Handle>
    void operator()(Handle* handle) const {
        Free(handle);
    }
};
using bio = std::unique_ptr<BIO, releaser<BIO_free_all>>;
using key = std::unique_ptr<EVP_PKEY, releaser<EVP_PKEY_free>>;
using x509 = std::unique_ptr<X509, releaser<X509_free>>;
using extension = std::unique_ptr<X509_EXTENSION, releaser<X509_EXTENSION_free>>;

void check(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

key make_key() {
    key made(EVP_EC_gen("P-256"));
    check(made != nullptr, "EVP_EC_gen");
    return made;
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* value) {
    const bio memory(BIO_new(BIO_s_mem()));
    check(PEM_write_bio_X509(memory.get(), value) == 1, "PEM_write_bio_X509");
    return text_of(memory.get());
}

std::string pem_of(EVP_PKEY* value) {
    const bio memory(BIO_new(BIO_s_mem()));
    check(PEM_write_bio_PrivateKey(memory.get(), value, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "PEM_write_bio_PrivateKey");
    return text_of(memory.get());
}

void add_extension(X509* target, X509* issuer, int id, const char* text) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, target, nullptr, nullptr, 0);
    const extension made(X509V3_EXT_conf_nid(nullptr, &context, id, text));
    check(made != nullptr && X509_add_ext(target, made.get(), -1) == 1, text);
}

void set_name(X509* target, const char* name) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(name);
    check(
        X509_NAME_add_entry_by_txt(X509_get_subject_name(target), "CN", MBSTRING_UTF8, bytes, -1, -1, 0) == 1,
        "X509_NAME_add_entry_by_txt");
}

x509 blank_certificate(const char* name, EVP_PKEY* owner, long begin_days, long end_days) {
    static std::atomic<long> serial{1};
    constexpr long day = 24L * 60 * 60;
    x509 made(X509_new());
    check(made != nullptr && X509_set_version(made.get(), X509_VERSION_3) == 1, "X509_new");
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), begin_days * day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), end_days * day);
    set_name(made.get(), name);
    check(X509_set_pubkey(made.get(), owner) == 1, "X509_set_pubkey");
    return made;
}

void sign(X509* target, X509* issuer, EVP_PKEY* issuer_key) {
    check(X509_set_issuer_name(target, X509_get_subject_name(issuer)) == 1, "X509_set_issuer_name");
    check(X509_sign(target, issuer_key, EVP_sha256()) > 0, "X509_sign");
}

}  // namespace

struct certificate_authority::identity {
    key private_key = make_key();
    x509 self = blank_certificate("dynaco test authority", private_key.get(), -10, 10);
};

certificate_authority::certificate_authority() : self_(std::make_unique<identity>()) {
    X509* self = self_->self.get();
    add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(self, self, NID_subject_key_identifier, "hash");
    sign(self, self, self_->private_key.get());
}

certificate_authority::~certificate_authority() = default;

std::string certificate_authority::pem() const { return pem_of(self_->self.get()); }

certificate certificate_authority::issue(certificate_kind kind) const {
    const bool other_host = kind == certificate_kind::wrong_host;
    const bool own_issuer = kind == certificate_kind::self_signed;
    const key owner = make_key();
    const x509 leaf = blank_certificate(other_host ? "other.example" : "localhost", owner.get(), -5,
                                        kind == certificate_kind::expired ? -1 : 5);
    X509* issuer = own_issuer ? leaf.get() : self_->self.get();
    add_extension(leaf.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf.get(), issuer, NID_ext_key_usage, "serverAuth");
    if (kind != certificate_kind::no_alternative_name)
        add_extension(leaf.get(), issuer, NID_subject_alt_name,
                      other_host ? "DNS:other.example" : "DNS:localhost,IP:127.0.0.1");
    sign(leaf.get(), issuer, own_issuer ? owner.get() : self_->private_key.get());
    return certificate{pem_of(leaf.get()), pem_of(owner.get())};
}

}  // namespace dynaco::test
