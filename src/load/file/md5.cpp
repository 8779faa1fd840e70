#include "load/file/md5.hpp"

#include "json/base64.hpp"

#include <dynaco/errors.hpp>

#include <openssl/evp.h>

#include <span>

namespace dynaco::loading {
namespace {

struct free_digest {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using digest_context = std::unique_ptr<EVP_MD_CTX, free_digest>;

[[noreturn]] void no_md5() {
    throw error(errc::file_failed, {.detail = "OpenSSL cannot compute an MD5; its FIPS mode excludes it"});
}

}  // namespace

struct md5_digest::state {
    digest_context context{EVP_MD_CTX_new()};
};

md5_digest::md5_digest() : state_(std::make_unique<state>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_md5(), nullptr) != 1) no_md5();
}
md5_digest::md5_digest(md5_digest&&) noexcept = default;
md5_digest& md5_digest::operator=(md5_digest&&) noexcept = default;
md5_digest::~md5_digest() = default;

void md5_digest::append(std::string_view text) {
    if (EVP_DigestUpdate(state_->context.get(), text.data(), text.size()) != 1) no_md5();
}

md5_digest::digest_bytes md5_digest::finish() const {
    const digest_context copy{EVP_MD_CTX_new()};
    digest_bytes digest{};
    unsigned size = 0;
    if (!copy || EVP_MD_CTX_copy_ex(copy.get(), state_->context.get()) != 1 ||
        EVP_DigestFinal_ex(copy.get(), digest.data(), &size) != 1)
        no_md5();
    return digest;
}

std::string md5_digest::base64() const {
    std::string text;
    const digest_bytes digest = finish();
    detail::json::append_base64(text, std::as_bytes(std::span(digest)));
    return text;
}

std::string md5_digest::hex() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char each : finish()) {
        text += digits[each >> 4];
        text += digits[each & 15U];
    }
    return text;
}

}  // namespace dynaco::loading
