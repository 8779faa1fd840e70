#include "digest.hpp"

#include <dynaco/sigv4/sha256_hex.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstring>
#include <stdexcept>

namespace dynaco::sigv4 {
namespace {

constexpr std::size_t block_size = 64;
using block = std::array<unsigned char, block_size>;

// Two digits at a time: a signature writes three digests, digit by digit a tenth of its time.
constexpr auto hex_pairs = [] {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 512> pairs{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        pairs[2 * byte] = digits[byte / 16];
        pairs[2 * byte + 1] = digits[byte % 16];
    }
    return pairs;
}();

void check(int result) {
    if (result != 1) throw std::runtime_error("dynaco: libcrypto could not compute a SHA-256");
}

// Looking an algorithm up costs more than hashing a small body. Never freed: signers with static storage may
// outlive a destructor of ours.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (fetched == nullptr) throw std::runtime_error("dynaco: libcrypto offers no SHA-256");
    return fetched;
}

context_ptr new_context() {
    context_ptr context{EVP_MD_CTX_new()};
    if (!context) throw std::runtime_error("dynaco: libcrypto is out of memory");
    check(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr));
    return context;
}

// Two, since copying a key's state into a context throws its memory away: the plain one keeps it.
EVP_MD_CTX* plain_context() {
    thread_local const context_ptr context = new_context();
    return context.get();
}

EVP_MD_CTX* keyed_context() {
    thread_local const context_ptr context = new_context();
    return context.get();
}

context_ptr hashed_pad(const block& key, unsigned char pad) {
    block padded = key;
    const cleanse_at_exit cleanse_padded{padded};
    for (unsigned char& each : padded) each = static_cast<unsigned char>(each ^ pad);
    context_ptr context = new_context();
    check(EVP_DigestUpdate(context.get(), padded.data(), padded.size()));
    return context;
}

void fill_block(block& out, std::string_view prefix, std::string_view key) {
    if (prefix.size() + key.size() > block_size) {
        digest_bytes hashed;
        const cleanse_at_exit cleanse_hashed{hashed};
        digest_writer{}.append_secret(prefix).append_secret(key).finish(hashed);
        std::memcpy(out.data(), hashed.data(), hashed.size());
        return;
    }
    prefix.copy(reinterpret_cast<char*>(out.data()), prefix.size());
    key.copy(reinterpret_cast<char*>(out.data()) + prefix.size(), key.size());
}

}  // namespace

hex_digest to_hex(const digest_bytes& digest) noexcept {
    hex_digest hex;
    for (std::size_t i = 0; i < digest.size(); ++i)
        std::memcpy(&hex[2 * i], &hex_pairs[std::size_t{2} * digest[i]], 2);
    return hex;
}

void cleanse(std::span<unsigned char> bytes) noexcept { OPENSSL_cleanse(bytes.data(), bytes.size()); }
void cleanse(std::string& text) noexcept { OPENSSL_cleanse(text.data(), text.size()); }

void free_context::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

digest_writer::digest_writer() : context_(plain_context()) {
    check(EVP_DigestInit_ex2(context_, algorithm(), nullptr));
}

digest_writer::digest_writer(const hmac_key& key) : context_(keyed_context()), key_(&key) {
    check(EVP_MD_CTX_copy_ex(context_, key.inner_.get()));
}

void digest_writer::update(const void* data, std::size_t size) {
    check(EVP_DigestUpdate(context_, data, size));
}

void digest_writer::flush() {
    if (used_ != 0) update(gathered_.data(), used_);
    used_ = 0;
}

digest_writer& digest_writer::append(std::string_view text) {
    if (text.size() > gathered_.size() - used_) flush();
    if (text.size() > gathered_.size()) {
        update(text.data(), text.size());
    } else {
        used_ += text.copy(gathered_.data() + used_, text.size());
    }
    return *this;
}

digest_writer& digest_writer::append_secret(std::string_view text) {
    flush();
    if (!text.empty()) update(text.data(), text.size());
    return *this;
}

void digest_writer::finish(digest_bytes& out) {
    flush();
    check(EVP_DigestFinal_ex(context_, out.data(), nullptr));
    if (key_ == nullptr) return;
    check(EVP_MD_CTX_copy_ex(context_, key_->outer_.get()));
    update(out.data(), out.size());
    check(EVP_DigestFinal_ex(context_, out.data(), nullptr));
}

digest_bytes digest_writer::finish() {
    digest_bytes out;
    finish(out);
    return out;
}

hmac_key::hmac_key(std::string_view key, std::string_view prefix) {
    block padded{};
    const cleanse_at_exit cleanse_padded{padded};
    fill_block(padded, prefix, key);
    inner_ = hashed_pad(padded, 0x36);
    outer_ = hashed_pad(padded, 0x5c);
}

digest_bytes hmac_key::sign(std::string_view text) const {
    return digest_writer{*this}.append(text).finish();
}

void hmac_key::sign(std::string_view text, digest_bytes& out) const {
    digest_writer{*this}.append(text).finish(out);
}

digest_bytes sha256(std::string_view bytes) { return digest_writer{}.append(bytes).finish(); }

std::string sha256_hex(std::string_view bytes) { return std::string{view(to_hex(sha256(bytes)))}; }

}  // namespace dynaco::sigv4
